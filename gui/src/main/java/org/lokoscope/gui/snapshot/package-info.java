/**
 * Painted views of a trace: {@link org.lokoscope.gui.snapshot.PaintedViews} lists them. Images need
 * no window and no JavaFX; the window shows the same views in tabs.
 */
package org.lokoscope.gui.snapshot;
