// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

/** Why frames were moved from the Java stack to the heap. Append only. */
public enum CaptureReason {
  /** The program called {@code call/cc}. */
  CALL_CC,
  /** A fiber suspended. */
  SUSPEND,
  /** A fiber or a process was preempted. */
  PREEMPT,
  /** A condition was raised: its handler runs on top of the captured frames. */
  RAISE
}
