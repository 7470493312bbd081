// SPDX-License-Identifier: Apache-2.0
/** Image files of what the painters draw, without a toolkit or a display. */
@NullMarked
package org.lokoscope.views.image;

import org.jspecify.annotations.NullMarked;
