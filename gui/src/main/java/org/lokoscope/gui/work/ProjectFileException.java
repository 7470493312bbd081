// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import org.jspecify.annotations.Nullable;

/** The settings of a project are wrong. The message is one line with file, line and column. */
public final class ProjectFileException extends ProgramException {

  private static final long serialVersionUID = 1L;

  ProjectFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
