// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

/**
 * Decides which fiber runs when, instead of first come, first served: for looking for mistakes that
 * show only under some schedules. Asked on the CPU of the process.
 */
public interface Schedule {

  /**
   * Which of the fibers that are ready runs next.
   *
   * @param ready how many there are, at least 2
   * @return from 0, the one that came first
   */
  int pick(int ready);

  /** How many safe points a fiber passes before it is asked about the next one; 0 for each. */
  int portion();

  /**
   * Whether the running fiber gives way at a safe point.
   *
   * @param fiber its number
   */
  boolean preempts(long fiber);

  /**
   * Which of the processes that are ready runs next.
   *
   * @param ready how many there are, at least 2
   * @return from 0, the one that came first
   */
  default int pickProcess(int ready) {
    return 0;
  }

  /**
   * Whether the running process gives way at a safe point to another one, which there is.
   *
   * @param process its number
   */
  default boolean preemptsProcess(long process) {
    return false;
  }

  /**
   * The running fiber, or process, has given way.
   *
   * @param site the procedure that it was about to enter, or the loop that it was in; or 0
   */
  default void preempted(int site) {}
}
