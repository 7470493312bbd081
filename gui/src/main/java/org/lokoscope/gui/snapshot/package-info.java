// SPDX-License-Identifier: Apache-2.0
/**
 * Painted views of a trace: {@link org.lokoscope.gui.snapshot.PaintedViews} lists them. Images need
 * no window and no JavaFX; the window shows the same views in tabs.
 */
@NullMarked
package org.lokoscope.gui.snapshot;

import org.jspecify.annotations.NullMarked;
