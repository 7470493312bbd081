// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.file.Traces;
import org.lokoscope.tracer.buffer.TraceWriter;

/**
 * Measures the encoder, the writing, the opening and the queries. Not a test: it prints, and a
 * person judges.
 *
 * <p>{@code java org.lokoscope.store.TraceBench DIRECTORY [MILLIONS]}, with the JVM flags of the
 * root pom.
 */
final class TraceBench {

  private static final int EVENTS_PER_ROUND = 66;

  private TraceBench() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    int millions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    encode(millions);
    int rounds = millions * 1_000_000 / EVENTS_PER_ROUND;
    long start = System.nanoTime();
    SyntheticTrace.write(directory, rounds, true);
    say("record into Chronicle Queue, synthetic mixture", millions * 1e6, start);
    for (int i = 0; i < 3; i++) {
      delete(directory.resolve("index"));
      open(directory, "open, index built");
    }
    open(directory, "open again");
  }

  /** The mixture of a switch: captured, suspended, ready, resumed. */
  private static void encode(int millions) throws IOException {
    for (int round = 0; round < 3; round++) {
      long[] bytes = new long[1];
      int switches = millions * 1_000_000 / 4;
      long start;
      try (TraceWriter writer = new TraceWriter((chunk, at, length) -> bytes[0] += length)) {
        Probe probe = writer.probe(0);
        start = System.nanoTime();
        for (int i = 0; i < switches; i++) {
          long fiber = (1L << 32) + (i & 15);
          long time = i * 400L;
          probe.fiberResumed(time, fiber);
          probe.continuationCaptured(
              time + 100, (1L << 32) + i, fiber, 1, 20, 130, 4, 30, 2, 1, 5, 99);
          probe.fiberSuspended(time + 200, fiber, 1, (1L << 32) + 7, 99);
          probe.fiberReady(time + 300, fiber, fiber ^ 1, (1L << 32) + 7);
        }
        say("encode, switch mixture, one thread", switches * 4.0, start);
      }
      System.out.printf(Locale.ROOT, "  %.2f bytes/event%n", bytes[0] / (switches * 4.0));
    }
  }

  private static void open(Path directory, String what) {
    long start = System.nanoTime();
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      TraceInfo info = trace.info();
      say(what, info.events(), start);
      System.out.printf(
          Locale.ROOT, "  %.2f bytes/event on disk%n", (double) info.bytes() / info.events());
      start = System.nanoTime();
      for (LaneId lane : trace.lanes()) {
        trace.strip(lane, 0, trace.end(), 1600);
      }
      say("strips of all lanes, 1,600 columns", trace.lanes().size(), start);
      start = System.nanoTime();
      trace.series(new SeriesId(SeriesId.Quantity.LIVE_WORDS, 0), 0, trace.end(), 1600);
      say("live words, 1,600 points", 1, start);
      start = System.nanoTime();
      LeakAnalysis.analyse(trace);
      say("diagnosis", 1, start);
    }
  }

  private static void say(String what, double units, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT, "%-48s %8.1f ms, %,.0f/s%n", what, seconds * 1e3, units / seconds);
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> paths = Files.walk(tree)) {
        paths
            .sorted(Comparator.reverseOrder())
            .forEach(
                path -> {
                  try {
                    Files.delete(path);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
      }
    }
  }
}
