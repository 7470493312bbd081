// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.lokoscope.runtime.world.StandardStream;

/** A file of the user's cannot be written; the message is one line for the user. */
public final class WriteFailure extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  public WriteFailure(Path file, IOException problem) {
    super(file + ": " + reason(problem), problem);
  }

  /** Whether whoever was to read the file has closed it. */
  public boolean isBrokenPipe() {
    IOException problem = getCause();
    return problem != null && StandardStream.isBrokenPipe(problem);
  }

  /** The exceptions of {@code nio} hold only the name of the file. */
  private static String reason(IOException problem) {
    return switch (problem) {
      case NoSuchFileException missing -> "its directory does not exist";
      case FileNotFoundException missing -> "cannot be written";
      case AccessDeniedException denied -> "permission denied";
      default -> "cannot be written: " + problem.getMessage();
    };
  }
}
