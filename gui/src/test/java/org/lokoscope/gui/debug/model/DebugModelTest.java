// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.gui.debug.DebuggableRun;
import org.lokoscope.gui.debug.RunningProgram;
import org.lokoscope.gui.debug.model.BreakpointList.Kind;
import org.lokoscope.gui.debug.model.BreakpointList.Point;
import org.lokoscope.gui.debug.model.DebugModel.Move;
import org.lokoscope.gui.debug.model.DebugModel.Phase;
import org.lokoscope.gui.debug.model.Seen.Variable;
import org.lokoscope.gui.work.DebugAdapters;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.RecordSettings;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.runtime.vm.TraceFilter;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Retention;

/** The model on the real adapter, which runs in this process; a thread stands for the screen's. */
@Timeout(60)
final class DebugModelTest {

  private static final String PROGRAM =
      """
      (import (rnrs) (loko system fibers))
      (define jobs (make-channel))
      (define (square x)
        (* x x))
      (define (worker done)
        (let ((job (get-message jobs)))
          (display (square job))
          (newline)
          (worker (cons job done))))
      (spawn-fiber (lambda () (worker '())))
      (do ((i 0 (+ i 1)))
          ((= i 3))
        (put-message jobs i))
      (sleep 0.01)
      """;

  @TempDir Path folder;
  private final ExecutorService screen =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("screen").factory());
  private final DebugModel model = new DebugModel(DebugModelTest::connect, screen);

  @AfterEach
  void end() throws Exception {
    on(
        () -> {
          model.stop();
          return true;
        });
  }

  private static Connection connect(Launch launch) throws IOException {
    ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (port;
                  Socket client = port.accept()) {
                DebugAdapters.serve(client.getInputStream(), client.getOutputStream());
              } catch (IOException gone) {
                // The test has ended.
              }
            });
    Socket socket = new Socket(port.getInetAddress(), port.getLocalPort());
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    return new Connection(in, out, () -> "", () -> close(socket));
  }

  private static void close(Socket socket) {
    try {
      socket.shutdownOutput();
    } catch (IOException gone) {
      // It is closed.
    }
  }

  private <T> T on(Callable<T> work) throws Exception {
    return screen.submit(work).get();
  }

  private void act(Runnable work) throws Exception {
    screen.submit(work).get();
  }

  private void until(Supplier<Boolean> seen) throws Exception {
    try {
      while (!on(seen::get)) {
        Thread.sleep(2);
      }
    } catch (InterruptedException late) {
      throw new AssertionError(
          model.phase().get() + ", " + model.note().get() + ", " + model.frame().get(), late);
    }
  }

  private String program(String text) throws IOException {
    return Files.writeString(folder.resolve("jobs.sps"), text).toString();
  }

  private void start(String file, boolean reversible) throws Exception {
    act(
        () ->
            model.start(
                Launch.program(Path.of(file), List.of(), OptionalLong.empty(), reversible)));
  }

  private void standsAt(int line) throws Exception {
    until(
        () ->
            model.stands()
                && model.frame().get().map(frame -> frame.place().line()).orElse(0) == line
                && !model.scopes().get().all().isEmpty());
  }

  private List<Variable> opened(Variable variable) throws Exception {
    List<Variable> parts = new CopyOnWriteArrayList<>();
    act(() -> model.open(variable, parts::addAll));
    until(() -> !parts.isEmpty());
    return parts;
  }

  private String local(String name) throws Exception {
    return opened(model.scopes().get().all().getFirst()).stream()
        .filter(variable -> variable.name().equals(name))
        .map(Variable::value)
        .findFirst()
        .orElse("none of that name");
  }

  @Test
  void shouldStandAtABreakpointAndShowWhatIsThere() throws Exception {
    String file = program(PROGRAM);
    act(() -> model.breakpoints().toggle(file, 4));
    start(file, false);
    standsAt(4);
    assertThat(model.note().get()).isEqualTo("Stands at a breakpoint.");
    assertThat(model.stack().get().getFirst().procedure()).isEqualTo("square");
    assertThat(model.stack().get().get(1).procedure()).isEqualTo("worker");
    assertThat(local("x")).isEqualTo("0");
    assertThat(model.fibers().get()).hasSizeGreaterThan(1);
    assertThat(model.fiber().get().orElseThrow().stands()).isTrue();
    act(() -> model.move(Move.GO_ON));
    until(() -> model.stands() && model.scopes().get().all().size() > 1);
    until(
        () -> model.breakpoints().state(model.breakpoints().points().get().getFirst()).hits() == 2);
    act(() -> model.breakpoints().toggle(file, 4));
    act(() -> model.move(Move.GO_ON));
    until(() -> model.phase().get() == Phase.ENDED);
    assertThat(model.note().get()).isEqualTo("The program ended with status 0.");
    assertThat(model.output().get()).isEqualTo("0\n1\n4\n");
  }

  @Test
  void shouldStepAndGoBack() throws Exception {
    String file = program(PROGRAM);
    act(() -> model.breakpoints().toggle(file, 7));
    start(file, true);
    standsAt(7);
    act(() -> model.move(Move.IN));
    standsAt(4);
    act(() -> model.move(Move.BACK_IN));
    standsAt(7);
    act(() -> model.move(Move.OVER));
    standsAt(8);
    act(() -> model.move(Move.BACK_OVER));
    standsAt(7);
    act(() -> model.move(Move.BACK));
    until(() -> model.note().get().equals("there is nothing before"));
    assertThat(model.stands()).isTrue();
    act(() -> model.breakpoints().toggle(file, 7));
    act(() -> model.move(Move.GO_ON));
    until(() -> model.phase().get() == Phase.ENDED);
    assertThat(model.output().get()).endsWith("1\n4\n");
  }

  @Test
  void shouldEvaluateWatchAndAssign() throws Exception {
    String file = program(PROGRAM);
    act(() -> model.breakpoints().toggle(file, 4));
    act(() -> model.watch("(list x (* 10 x))"));
    act(() -> model.watch("(car x)"));
    start(file, false);
    standsAt(4);
    until(() -> model.watches().get().all().stream().noneMatch(watch -> watch.value().isEmpty()));
    assertThat(model.watches().get().all().getFirst().value()).isEqualTo("(0 0)");
    assertThat(model.watches().get().all().get(1).isValue()).isFalse();
    act(() -> model.evaluate("(vector x 'a)"));
    until(() -> model.output().get().contains("#(0 a)"));
    Variable x =
        opened(model.scopes().get().all().getFirst()).stream()
            .filter(variable -> variable.name().equals("x"))
            .findFirst()
            .orElseThrow();
    assertThat(x.canBeSet()).isTrue();
    act(() -> model.assign(x, "7"));
    until(() -> model.watches().get().all().getFirst().value().equals("(7 70)"));
    act(() -> model.breakpoints().remove(model.breakpoints().points().get().getFirst()));
    act(() -> model.move(Move.GO_ON));
    until(() -> model.phase().get() == Phase.ENDED);
    assertThat(model.output().get()).contains("49\n");
  }

  @Test
  void shouldOpenALongListPartByPart() throws Exception {
    String file =
        program(
            """
            (import (rnrs))
            (define (show all)
              (display (length all)))
            (show (do ((i 0 (+ i 1)) (all '() (cons i all))) ((= i 250) all)))
            """);
    act(() -> model.breakpoints().toggle(file, 3));
    start(file, false);
    standsAt(3);
    Variable all = opened(model.scopes().get().all().getFirst()).getFirst();
    List<Variable> first = opened(all);
    assertThat(first).hasSize(101);
    assertThat(first.getFirst().value()).isEqualTo("249");
    assertThat(first.getLast().isMore()).isTrue();
    List<Variable> second = opened(first.getLast());
    assertThat(second.getFirst().name()).isEqualTo("[100]");
    List<Variable> third = opened(second.getLast());
    assertThat(third).hasSize(50);
    assertThat(third.getLast().isMore()).isFalse();
  }

  @Test
  void shouldMoveABreakpointToALineWithCodeAndStopOnEvents() throws Exception {
    String file = program(PROGRAM);
    act(() -> model.breakpoints().toggle(file, 1));
    act(() -> model.breakpoints().add(Kind.MESSAGE, "jobs", 0));
    start(file, false);
    standsAt(2);
    Point moved = model.breakpoints().points().get().getFirst();
    assertThat(model.breakpoints().shownLine(moved)).isEqualTo(2);
    assertThat(model.breakpoints().state(moved).message())
        .isEqualTo("line 1 has no code of its own");
    assertThat(model.breakpoints().at(file, 2)).contains(moved);
    act(() -> model.move(Move.GO_ON));
    until(() -> model.note().get().equals("Stands at a breakpoint: channel jobs gets a message"));
    act(() -> model.breakpoints().remove(model.breakpoints().points().get().getLast()));
    act(() -> model.breakpoints().add(Kind.PROCEDURE, "square", 0));
    act(() -> model.move(Move.GO_ON));
    standsAt(4);
    act(() -> model.move(Move.OUT));
    until(() -> model.stands() && model.note().get().matches("\\d"));
  }

  @Test
  void shouldTellOfEachStopAnewThoughItLooksTheSame() throws Exception {
    String file = program(PROGRAM);
    act(() -> model.breakpoints().toggle(file, 4));
    start(file, false);
    standsAt(4);
    int first = model.scopes().get().number();
    act(() -> model.move(Move.GO_ON));
    until(() -> model.stands() && model.scopes().get().number() > first);
    assertThat(local("x")).isEqualTo("1");
  }

  @Test
  void shouldStandInARecordingAndGoBackThere() throws Exception {
    String file = program(PROGRAM);
    Path trace = folder.resolve("jobs.trace");
    RecordSettings repeatable = new RecordSettings(TraceFilter.NONE, Retention.ALL, 0, 0, true);
    new StoreWorkbench()
        .runner()
        .record(
            Path.of(file),
            List.of(),
            LaunchSettings.DEFAULT,
            repeatable,
            trace,
            true,
            Progress.NONE);
    Files.writeString(Path.of(file), "(changed since)");
    act(() -> model.breakpoints().toggle(file, 7));
    act(() -> model.start(Launch.at(trace, 3_000)));
    until(() -> model.stands() && !model.fibers().get().isEmpty());
    assertThat(model.note().get()).startsWith("Event ").contains("of the recording");
    assertThat(model.reversible().get()).isTrue();
    long there = model.time().get();
    assertThat(there).isBetween(3_000L, 20_000_000L);
    act(() -> model.move(Move.BACK));
    standsAt(7);
    assertThat(model.time().get()).isBetween(1L, there);
    assertThat(model.note().get()).isEqualTo("Back at a breakpoint.");
    act(() -> model.start(Launch.at(trace, Long.MAX_VALUE)));
    until(() -> model.phase().get() == Phase.ENDED);
    assertThat(model.note().get()).contains("is behind the last event");
  }

  @Test
  void shouldSayInALineWhatIsWrong() throws Exception {
    start(folder.resolve("nowhere.sps").toString(), false);
    until(() -> model.phase().get() == Phase.ENDED);
    assertThat(model.note().get()).isEqualTo(folder.resolve("nowhere.sps") + ": no such file");
    String file = program("(import (rnrs))\n(display (+ 1\n");
    start(file, false);
    until(() -> model.phase().get() == Phase.ENDED);
    assertThat(model.note().get()).startsWith(file + ":2:");
  }

  @Test
  void shouldSayWhyTheProcessIsGone() throws Exception {
    DebugModel gone =
        new DebugModel(
            any ->
                new Connection(
                    InputStream.nullInputStream(),
                    OutputStream.nullOutputStream(),
                    () -> "memory ran out",
                    () -> {}),
            screen);
    act(() -> gone.start(Launch.program(Path.of("x.sps"), List.of(), OptionalLong.empty(), false)));
    until(() -> gone.phase().get() == Phase.ENDED);
    assertThat(gone.note().get())
        .isEqualTo("The debugged program's process is gone: memory ran out");
    DebugModel none =
        new DebugModel(
            any -> {
              throw new IOException("no java");
            },
            screen);
    act(() -> none.start(Launch.program(Path.of("x.sps"), List.of(), OptionalLong.empty(), false)));
    until(() -> none.phase().get() == Phase.ENDED);
    assertThat(none.note().get()).isEqualTo("The debugger cannot be started: no java");
  }

  @Test
  void shouldAttachToAProgramThatRunsAndLeaveItRunning() throws Exception {
    Path file =
        Path.of(
            program(
                """
                (import (rnrs) (loko system fibers))
                (define stop #f)
                (define (tick n)
                  (sleep 0.001)
                  (if stop n (tick (+ n 1))))
                (tick 0)
                """));
    DebuggableRun run = new DebuggableRun(file, List.of("one", "2"), LaunchSettings.DEFAULT);
    int[] status = {-1};
    Thread program = new Thread(() -> status[0] = run.run(), "debuggable");
    program.start();
    long pid = ProcessHandle.current().pid();
    RunningProgram found = RunningProgram.of(pid).orElse(null);
    while (found == null) {
      Thread.onSpinWait();
      found = RunningProgram.of(pid).orElse(null);
    }
    assertThat(found).isEqualTo(new RunningProgram(pid, file.toString(), "one 2", false));
    assertThat(RunningProgram.all()).contains(found);
    DebugModel attached = new DebugModel(Connection::to, screen);
    act(() -> attached.breakpoints().toggle(file.toString(), 5));
    act(() -> attached.start(Launch.attached(pid, file)));
    until(() -> attached.stands() && !attached.scopes().get().all().isEmpty());
    assertThat(attached.stack().get().getFirst().procedure()).isEqualTo("tick");
    assertThat(RunningProgram.of(pid).orElseThrow().taken()).isTrue();
    DebugModel late = new DebugModel(Connection::to, screen);
    act(() -> late.start(Launch.attached(pid, file)));
    until(() -> late.phase().get() == Phase.ENDED);
    assertThat(late.note().get())
        .isEqualTo(
            "The debugger cannot be started: process " + pid + ": somebody debugs it already");
    act(attached::stop);
    assertThat(attached.note().get()).isEqualTo("Detached; the program runs on.");
    while (RunningProgram.of(pid).orElseThrow().taken()) {
      Thread.onSpinWait();
    }
    assertThat(program.isAlive()).isTrue();
    act(attached::again);
    until(() -> attached.stands() && !attached.stack().get().isEmpty());
    act(() -> attached.evaluate("(set! stop #t)"));
    act(() -> attached.breakpoints().toggle(file.toString(), 5));
    act(() -> attached.move(Move.GO_ON));
    until(() -> attached.phase().get() == Phase.ENDED);
    assertThat(attached.note().get()).isEqualTo("The program ended with status 0.");
    program.join();
    assertThat(status[0]).isZero();
    act(attached::again);
    until(() -> attached.note().get().contains("runs no program that was started"));
  }

  @Test
  void shouldStandWhenItIsAskedTo() throws Exception {
    String file =
        program(
            """
            (import (rnrs) (loko system fibers))
            (display "begun\\n")
            (flush-output-port (current-output-port))
            (let loop ()
              (sleep 0.001)
              (loop))
            """);
    start(file, false);
    // Before that there is no fiber whose stack could be shown.
    until(() -> model.output().get().contains("begun"));
    act(model::pause);
    until(() -> model.stands() && !model.stack().get().isEmpty());
    act(model::stop);
    assertThat(model.note().get()).isEqualTo("Stopped.");
  }
}
