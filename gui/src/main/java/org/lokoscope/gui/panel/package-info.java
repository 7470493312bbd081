/**
 * The parts of the window: fiber tree, inspector and tabs. Each shows a {@link
 * org.lokoscope.gui.panel.Session} and forwards what the user does to its model; queries go through
 * the session's feed, never on the toolkit's thread.
 */
package org.lokoscope.gui.panel;
