package org.lokoscope.store.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the threads of virtual CPUs could have run, but the system ran something else: the time
 * that a program loses to other programs. Linux tells it for each thread ({@code schedstat}, the
 * second number, nanoseconds); elsewhere there is nothing to sample.
 */
final class RunDelays {

  /** What the runtime calls these threads; "cpus" runs all of them with a virtual clock. */
  private static final String CPU = "cpu";

  private final Path threads;
  private final List<Path> cpus = new ArrayList<>();
  private long total = -1;
  private long delay;

  /**
   * @param threads a directory with one directory for each thread, as {@code /proc/self/task}
   */
  RunDelays(Path threads) {
    this.threads = threads;
  }

  /** Looks at the threads. False at the first look, and where the system does not tell. */
  boolean sample() {
    try {
      if (cpus.isEmpty()) {
        find();
      }
      long before = total;
      total = 0;
      for (Path statistics : cpus) {
        total += delayOf(Files.readString(statistics));
      }
      delay = Math.max(0, total - before);
      return before >= 0 && !cpus.isEmpty();
    } catch (IOException | DirectoryIteratorException | NumberFormatException gone) {
      // A CPU has ended, or this system does not tell.
      cpus.clear();
      total = -1;
      return false;
    }
  }

  /** Nanoseconds between the last two looks, of all threads together. */
  long delay() {
    return delay;
  }

  private void find() throws IOException {
    total = -1;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
      for (Path thread : all) {
        if (Files.readString(thread.resolve("comm")).startsWith(CPU)) {
          cpus.add(thread.resolve("schedstat"));
        }
      }
    }
  }

  private static long delayOf(String statistics) {
    int from = statistics.indexOf(' ') + 1;
    int to = statistics.indexOf(' ', from);
    return Long.parseLong(statistics.substring(from, Math.max(from, to)));
  }
}
