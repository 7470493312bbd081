package org.lokoscope.gui.work;

import org.jspecify.annotations.Nullable;

/** A program cannot be read or expanded. The message is one line for the user. */
public final class ProgramException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ProgramException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
