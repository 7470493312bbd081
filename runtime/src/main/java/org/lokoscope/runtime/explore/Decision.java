// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.explore;

/**
 * What a schedule decided.
 *
 * @param isPreemption whether a fiber had to give way; else a fiber was chosen from those ready
 * @param safePoint how many safe points had been passed at which a preemption was possible
 * @param choice which of the ready fibers was chosen, from 0
 * @param of how many were ready
 * @param fiber the fiber, or the process, that gave way, or 0
 * @param site where it was, or 0
 * @param isOfProcesses whether all that is about processes, and not about the fibers of one
 */
public record Decision(
    boolean isPreemption,
    long safePoint,
    int choice,
    int of,
    long fiber,
    int site,
    boolean isOfProcesses) {

  /** The decision in words. */
  public String describe(String place) {
    String who = isOfProcesses ? "process " : "fiber ";
    return isPreemption
        ? who
            + (fiber & 0xffffffffL)
            + " is preempted at safe point "
            + safePoint
            + (place.isEmpty() ? "" : ", before it runs what stands at " + place)
        : "the " + who + "that came " + (choice + 1) + ". of " + of + " runs next";
  }
}
