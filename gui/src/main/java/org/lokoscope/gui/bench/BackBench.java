// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.work.DebuggedRun;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.runtime.debug.Breakpoint;
import org.lokoscope.runtime.debug.Debuggee;
import org.lokoscope.runtime.debug.Debugger;
import org.lokoscope.runtime.debug.Reversal;
import org.lokoscope.runtime.debug.Stop;
import org.lokoscope.runtime.world.SystemWorld;

/** Measures how long it takes to go back in the debugger. */
public final class BackBench {

  private static final int STEPS = 25;
  private static final int STEPS_WITH_LOOKS = 5;

  /** Runs with states kept and without, in turn, of which the shortest counts. */
  private static final int ROUNDS = 3;

  private static final long NO_STATES = -1;

  /** A user looks before the next step. */
  private static final long LOOK_MILLIS = 2_000;

  private static final String HEAD =
      """
      (import (rnrs) (loko system fibers))
      (define total 0)
      (define (work n sum)
        (if (= n 0) sum (work (- n 1) (mod (+ sum n) 1000003))))
      (define (walk n)
        (let ((half (div n 2)))
          (set! total (+ total half))
          (if (> n 1)
              (walk half)
              (here n))))
      (define (here n)
        (display n))
      """;

  /** Each message is heard of by seven events of fibers or so; that is counted. */
  private static final String EVENTS =
      """
      (define jobs (make-channel))
      (spawn-fiber
        (lambda ()
          (let loop ()
            (get-message jobs)
            (loop))))
      (do ((i 0 (+ i 1)))
          ((= i %d))
        (put-message jobs i))
      (walk 1000000)
      """;

  private static final String COMPUTING =
      """
      (do ((i 0 (+ i 1)))
          ((= i 100))
        (work %d 0)
        (yield-current-task))
      (walk 1000000)
      """;

  private BackBench() {}

