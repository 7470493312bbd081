package org.lokoscope.runtime.probe;

/** How a fiber ended. The order is part of the trace format: append only. */
public enum FiberOutcome {
  RETURNED,
  EXITED,
  FAILED,
  /** Its process or its scheduler ended first. */
  ABANDONED
}
