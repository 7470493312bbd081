// SPDX-License-Identifier: Apache-2.0
/**
 * The views of a recorded run, in layers: {@code viewport} (time and pixels), {@code layout}
 * (rows), {@code query} (what a frame needs from the trace), {@code paint} (drawing on a surface),
 * {@code image} (image files), {@code model} (what the user chose), {@code fx} (the only one that
 * knows JavaFX). {@code board} (the scheduler at an instant) and {@code compare} (two runs) are
 * views of their own on the same surface.
 */
@NullMarked
package org.lokoscope.views;

import org.jspecify.annotations.NullMarked;
