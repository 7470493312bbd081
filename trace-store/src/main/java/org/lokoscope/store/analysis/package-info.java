/** Looks for leaks in a recorded run. Works on the store alone: no screen, no running program. */
package org.lokoscope.store.analysis;
