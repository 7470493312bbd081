// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

/** How a fiber ended. The order is part of the trace format: append only. */
public enum FiberOutcome {
  RETURNED,
  EXITED,
  FAILED,
  /** Its process or its scheduler ended first. */
  ABANDONED,
  /**
   * It waited for what nothing that could still run can reach, and so would never have run again.
   * Proved by the collector, which takes such fibers.
   */
  UNREACHABLE
}
