/**
 * The files of a trace that hold what was recorded: its description and its chunks. Chronicle Queue
 * is used here and nowhere else.
 */
package org.lokoscope.store.log;
