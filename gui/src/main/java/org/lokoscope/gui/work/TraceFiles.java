// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.lokoscope.store.TraceException;

/** Traces as files. */
public final class TraceFiles {

  private TraceFiles() {}

  /**
   * Deletes a trace with all that is in it.
   *
   * @return the same path
   */
  public static Path delete(Path trace) {
    if (!Files.isRegularFile(trace.resolve("meta.json"))) {
      throw new TraceException(trace + " is no trace: it is not deleted");
    }
    try (Stream<Path> walk = Files.walk(trace)) {
      List<Path> files = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path file : files) {
        Files.delete(file);
      }
      Files.deleteIfExists(TraceMarks.file(trace));
      Files.deleteIfExists(TraceMarks.breakpoints(trace));
      return trace;
    } catch (IOException e) {
      throw new TraceException(trace + " cannot be deleted: " + e.getMessage(), e);
    }
  }
}
