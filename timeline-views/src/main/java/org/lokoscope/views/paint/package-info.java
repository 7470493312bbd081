// SPDX-License-Identifier: Apache-2.0
/**
 * Draws the timeline and the leak report on a {@link org.lokoscope.views.paint.Surface}. The same
 * painters serve the window and image files; none of them knows a toolkit or asks a trace.
 */
@NullMarked
package org.lokoscope.views.paint;

import org.jspecify.annotations.NullMarked;
