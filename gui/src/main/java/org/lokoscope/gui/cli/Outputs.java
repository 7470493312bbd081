// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files that commands write. */
final class Outputs {

  private Outputs() {}

  /** Fails in time, before minutes of work, when a file's directory is missing. */
  static void checkDirectory(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new CommandFailure(ExitStatus.USAGE, file + ": its directory does not exist");
    }
    if (Files.isDirectory(file)) {
      throw new CommandFailure(ExitStatus.USAGE, file + ": is a directory");
    }
  }
}
