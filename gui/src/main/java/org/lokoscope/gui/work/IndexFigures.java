// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * How fast the index of a trace is made, how large it is, how long it takes to open, and what a
 * viewport of 50 lanes and 1,600 columns costs at each zoom, and one that moves. On the clock,
 * lanes are asked for by all processors at once, as the window does; the work is that of one
 * thread.
 */
public final class IndexFigures {

  private static final int LANES = 50;
  private static final int COLUMNS = 1600;
  private static final int ROUNDS = 21;

  /** Columns by which a window moves from frame to frame. */
  private static final int MOVED = 40;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private IndexFigures() {}

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
      Path index = directory.resolve("index");
      double indexed = size(index) / events;
      say("index", indexed, "bytes/event");
      parts(index, events);
      say("events with the index", info.bytes() / events + indexed, "bytes/event");
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      say("heap in use", (runtime.totalMemory() - runtime.freeMemory()) / 1e6, "MB");
    }
    start = System.nanoTime();
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      say("opened again", (System.nanoTime() - start) / 1e6, "ms");
      double worst = 0;
      double work = 0;
      for (int zoom = 0; zoom <= 20; zoom++) {
        Cost cost = viewport(trace, zoom);
        worst = Math.max(worst, cost.time());
        work = Math.max(work, cost.work());
      }
      say("strips, the worst of these", worst, "ms");
      say("the same of one thread", work, "ms of CPU");
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

  /** What a viewport costs, milliseconds: on the clock, and of CPU by one thread. */
  private record Cost(double time, double work) {}

  /** The lanes in the middle of the list, in the middle of the run. */
  private static Cost viewport(Trace trace, int zoom) {
    List<LaneId> lanes = trace.lanes();
    int first = Math.min(lanes.size() / 2, Math.max(0, lanes.size() - LANES + 2));
    List<LaneId> some =
        Stream.concat(
                lanes.stream().limit(2), lanes.subList(first, lanes.size()).stream().limit(48))
            .toList();
    long width = Math.max(COLUMNS, trace.end() >>> zoom);
    long from = (trace.end() - width) / 2;
    long bucket = Math.ceilDiv(width, (long) COLUMNS);
    double moved = 0;
    double[] times = new double[ROUNDS];
    double[] work = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      // Not at multiples of a bucket from the window before: nothing is known of these.
      long begin = from + round % 4 * (bucket / 4);
      long worked = THREADS.getCurrentThreadCpuTime();
      for (LaneId lane : some) {
        trace.strip(lane, begin, begin + COLUMNS * bucket, COLUMNS);
      }
      work[round] = (THREADS.getCurrentThreadCpuTime() - worked) / 1e6;
    }
    for (int round = 0; round < ROUNDS; round++) {
      long begin = from + (1 + round % 4) * (bucket / 5);
      long start = System.nanoTime();
      some.parallelStream()
          .forEach(lane -> trace.strip(lane, begin, begin + COLUMNS * bucket, COLUMNS));
      times[round] = (System.nanoTime() - start) / 1e6;
    }
    for (int round = 1; round <= ROUNDS; round++) {
      long begin = from + (long) MOVED * round * bucket;
      long worked = THREADS.getCurrentThreadCpuTime();
      for (LaneId lane : some) {
        trace.strip(lane, begin, begin + COLUMNS * bucket, COLUMNS);
      }
      moved += (THREADS.getCurrentThreadCpuTime() - worked) / 1e6 / ROUNDS;
    }
    double cold = work[0];
    Arrays.sort(times);
    Arrays.sort(work);
    System.out.printf(
        Locale.ROOT,
        "  strips, 1/%-7d of the run %9.2f ms; of CPU %7.2f ms, first time %7.2f, moved %7.2f%n",
        1L << zoom,
        times[ROUNDS / 2],
        work[ROUNDS / 2],
        cold,
        moved);
    return new Cost(times[ROUNDS / 2], work[ROUNDS / 2]);
  }

  private static void parts(Path index, double events) throws IOException {
    try (Stream<Path> files = Files.list(index)) {
      for (Path file : files.sorted().toList()) {
        if (Files.size(file) > 0) {
          say("  of that " + file.getFileName(), Files.size(file) / events, "bytes/event");
        }
      }
    }
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
