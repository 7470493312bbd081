// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

/** Why a fiber gave up its CPU. The order is part of the trace format: append only. */
public enum SuspendReason {
  /** Waits to put a message on a channel. */
  PUT,
  /** Waits to get a message from a channel. */
  GET,
  /** Waits for a condition variable. */
  CONDITION,
  /** Waits for a timer alone. */
  SLEEP,
  /** Waits for the first of several operations. */
  CHOICE,
  READABLE,
  WRITABLE,
  /** Waits for a message from another process. */
  MAILBOX,
  /** Gave way of its own accord; stays ready. */
  YIELD,
  /** Was preempted at a safe point; stays ready. */
  PREEMPTED,
  /** Waits on a base operation that the program made itself. */
  OTHER
}
