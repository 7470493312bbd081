/**
 * Processes: preemptible, sharing nothing, each with its own machine, variables and fibers. Process
 * 0 is the scheduler; process 1 runs the program.
 */
package org.lokoscope.runtime.process;
