// SPDX-License-Identifier: Apache-2.0
/** The application's window: menus, opening and recording with progress, the panels around it. */
@NullMarked
package org.lokoscope.gui.window;

import org.jspecify.annotations.NullMarked;
