// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

/** What a fiber, a process or a CPU does at a moment. */
public enum LaneState {
  /** Before it began or after it ended. */
  ABSENT,
  RUNNING,
  /** Could run, but something else does. */
  READY,
  BLOCKED_PUT,
  BLOCKED_GET,
  BLOCKED_CONDITION,
  BLOCKED_CHOICE,
  BLOCKED_IO,
  BLOCKED_MAILBOX,
  BLOCKED_OTHER,
  SLEEPING,
  /** A CPU with nothing to run. */
  IDLE,
  /** Wanted to sleep until a time that has passed. */
  OVERDUE
}
