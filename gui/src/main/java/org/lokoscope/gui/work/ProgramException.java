// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import org.jspecify.annotations.Nullable;

/** A program cannot be read or expanded. The message is one line for the user. */
public sealed class ProgramException extends RuntimeException permits ProjectFileException {

  private static final long serialVersionUID = 1L;

  ProgramException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
