// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongSupplier;
import org.lokoscope.gui.work.ScaledTrace;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.state.SchedulerStates;
import org.lokoscope.views.board.Moment;

/** Measures how long it takes to know the whole scheduler at an instant of a trace. */
public final class StateBench {

  private static final int INSTANTS = 1000;

  /** Instants that are asked for before any is measured. */
  private static final int WARM_UP = 50;

  /** Of each kind so much time is spent at most, nanoseconds. */
  private static final long MOST_NANOS = 30_000_000_000L;

  /** Instants whose state is compared with that of a plain replay from the begin. */
  private static final int CHECKED = 20;

  private static final long SEED = 1;

  private StateBench() {}

  /**
   * Measures a trace that there is, or makes one; in a JVM of its own with a heap of 512 MiB.
   *
   * @param what a directory, or millions of events and thousands of fibers: {@code 100:1}
   * @param mainClass of this program
   */
  public static void run(String what, String mainClass) throws IOException, InterruptedException {
    if (Files.isDirectory(Path.of(what))) {
      apart(mainClass, Path.of(what));
      return;
    }
    String[] parts = what.split(":", -1);
    Path work = Files.createTempDirectory("lokoscope-bench");
    try {
      Path trace = work.resolve("trace");
      ScaledTrace.write(
          trace,
          (long) (Double.parseDouble(parts[0]) * 1e6),
          (int) (Double.parseDouble(parts[1]) * 1e3));
      apart(mainClass, trace);
    } finally {
      Tools.delete(work);
    }
  }

  private static void apart(String mainClass, Path trace) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(Tools.ours(mainClass, "bench", "--raw", "states", trace.toString()));
    command.add(1, "-Xmx512m");
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      System.out.println("failed");
    }
  }

  /** Prints the median and the worst of random instants, and of steps forward and back. */
  public static void measure(Path directory) {
    try (Trace trace = new StoreWorkbench().open(directory, Progress.NONE)) {
      long begin = System.nanoTime();
      try (SchedulerStates states = SchedulerStates.open(trace, Progress.NONE)) {
        System.out.printf(
            Locale.ROOT,
            "%n%,d events, %,d fibers%n  checkpoints made in %.1f s%n",
            trace.info().events(),
            trace.info().fibers(),
            (System.nanoTime() - begin) / 1e9);
        Random random = new Random(SEED);
        long end = trace.end();
        for (int i = 0; i < WARM_UP; i++) {
          states.at((long) (random.nextDouble() * end));
        }
        print("random instants", () -> states.at((long) (random.nextDouble() * end)).events());
        check(trace, states, random);
        long events = trace.info().events();
        long[] at = {events / 2};
        print("one event forward", () -> states.afterEvents(++at[0]).events());
        print("one event back", () -> states.afterEvents(--at[0]).events());
        print(
            "the board of one",
            () ->
                Moment.of(trace, states, states.at((long) (random.nextDouble() * end)), List.of())
                    .now()
                    .events());
      }
    }
  }

  /** Compares some states with those of one walk over all events from the begin on. */
  private static void check(Trace trace, SchedulerStates states, Random random) {
    long[] instants =
        random.doubles(CHECKED).mapToLong(part -> (long) (part * trace.end())).sorted().toArray();
    SchedulerStates.Plain plain = SchedulerStates.plain(trace);
    for (long instant : instants) {
      // Backward and forward: what was asked before must not matter.
      states.at(trace.end() - instant);
      if (!states.at(instant).equals(plain.at(instant))) {
        throw new IllegalStateException("another state than by a plain replay: time=" + instant);
      }
    }
    System.out.printf(
        Locale.ROOT, "  %d random instants are as by a replay of all events before%n", CHECKED);
  }

  /** On the clock, which others of the machine move on as well, and of CPU time. */
  private static void print(String what, LongSupplier question) {
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long[] nanos = new long[INSTANTS];
    long[] cpu = new long[INSTANTS];
    int done = 0;
    for (long until = System.nanoTime() + MOST_NANOS;
        done < INSTANTS && System.nanoTime() < until;
        done++) {
      long used = thread.getCurrentThreadCpuTime();
      long begin = System.nanoTime();
      if (question.getAsLong() < 0) {
        throw new IllegalStateException(what);
      }
      nanos[done] = System.nanoTime() - begin;
      cpu[done] = thread.getCurrentThreadCpuTime() - used;
    }
    Arrays.sort(nanos, 0, done);
    Arrays.sort(cpu, 0, done);
    System.out.printf(
        Locale.ROOT,
        "  %-20s %5d: median %8.3f ms, worst %8.3f ms; of CPU %8.3f ms, worst %8.3f ms%n",
        what,
        done,
        nanos[done / 2] / 1e6,
        nanos[done - 1] / 1e6,
        cpu[done / 2] / 1e6,
        cpu[done - 1] / 1e6);
  }
}
