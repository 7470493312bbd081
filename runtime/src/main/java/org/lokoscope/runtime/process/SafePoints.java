// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

/**
 * What a process does at its safe points. Programs run with {@link #NORMAL}; the others exist to
 * put the protocol of the machine to the test: whatever a program computes, they must not change.
 */
public enum SafePoints {
  /** Looks at the clock now and then, and gives way when its time slice is over. */
  NORMAL(10_000),

  /** Gives up its CPU every few steps, though nobody else may want it. */
  PREEMPT_OFTEN(7),

  /** Moves the whole stack to the heap at every safe point, and takes it up again. */
  CAPTURE_ALWAYS(1),

  /**
   * Lets another fiber run at every safe point. Changes the order in which fibers run, so programs
   * for which that matters print something else.
   */
  SWITCH_FIBERS(1);

  /**
   * Safe points to pass before the next decision. That of {@link #NORMAL} is guessed: about a tenth
   * of a millisecond of work. The least is 1, or the program would never get on.
   */
  final int fuel;

  SafePoints(int fuel) {
    this.fuel = fuel;
  }
}
