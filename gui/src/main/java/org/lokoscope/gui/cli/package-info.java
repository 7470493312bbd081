// SPDX-License-Identifier: Apache-2.0
/**
 * The {@code lokoscope} command. Nothing here may touch JavaFX or the window's classes except
 * through {@link org.lokoscope.gui.cli.Desktop}, so that {@code run} and {@code info} start fast.
 */
@NullMarked
package org.lokoscope.gui.cli;

import org.jspecify.annotations.NullMarked;
