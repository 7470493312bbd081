// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.debug.Breakpoint;
import org.lokoscope.runtime.debug.Debuggee;
import org.lokoscope.runtime.debug.Debugger;
import org.lokoscope.runtime.debug.Reversal;
import org.lokoscope.runtime.debug.Stop;
import org.lokoscope.runtime.debug.Views.VariableView;
import org.lokoscope.runtime.world.SystemWorld;

/** Going back to states that were kept leads to where running the whole program anew leads. */
@Timeout(300)
final class ReversalTest {

  private static final String TEXT =
      """
      (import (rnrs) (loko system fibers))
      (define total 0)
      (define table (make-eqv-hashtable))
      (define jobs (make-channel))
      (define (count n sum)
        (if (= n 0)
            sum
            (count (- n 1) (+ sum 1))))
      (define (note! key n)
        (hashtable-update! table key (lambda (old) (+ old n)) 0)
        (set! total (+ total n)))
      (define (worker name)
        (let ((n (get-message jobs)))
          (note! name (count n 0))
          (worker name)))
      (for-each (lambda (name) (spawn-fiber (lambda () (worker name)))) '(1 2 3))
      (define (feed i)
        (put-message jobs (* 1000 (mod (* i %d) 7)))
        (when (= 0 (mod i 5))
          (sleep 0.001))
        (if (< i 40)
            (feed (+ i 1))
            (show i)))
      (define (show i)
        (let ((sum (+ i total)))
          (display sum)
          (newline)
          sum))
      (feed 1)
      (show 'end)
      """;

  @TempDir Path folder;

  @Test
  void shouldGoWhereRunsOfTheWholeProgramGo() throws Exception {
    int places = 0;
    for (int seed = 1; seed <= 3; seed++) {
      Random random = new Random(seed);
      try (Session kept = new Session(seed, 0);
          Session anew = new Session(seed, -1)) {
        assertThat(kept.toStart()).isEqualTo(anew.toStart());
        for (int i = 0; i < 14; i++) {
          int action = random.nextInt(7);
          String there = kept.act(action);
          assertThat(there)
              .as("seed %d, action %d: %d", seed, i, action)
              .isEqualTo(anew.act(action));
          places += there.contains("p.sps") ? 1 : 0;
        }
        assertThat(kept.states()).isGreaterThan(3);
        assertThat(anew.states()).isZero();
      }
    }
    assertThat(places).isGreaterThan(20);
  }

  /** What the user had changed behind the place was found there again. */
  @Test
  void shouldNotRepeatWhatTheUserHadChanged() throws Exception {
    try (Session session = new Session(1, 0)) {
      session.toStart();
      session.run.debugger().looking().evaluate(session.fiber(), 0, "(set! total -1)");
      session.act(4);
      String back = session.act(3);
      assertThat(session.value("total")).isNotEqualTo("-1");
      assertThat(back).contains("p.sps");
    }
  }

  private Supplier<Reversal.Rerun> starter(Path program, Path scratch) {
    return () ->
        new Reversal.Rerun(
            DebuggedRun.reversible(
                program,
                LaunchSettings.DEFAULT,
                SystemWorld.watched(
                    new ByteArrayInputStream(new byte[0]),
                    OutputStream.nullOutputStream(),
                    OutputStream.nullOutputStream(),
                    DebuggedRun.commandLine(program, List.of())),
                scratch),
            _ -> {});
  }

  /** A run, and the way back in it. */
  private final class Session implements AutoCloseable {
    private final BlockingQueue<Object> news = new LinkedBlockingQueue<>();
    private final Reversal reversal;
    private Debuggee run;
    private @Nullable Stop stop;

    Session(int seed, long spacing) throws IOException {
      Path own = Files.createTempDirectory(folder, "run");
      Path program = Files.writeString(folder.resolve("p.sps"), TEXT.formatted(seed));
      Supplier<Reversal.Rerun> starter = starter(program, own);
      reversal = new Reversal(starter, spacing);
      run = starter.get().run();
    }

    /** The fiber that stands. */
    long fiber() {
      return Objects.requireNonNull(stop).fiber();
    }

    /** To a place in the middle. */
    String toStart() throws InterruptedException {
      listen();
      run.begin();
      next();
      run.debugger().add(Breakpoint.Spec.procedure("note!"));
      run.debugger().add(Breakpoint.Spec.procedure("show"));
      for (int i = 0; i < 30; i++) {
        run.debugger().go();
        next();
      }
      return place();
    }

    long states() {
      return run.debugger().keptStates()[0];
    }

    /** Goes somewhere; says where. */
    String act(int action) throws InterruptedException {
      Debugger debugger = run.debugger();
      return switch (action) {
        case 0, 1 -> back(() -> reversal.back(debugger, Debugger.Back.LINE));
        case 2 -> back(() -> reversal.back(debugger, Debugger.Back.LINE_OF_CALLERS));
        case 3 -> back(() -> reversal.back(debugger, Debugger.Back.BREAKPOINT));
        case 4 ->
            back(
                () ->
                    reversal.last(
                        debugger,
                        new Debugger.Last(Debugger.Last.What.SET, fiber(), 0, "total", 0)));
        case 5 -> forward(debugger::stepInto);
        default -> forward(debugger::go);
      };
    }

    private String forward(Runnable step) throws InterruptedException {
      step.run();
      next();
      return place();
    }

    private String back(Supplier<Reversal.@Nullable Rerun> how) throws InterruptedException {
      Reversal.Rerun there = how.get();
      if (there == null) {
        return "nothing";
      }
      Debuggee old = run;
      run = there.run();
      reversal.replaces(there, old);
      news.clear();
      listen();
      reversal.proceed(there);
      next();
      reversal.arrived(run.debugger());
      return place();
    }

    private String place() {
      StringBuilder text = new StringBuilder();
      text.append(run.debugger().position()).append(' ').append(fiber());
      for (VariableView variable : run.debugger().looking().variables(fiber(), 0)) {
        text.append(' ').append(variable.name()).append('=').append(variable.text(50));
      }
      return text.append(" total=").append(value("total")).toString();
    }

    String value(String name) {
      return String.valueOf(run.debugger().looking().evaluate(fiber(), 0, name).value());
    }

    private void listen() {
      run.debugger()
          .listen(
              new Debugger.Listener() {
                @Override
                public void stopped(Stop now) {
                  news.add(now);
                }

                @Override
                public void output(String line) {}
              });
      Debuggee listened = run;
      run.onEnd(
          (status, problem) -> {
            if (listened.equals(run)) {
              news.add("ended " + status + problem);
            }
          });
      reversal.present(run);
    }

    private void next() throws InterruptedException {
      Object event = news.poll(60, TimeUnit.SECONDS);
      assertThat(event).isInstanceOf(Stop.class);
      stop = (Stop) event;
    }

    @Override
    public void close() {
      run.quit();
      reversal.close();
    }
  }
}
