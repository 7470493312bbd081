/** One robot test for each journey of a user through the window, on a real recording. */
package org.lokoscope.journey;
