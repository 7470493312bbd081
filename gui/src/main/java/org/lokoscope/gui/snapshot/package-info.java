/** Pictures of a trace without a window: the same painters on an image in memory. No JavaFX. */
package org.lokoscope.gui.snapshot;
