package org.lokoscope.gui.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that commands write. */
final class Outputs {

  private Outputs() {}

  /** Why a file cannot be written, in words: the exceptions of {@code nio} hold only its name. */
  static String reason(IOException problem) {
    return switch (problem) {
      case NoSuchFileException missing -> "its folder does not exist";
      case FileNotFoundException missing -> "cannot be written";
      case AccessDeniedException denied -> "may not be written";
      default -> "cannot be written: " + problem.getMessage();
    };
  }

  /** Fails in time, before minutes of work, when a file's folder is missing. */
  static void checkFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new CommandFailure(ExitStatus.USAGE, file + ": its folder does not exist");
    }
    if (Files.isDirectory(file)) {
      throw new CommandFailure(ExitStatus.USAGE, file + ": is a folder");
    }
  }
}
