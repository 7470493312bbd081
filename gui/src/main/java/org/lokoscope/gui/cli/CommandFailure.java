// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import org.jspecify.annotations.Nullable;

/** A command cannot do what was asked: one line for the user and an exit status. */
final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  CommandFailure(int status, String line) {
    this(status, line, null);
  }

  CommandFailure(int status, String line, @Nullable Throwable cause) {
    super(line, cause);
    this.status = status;
  }

  int status() {
    return status;
  }
}
