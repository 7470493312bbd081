// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.mcp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The traces that were asked for, each with one index for the life of the server. */
final class BorrowedTraces implements AutoCloseable {

  private final Map<Path, BorrowedTrace> traces = new HashMap<>();
  private boolean closed;

  /**
   * A directory that shows what was recorded of a trace, and may be written to.
   *
   * @throws IllegalArgumentException if there is no such trace; says so in a line
   * @throws IOException if it cannot be borrowed
   */
  synchronized Path borrow(String name) throws IOException {
    Path trace = real(name);
    if (closed) {
      throw new IOException("the server is about to end");
    }
    BorrowedTrace borrowed = traces.get(trace);
    if (borrowed == null) {
      borrowed = BorrowedTrace.of(trace);
      traces.put(trace, borrowed);
    }
    borrowed.refresh();
    return borrowed.directory();
  }

  private static Path real(String name) throws IOException {
    try {
      Path path = Path.of(name);
      if (!Files.isDirectory(path)) {
        throw new IllegalArgumentException(name + ": no such directory");
      }
      return path.toRealPath();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("trace: is not the name of a directory", e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (BorrowedTrace each : traces.values()) {
      try {
        each.close();
      } catch (IOException left) {
        // It lies among temporary files.
      }
    }
    traces.clear();
  }
}
