package org.lokoscope.gui.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceInfo;
import org.lokoscope.store.file.Traces;

/**
 * Measures the index of traces of stated sizes: how fast it is made, how large it is, how long it
 * takes to open, and what a viewport of 50 lanes and 1,600 columns costs at each zoom. Each size in
 * a JVM of its own with a heap of 512 MiB.
 */
public final class IndexBench {

  private static final int LANES = 50;
  private static final int COLUMNS = 1600;
  private static final int ROUNDS = 21;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private IndexBench() {}

  /**
   * Measures a trace of some millions of events and some thousands of fibers, both as text with a
   * colon between: {@code 10:100}.
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
      List<String> command =
          new ArrayList<>(Tools.ours(mainClass, "bench", "--raw", "index", trace.toString()));
      command.add(1, "-Xmx512m");
      Process process = new ProcessBuilder(command).inheritIO().start();
      if (process.waitFor() != 0) {
        throw new IOException("the measuring process failed");
      }
    } finally {
      delete(work);
    }
  }

  /** Measures a trace in this JVM; its index is made anew. */
  public static void measure(Path directory) throws IOException {
    delete(directory.resolve("index"));
    long cpu = cpu();
    long start = System.nanoTime();
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      double seconds = (System.nanoTime() - start) / 1e9;
      TraceInfo info = trace.info();
      double events = info.events();
      say("events made into an index", events / seconds / 1e6, "million/s");
      say("the same by seconds of CPU", events / (cpu() - cpu) * 1e3, "million/s");
      say("events", info.bytes() / events, "bytes/event");
      say("index", size(directory.resolve("index")) / events, "bytes/event");
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      say("heap in use", (runtime.totalMemory() - runtime.freeMemory()) / 1e6, "MB");
    }
    start = System.nanoTime();
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      say("opened again", (System.nanoTime() - start) / 1e6, "ms");
      for (int zoom = 0; zoom <= 20; zoom += 2) {
        viewport(trace, zoom);
      }
      start = THREADS.getCurrentThreadCpuTime();
      trace.events(0, Long.MAX_VALUE, Set.of("processDispatched"), 100);
      say("events of a rare type", (THREADS.getCurrentThreadCpuTime() - start) / 1e6, "ms of CPU");
      start = THREADS.getCurrentThreadCpuTime();
      trace.series(new SeriesId(SeriesId.Quantity.LIVE_WORDS, 0), 0, trace.end(), COLUMNS);
      say(
          "live words, 1,600 points",
          (THREADS.getCurrentThreadCpuTime() - start) / 1e6,
          "ms of CPU");
    }
  }

  /** The lanes in the middle of the list, in the middle of the run. */
  private static void viewport(Trace trace, int zoom) {
    List<LaneId> lanes = trace.lanes();
    int first = Math.min(lanes.size() / 2, Math.max(0, lanes.size() - LANES + 2));
    List<LaneId> some =
        Stream.concat(
                lanes.stream().limit(2), lanes.subList(first, lanes.size()).stream().limit(48))
            .toList();
    long width = Math.max(COLUMNS, trace.end() >>> zoom);
    long from = (trace.end() - width) / 2;
    double[] times = new double[ROUNDS];
    double[] work = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      long worked = THREADS.getCurrentThreadCpuTime();
      for (LaneId lane : some) {
        trace.strip(lane, from, from + width, COLUMNS);
      }
      work[round] = (THREADS.getCurrentThreadCpuTime() - worked) / 1e6;
      times[round] = (System.nanoTime() - start) / 1e6;
    }
    double cold = work[0];
    Arrays.sort(times);
    Arrays.sort(work);
    System.out.printf(
        Locale.ROOT,
        "  strips, 1/%-7d of the run %9.2f ms; of CPU %7.2f ms, the first time %7.2f%n",
        1L << zoom,
        times[ROUNDS / 2],
        work[ROUNDS / 2],
        cold);
  }

  private static void say(String what, double value, String unit) {
    System.out.printf(Locale.ROOT, "  %-32s %10.2f %s%n", what, value, unit);
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long size(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> paths = Files.walk(tree)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
