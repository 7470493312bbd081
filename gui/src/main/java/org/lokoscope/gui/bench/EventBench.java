// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import org.lokoscope.gui.work.MeasuredTrace;
import org.lokoscope.runtime.probe.Probe;

/**
 * Events by the million from one thread: the four that a switch of fibers reports one by one
 * (resumed, captured, suspended, ready), and the same joined as the runtime reports them.
 */
final class EventBench {

  private static final int ROUNDS = 5;
  private static final int SWITCHES = 2_500_000;
  private static final int EVENTS = 4 * SWITCHES;
  private static final long FIBER = 1L << 32;

  /** Reports so many switches. */
  private interface Mixture {
    void report(Probe probe, int switches);
  }

  private static final class Figures {
    private double best = Double.MAX_VALUE;
    private double processor = Double.MAX_VALUE;
    private double bytes;
    private long lost;
    private long garbage;

    void add(double nanos, double cpu) {
      best = Math.min(best, nanos);
      processor = Math.min(processor, cpu);
    }
  }

  private EventBench() {}

  static void run(Path work) throws IOException {
    Figures single = new Figures();
    Figures timed = new Figures();
    Figures joined = new Figures();
    Figures jfr = new Figures();
    for (int round = 0; round < ROUNDS; round++) {
      store(work, EventBench::single, single, round == ROUNDS - 1);
      store(work, EventBench::timed, timed, round == ROUNDS - 1);
      store(work, EventBench::joined, joined, round == ROUNDS - 1);
      jfr(work, jfr);
    }
    System.out.printf(
        "%,d events from one thread, the best of %d rounds in turns. ns and processor: of an"
            + " event,%nuntil all are written; garbage: bytes that the reporting thread allocates"
            + " for it.%n%n",
        EVENTS, ROUNDS);
    System.out.printf(
        "%-40s %12s %7s %10s %8s %8s %6s%n",
        "", "events/s", "ns", "processor", "bytes", "garbage", "lost");
    print("one by one", single);
    print("one by one, the clock read for each", timed);
    print("joined", joined);
    print("events of JFR, which reads its clock", jfr);
    System.out.printf(
        Locale.ROOT,
        "%nrate against JFR: %.1f (with the clock), %.1f (joined)%n",
        jfr.best / timed.best,
        jfr.best / joined.best);
  }

  private static void print(String what, Figures figures) {
    System.out.printf(
        Locale.ROOT,
        "%-40s %,12.0f %7.1f %10.1f %8.1f %8d %6d%n",
        what,
        1e9 / figures.best,
        figures.best,
        figures.processor,
        figures.bytes,
        figures.garbage,
        figures.lost);
  }

  private static void store(Path work, Mixture mixture, Figures figures, boolean last)
      throws IOException {
    Path directory = work.resolve("events");
    long cpu = processor();
    long begin = System.nanoTime();
    MeasuredTrace.record(
        directory, probe -> figures.garbage = garbageOf(() -> mixture.report(probe, SWITCHES)));
    figures.add(
        (System.nanoTime() - begin) / (double) EVENTS, (processor() - cpu) / (double) EVENTS);
    if (last) {
      MeasuredTrace trace = MeasuredTrace.of(directory);
      figures.bytes = trace.bytesPerEvent();
      figures.lost = trace.lost();
    }
    Tools.delete(directory);
  }

  private static void jfr(Path work, Figures figures) throws IOException {
    long cpu = processor();
    long begin = System.nanoTime();
    JfrEvents events = new JfrEvents(work.resolve("bench.jfr"));
    try (events) {
      figures.garbage = garbageOf(() -> single(events, SWITCHES));
    }
    figures.add(
        (System.nanoTime() - begin) / (double) EVENTS, (processor() - cpu) / (double) EVENTS);
    figures.bytes = (double) events.bytes() / EVENTS;
  }

  /** Bytes that this thread allocates meanwhile. */
  private static long garbageOf(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return (threads.getCurrentThreadAllocatedBytes() - before) / EVENTS;
  }

  private static long processor() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void single(Probe probe, int switches) {
    long time = 0;
    for (int i = 0; i < switches; i++) {
      long fiber = FIBER + (i & 15);
      time += 400;
      probe.fiberResumed(time, fiber);
      probe.continuationCaptured(time + 100, FIBER + i, fiber, 1, 20, 130, 4, 30, 2, 1, 5, 99);
      probe.fiberSuspended(time + 200, fiber, 1, FIBER + 7, 99);
      probe.fiberReady(time + 300, fiber, fiber ^ 1, FIBER + 7);
    }
  }

  private static void timed(Probe probe, int switches) {
    long begin = System.nanoTime();
    for (int i = 0; i < switches; i++) {
      long fiber = FIBER + (i & 15);
      probe.fiberResumed(System.nanoTime() - begin, fiber);
      probe.continuationCaptured(
          System.nanoTime() - begin, FIBER + i, fiber, 1, 20, 130, 4, 30, 2, 1, 5, 99);
      probe.fiberSuspended(System.nanoTime() - begin, fiber, 1, FIBER + 7, 99);
      probe.fiberReady(System.nanoTime() - begin, fiber, fiber ^ 1, FIBER + 7);
    }
  }

  private static void joined(Probe probe, int switches) {
    long time = 0;
    for (int i = 0; i < switches; i++) {
      long fiber = FIBER + (i & 15);
      time += 400;
      probe.fiberResumed(time, fiber);
      probe.fiberParked(time + 100, FIBER + i, fiber, FIBER + 7, 1, 20, 130, 4, 30, 2, 1, 5, 99);
      probe.fiberReady(time + 300, fiber, fiber ^ 1, FIBER + 7);
    }
  }
}
