// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.tracer.buffer.TraceWriter;

/**
 * What the recording of a message between two fibers is made of, each part by itself: time of this
 * thread's processor, the least of several rounds. What {@code ping-pong} costs more than these is
 * spent in the runtime, which finds out what there is to say.
 */
final class MessageBench {

  private static final int ROUNDS = 12;
  private static final int TIMES = 2_000_000;
  private static final long FIBER = 1L << 32;
  private static final long CHANNEL = FIBER + 7;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static long sum;

  private MessageBench() {}

  static void run() throws IOException {
    System.out.printf(
        "Parts of a recorded message, ns of the processor, the least of %d rounds:%n%n", ROUNDS);
    print(
        "one look at the clock",
        times -> {
          for (int i = 0; i < times; i++) {
            sum += System.nanoTime();
          }
        });
    try (TraceWriter writer = new TraceWriter((chunk, offset, length) -> {})) {
      Probe all = writer.probe(0);
      print("7 events in two entries, sizes as before", times -> again(all, times));
      Probe whole = writer.probe(1);
      print("7 events in two entries, sizes compared", times -> whole(whole, times));
      Probe scheduling = writer.probe(2);
      print("3 events in two entries: --trace scheduling", times -> scheduling(scheduling, times));
    }
    System.out.println();
  }

  private static void print(String what, IntConsumer work) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = THREADS.getCurrentThreadCpuTime();
      work.accept(TIMES);
      best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - before) / (double) TIMES);
    }
    System.out.printf(Locale.ROOT, "%-46s %6.1f%n", what, best);
  }

  private static void again(Probe probe, int times) {
    long[] remembered = {-1, -1};
    for (int i = 0; i < times; i++) {
      long fiber = FIBER + 1 + (i & 1);
      long other = FIBER + 1 + (i + 1 & 1);
      long time = (long) i / 16 * 900;
      long id = FIBER + 100 + 2L * i;
      probe.waiterServed(time, CHANNEL, fiber, other, 0);
      if (i > 1 && probe.remembered() == remembered[i & 1]) {
        probe.offerSwitchedAgain(
            time, id, fiber, CHANNEL, id + 1, 1, 1, id - 2, other, 90 + (i & 1));
      } else {
        switched(probe, time, id, fiber, other, 90 + (i & 1));
        remembered[i & 1] = probe.remembered();
      }
    }
  }

  private static void whole(Probe probe, int times) {
    for (int i = 0; i < times; i++) {
      long fiber = FIBER + 1 + (i & 1);
      long other = FIBER + 1 + (i + 1 & 1);
      long time = (long) i / 16 * 900;
      probe.waiterServed(time, CHANNEL, fiber, other, 0);
      switched(probe, time, FIBER + 100 + 2L * i, fiber, other, 90 + (i & 1));
    }
  }

  private static void switched(Probe probe, long time, long id, long fiber, long other, long site) {
    probe.offerSwitched(
        time, id, fiber, CHANNEL, id + 1, 1, 1, id - 2, other, 1, 6, 40, 2, 12, 2, 0, 0, site);
  }

  private static void scheduling(Probe probe, int times) {
    for (int i = 0; i < times; i++) {
      long fiber = FIBER + 1 + (i & 1);
      long other = FIBER + 1 + (i + 1 & 1);
      long time = (long) i / 16 * 900;
      probe.waiterWoken(time, other, fiber, CHANNEL);
      probe.fiberYielded(time, fiber, CHANNEL, other, 1, 90 + (i & 1));
    }
  }
}
