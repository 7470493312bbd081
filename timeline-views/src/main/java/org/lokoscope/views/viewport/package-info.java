// SPDX-License-Identifier: Apache-2.0
/**
 * The arithmetic between time and pixels: windows on a run, rulers, readable times. Pure values;
 * everything above may call it, it calls nothing.
 */
@NullMarked
package org.lokoscope.views.viewport;

import org.jspecify.annotations.NullMarked;
