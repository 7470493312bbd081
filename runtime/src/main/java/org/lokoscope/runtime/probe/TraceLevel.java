// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

/** How much of what happens is recorded; each level has what the one before it has. Append only. */
public enum TraceLevel {
  /**
   * Processes and fibers: when they run, wait and are woken, and by whom; messages between
   * processes, names, failures, the heap, and what the program reports of itself.
   */
  SCHEDULING,
  /** Also what suspended fibers hold: sizes of continuations and dynamic state, stacks. */
  CONTINUATIONS,
  /** Also what they wait on: offers, mailboxes of fibers, conditions, timers, devices. */
  ALL
}
