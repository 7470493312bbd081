// SPDX-License-Identifier: Apache-2.0
/**
 * The scheduler at an instant as one would draw it on a blackboard: {@code Board} says what there
 * is, {@code BoardLayout} where it stands, {@code BoardPainter} draws it, also on its way from one
 * event to the next. Uses {@code paint}; nothing there uses it.
 */
@NullMarked
package org.lokoscope.views.board;

import org.jspecify.annotations.NullMarked;
