/** The application and the {@code lokoscope} command line: wiring and panels. */
package org.lokoscope.gui;
