// SPDX-License-Identifier: Apache-2.0
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
 * that a program loses to other programs; and how often they waited for pages that had to be read
 * from a disk. Linux tells it for each thread ({@code schedstat}, the second number, nanoseconds,
 * and {@code stat}, the twelfth); elsewhere there is nothing to sample.
 */
final class RunDelays {

  /** What the runtime calls these threads; "cpus" runs all of them with a virtual clock. */
  private static final String CPU = "cpu";

  /** The place of the number behind the name. */
  private static final int MAJOR_FAULTS = 9;

  private final Path threads;
  private final List<Path> cpus = new ArrayList<>();
  private long total = -1;
  private long delay;
  private long allFaults;
  private long faults;

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
      long faultsBefore = allFaults;
      total = 0;
      allFaults = 0;
      for (Path thread : cpus) {
        total += delayOf(Files.readString(thread.resolve("schedstat")));
        allFaults += faultsOf(thread.resolve("stat"));
      }
      delay = Math.max(0, total - before);
      faults = Math.max(0, allFaults - faultsBefore);
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

  /** Major faults between the last two looks, of all threads together. */
  long faults() {
    return faults;
  }

  private void find() throws IOException {
    total = -1;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
      for (Path thread : all) {
        if (Files.readString(thread.resolve("comm")).startsWith(CPU)) {
          cpus.add(thread);
        }
      }
    }
  }

  private static long delayOf(String statistics) {
    int from = statistics.indexOf(' ') + 1;
    int to = statistics.indexOf(' ', from);
    return Long.parseLong(statistics.substring(from, Math.max(from, to)));
  }

  /** The name of a thread stands in brackets and may hold anything. */
  private static long faultsOf(Path statistics) throws IOException {
    if (!Files.exists(statistics)) {
      return 0;
    }
    String text = Files.readString(statistics);
    String[] words = text.substring(text.lastIndexOf(')') + 1).strip().split(" ");
    return words.length <= MAJOR_FAULTS ? 0 : Long.parseLong(words[MAJOR_FAULTS]);
  }
}
