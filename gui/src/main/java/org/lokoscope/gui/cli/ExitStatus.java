package org.lokoscope.gui.cli;

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
}