  /** Measures in a JVM of its own. */
  public static void run(String what, String mainClass) throws IOException, InterruptedException {
    List<String> command = Tools.ours(mainClass, "bench", "--raw", "back", what);
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      System.out.println("failed");
    }
  }

  /**
   * Measures in this JVM.
   *
   * @param what {@code events:MILLIONS} or {@code computing:SECONDS}
   */
  public static void measure(String what) throws IOException {
    Path work = Files.createTempDirectory("lokoscope-bench");
    try {
      String[] parts = what.split(":", -1);
      double size = Double.parseDouble(parts[1]);
      boolean events = parts[0].equals("events");
      long first = events ? 10_000 : 2_000_000;
      double unit = once(work, text(events, first), events);
      long count = (long) (first * (events ? size * 1e6 : size) / unit);
      measure(work, text(events, count));
    } finally {
      Tools.delete(work);
    }
  }

  private static String text(boolean events, long count) {
    return HEAD + String.format(Locale.ROOT, events ? EVENTS : COMPUTING, count);
  }

  /** Events of a short run, or its seconds. */
  private static double once(Path work, String text, boolean events) throws IOException {
    try (Session session = new Session(work, text)) {
      double seconds = session.run();
      return events ? session.run.debugger().eventsHeard() : seconds;
    }
  }

  private static void measure(Path work, String text) throws IOException {
    double kept = Double.MAX_VALUE;
    double without = Double.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      try (Session session = new Session(work, text, NO_STATES)) {
        without = Math.min(without, session.run());
      }
      if (i < ROUNDS - 1) {
        try (Session session = new Session(work, text)) {
          kept = Math.min(kept, session.run());
        }
      }
    }
    try (Session session = new Session(work, text)) {
      kept = Math.min(kept, session.run());
      long[] states = session.run.debugger().keptStates();
      System.out.printf(
          Locale.ROOT,
          "%n%,d events of fibers, %,d moments; running %.2f s, %.3f times as long as without"
              + " keeping states; %d states in %,d kB%n",
          session.run.debugger().eventsHeard(),
          session.run.debugger().moments(),
          kept,
          kept / without,
          states[0],
          states[1] / 1024);
      print("first step back", session.steps(1, 0));
      print("step back", session.steps(STEPS, 0));
      print("step back, then look", session.steps(STEPS_WITH_LOOKS, LOOK_MILLIS));
      print(
          "last-set total",
          List.of(
              session.timed(
                  () ->
                      session.reversal.last(
                          session.run.debugger(),
                          new Debugger.Last(
                              Debugger.Last.What.SET, session.stop.fiber(), 0, "total", 0)))));
      print("step back from there", session.steps(STEPS_WITH_LOOKS, 0));
    }
  }

  private static void print(String what, List<Double> seconds) {
    List<Double> sorted = seconds.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "  %-22s s: median %.3f, 99 %% %.3f, worst %.3f%n",
        what,
        sorted.get(sorted.size() / 2),
        sorted.get((int) (0.99 * (sorted.size() - 1))),
        sorted.getLast());
  }

  /** A run and the way back in it. */
  private static final class Session implements AutoCloseable {
    private final BlockingQueue<Object> news = new LinkedBlockingQueue<>();
    private final Reversal reversal;
    private Debuggee run;
    private Stop stop =
        new Stop(
            Stop.Reason.START, "", 0, 0, org.lokoscope.runtime.source.SourceSpan.NONE, List.of());

    Session(Path work, String text) throws IOException {
      this(work, text, Reversal.SPACING);
    }

    Session(Path work, String text, long spacing) throws IOException {
      Path folder = Files.createTempDirectory(work, "run");
      Path program = Files.writeString(folder.resolve("program.sps"), text);
      Supplier<Reversal.Rerun> starter =
          () ->
              new Reversal.Rerun(
                  DebuggedRun.reversible(
                      program,
                      LaunchSettings.DEFAULT,
                      SystemWorld.watched(
                          InputStream.nullInputStream(),
                          OutputStream.nullOutputStream(),
                          OutputStream.nullOutputStream(),
                          DebuggedRun.commandLine(program, List.of())),
                      folder),
                  _ -> {});
      reversal = new Reversal(starter, spacing);
      run = starter.get().run();
    }

    double run() {
      listen(run);
      run.begin();
      next();
      run.debugger().add(Breakpoint.Spec.procedure("here"));
      long begin = System.nanoTime();
      run.debugger().go();
      next();
      return (System.nanoTime() - begin) / 1e9;
    }

    private void listen(Debuggee of) {
      of.debugger()
          .listen(
              new Debugger.Listener() {
                @Override
                public void stopped(Stop now) {
                  news.add(now);
                }

                @Override
                public void output(String line) {}
              });
      of.onEnd(
          (status, problem) -> {
            if (of.equals(run)) {
              news.add(status + " " + problem);
            }
          });
      reversal.present(of);
    }

    private void next() {
      try {
        Object event = news.poll(10, TimeUnit.MINUTES);
        if (!(event instanceof Stop now)) {
          throw new IllegalStateException("the program ended: " + event);
        }
        stop = now;
      } catch (InterruptedException wish) {
        throw new IllegalStateException(wish);
      }
    }

    /** Seconds of each. */
    List<Double> steps(int count, long pause) {
      List<Double> seconds = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        seconds.add(timed(() -> reversal.back(run.debugger(), Debugger.Back.LINE)));
        try {
          Thread.sleep(pause);
        } catch (InterruptedException wish) {
          throw new IllegalStateException(wish);
        }
      }
      return seconds;
    }

    double timed(Supplier<Reversal.@Nullable Rerun> back) {
      long begin = System.nanoTime();
      Reversal.Rerun there = back.get();
      if (there == null) {
        throw new IllegalStateException("there is nothing before");
      }
      Debuggee old = run;
      run = there.run();
      reversal.replaces(there, old);
      news.clear();
      listen(run);
      reversal.proceed(there);
      next();
      double seconds = (System.nanoTime() - begin) / 1e9;
      reversal.arrived(run.debugger());
      return seconds;
    }

    @Override
    public void close() {
      run.quit();
      reversal.close();
    }
  }
}
