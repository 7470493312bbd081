/**
 * The arithmetic between time and pixels: windows on a run, rulers, readable times. Pure values;
 * everything above may call it, it calls nothing.
 */
package org.lokoscope.views.viewport;
