// SPDX-License-Identifier: Apache-2.0
/**
 * The debugger of the window, without its screen: a client of the Debug Adapter Protocol, and what
 * the user sees of a program that stands, in cells that belong to one thread. {@code
 * org.lokoscope.gui.panel} draws them.
 */
@NullMarked
package org.lokoscope.gui.debug.model;

import org.jspecify.annotations.NullMarked;
