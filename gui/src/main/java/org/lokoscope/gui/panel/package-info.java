// SPDX-License-Identifier: Apache-2.0
/**
 * The parts of the window: fiber tree, inspector and tabs. Each shows a {@link
 * org.lokoscope.gui.panel.OpenTrace} and forwards what the user does to its model; queries go
 * through the opened's queries, never on the FX thread.
 */
@NullMarked
package org.lokoscope.gui.panel;

import org.jspecify.annotations.NullMarked;
