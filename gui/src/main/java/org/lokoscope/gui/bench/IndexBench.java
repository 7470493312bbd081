// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.lokoscope.gui.work.ScaledTrace;

/**
 * Measures the index of traces of stated sizes, and whole commands with these; each in a JVM of its
 * own with a heap of 512 MiB.
 */
public final class IndexBench {

  /** Behind the trace's directory come the words of these; FILE is a file that is written. */
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("info"),
          List.of("report"),
          List.of("find", "state:blocked > 1ms", "--count"),
          List.of("find", "type:fiberSpawned", "--count"),
          List.of("state"),
          List.of("top", "--by", "site"),
          List.of("snapshot", "-o", "FILE.png"),
          List.of("export", "--to", "csv", "-o", "FILE.csv"));

  private static final long SAMPLED_NANOS = 5_000_000;

  private IndexBench() {}

  /**
   * Measures a trace of some millions of events and some thousands of fibers, both as text with a
   * colon between: {@code 10:100}.
   *
   * @param mainClass of this program
   */
  public static void run(String size, String mainClass) throws IOException, InterruptedException {
    String[] parts = size.split(":", -1);
    double millions = Double.parseDouble(parts[0]);
    double thousands = Double.parseDouble(parts[1]);
    Path work = Files.createTempDirectory("lokoscope-bench");
    try {
      Path trace = work.resolve("trace");
      ScaledTrace.write(trace, (long) (millions * 1e6), (int) (thousands * 1e3));
      System.out.printf(
          Locale.ROOT, "%n%s million events, %s thousand fibers%n", parts[0], parts[1]);
      apart(mainClass, List.of("bench", "--raw", "index", trace.toString()));
      System.out.printf("  %-32s %10s %12s %10s%n", "", "seconds", "of CPU", "peak heap");
      for (List<String> words : COMMANDS) {
        List<String> arguments = new ArrayList<>(List.of("bench", "--raw", "command"));
        arguments.addAll(List.of("--", words.getFirst(), trace.toString()));
        for (String word : words.subList(1, words.size())) {
          arguments.add(word.replace("FILE", work.resolve("written").toString()));
        }
        System.out.printf("  %-32s ", String.join(" ", words));
        System.out.flush();
        apart(mainClass, arguments);
        Files.deleteIfExists(work.resolve("written.csv"));
      }
    } finally {
      Tools.delete(work);
    }
  }

  private static void apart(String mainClass, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(Tools.ours(mainClass, arguments.toArray(String[]::new)));
    command.add(1, "-Xmx512m");
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      System.out.println("failed");
    }
  }

  /**
   * Runs something in this JVM and prints how long it took, on the clock and of CPU, and how much
   * of the heap was in use at most, what is garbage included.
   */
  public static int measured(IntSupplier work) {
    AtomicLong peak = new AtomicLong();
    Thread.ofPlatform().daemon().start(() -> watch(peak));
    long start = System.nanoTime();
    int status = work.getAsInt();
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpu =
        ProcessHandle.current()
            .info()
            .totalCpuDuration()
            .map(time -> time.toNanos() / 1e9)
            .orElse(Double.NaN);
    System.out.printf(Locale.ROOT, "%10.2f %12.2f %7.0f MB%n", seconds, cpu, peak.get() / 1e6);
    return status;
  }

  /** Looks at the heap as a whole: the pools have their peaks at different times. */
  private static void watch(AtomicLong peak) {
    Runtime runtime = Runtime.getRuntime();
    while (true) {
      peak.accumulateAndGet(runtime.totalMemory() - runtime.freeMemory(), Math::max);
      LockSupport.parkNanos(SAMPLED_NANOS);
    }
  }
}
