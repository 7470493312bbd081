package org.lokoscope.gui.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The moments that a user has marked in a trace: a line each, nanoseconds since the run began, in a
 * file beside the trace, which itself is never changed.
 */
public final class TraceMarks {

  private TraceMarks() {}

  static Path file(Path trace) {
    Path absolute = trace.toAbsolutePath().normalize();
    return absolute.resolveSibling(absolute.getFileName() + ".marks");
  }

  /** What is no moment is left out. */
  public static List<Long> read(Path trace) {
    try {
      return Files.readAllLines(file(trace)).stream()
          .filter(line -> line.matches("[0-9]{1,18}"))
          .map(Long::valueOf)
          .sorted()
          .toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  /**
   * Writes them; none at all is no file.
   *
   * @return whether they could be written
   */
  public static boolean write(Path trace, List<Long> marks) {
    try {
      if (marks.isEmpty()) {
        Files.deleteIfExists(file(trace));
      } else {
        Files.write(file(trace), marks.stream().map(String::valueOf).toList());
      }
      return true;
    } catch (IOException unwritable) {
      return false;
    }
  }
}
