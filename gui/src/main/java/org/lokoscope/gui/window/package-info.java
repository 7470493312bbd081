/** The application's window: menus, opening and recording with progress, the panels around it. */
package org.lokoscope.gui.window;
