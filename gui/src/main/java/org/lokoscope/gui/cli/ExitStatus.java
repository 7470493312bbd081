// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import org.lokoscope.store.TraceInfo;

/** What the command's exit status means. */
final class ExitStatus {

  static final int DONE = 0;

  /** The program raised a condition that nobody handled. */
  static final int RAISED = 1;

  /** Wrong arguments, or a file of the user's that cannot be read or written. */
  static final int USAGE = 2;

  /** What {@code --fail-on} names was found. */
  static final int FOUND = 3;

  /** The trace is damaged or unreadable. */
  static final int BAD_TRACE = 4;

  /** Interrupted, as a shell reports it. */
  static final int CANCELLED = 130;

  private ExitStatus() {}

  /** What a command ends with that has shown what could be read of a trace. */
  static int of(TraceInfo trace) {
    return trace.damage().isEmpty() ? DONE : BAD_TRACE;
  }
}
