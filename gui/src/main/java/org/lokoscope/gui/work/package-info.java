/**
 * What the application and the command line ask of the layers below: open a trace, diagnose it, run
 * and record programs. One seam, so that tests can put something else behind it. No JavaFX here.
 */
package org.lokoscope.gui.work;
