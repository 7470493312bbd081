// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.library.Program;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.process.SafePoints;
import org.lokoscope.runtime.process.Tiering;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.world.SystemWorld;

/** A program under the debugger, which stands before its first form. */
final class DebuggedProgram implements AutoCloseable {

  private static final String HEAD = "(import (rnrs) (loko) (loko system fibers))\n";
  private static final Stop END =
      new Stop(Stop.Reason.PAUSE, "ended", 0, 0, SourceSpan.NONE, List.of());

  final Debugger debugger;
  final List<String> printed = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final BlockingQueue<Stop> stops = new LinkedBlockingQueue<>();
  private final Thread thread;

  /** The text begins on line 2 of {@code p.sps}. */
  DebuggedProgram(String text) {
    this(text, FiberMode.CALLCC, Tiering.HOT, OptionalLong.empty());
  }

  DebuggedProgram(String text, FiberMode mode, Tiering tiering, OptionalLong seed) {
    this(text, mode, tiering, seed, 1, List.of());
  }

  DebuggedProgram(
      String text,
      FiberMode mode,
      Tiering tiering,
      OptionalLong seed,
      int cpus,
      List<Path> libraries) {
    Events events = new Events();
    ProgramRun run =
        new ProgramRun(
            new RunSettings(mode, cpus, seed, false, SafePoints.NORMAL, tiering),
            new SystemWorld(InputStream.nullInputStream(), out, out, List.of("p.sps")),
            libraries,
            cpu -> events);
    debugger = new Debugger(run);
    events.tell(debugger);
    debugger.stopAtStart();
    debugger.listen(
        new Debugger.Listener() {
          @Override
          public void stopped(Stop stop) {
            stops.add(stop);
          }

          @Override
          public void output(String line) {
            printed.add(line);
            lines.add(line);
          }
        });
    Program program = run.load(HEAD + text, "p.sps");
    debugger.program(program);
    thread =
        new Thread(
            () -> {
              try {
                run.execute(program, "p.sps");
              } finally {
                stops.add(END);
              }
            },
            "debugged");
    thread.setDaemon(true);
    thread.start();
    next();
  }

  /** The next stop; fails if there is none for a long time. */
  Stop next() {
    try {
      Stop stop = stops.poll(30, TimeUnit.SECONDS);
      if (stop == null) {
        throw new AssertionError("the program did not stop; it printed: " + output());
      }
      return stop;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  boolean hasEnded(Stop stop) {
    return stop.equals(END);
  }

  /** Whether the program has told of nothing. */
  boolean hasNoNews() {
    return stops.isEmpty();
  }

  /** Waits until it has printed a line for its user; fails if it does not for a long time. */
  String printed() {
    try {
      String line = lines.poll(30, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("nothing was said; it printed: " + output());
      }
      return line;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  long fiber(String name) {
    return debugger.looking().fibers().stream()
        .filter(fiber -> fiber.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no fiber " + name))
        .id();
  }

  String state(long fiber) {
    return debugger.looking().fibers().stream()
        .filter(each -> each.id() == fiber)
        .map(Views.FiberView::state)
        .findFirst()
        .orElse("none");
  }

  Stop go() {
    debugger.go();
    return next();
  }

  int lineOf(Stop stop) {
    return stop.span().line();
  }

  String show(String variable) {
    return show(stopFiber(), variable);
  }

  String show(long fiber, String variable) {
    return debugger.looking().variables(fiber, 0).stream()
        .filter(v -> v.name().equals(variable))
        .map(v -> v.text(200))
        .findFirst()
        .orElse("none");
  }

  String evaluate(String text) {
    return evaluate(stopFiber(), text);
  }

  String evaluate(long fiber, String text) {
    Views.Result result = debugger.looking().evaluate(fiber, 0, text);
    return result.isValue() ? Values.show(result.value(), 200) : "! " + result.problem();
  }

  long stopFiber() {
    return debugger.looking().stop().fiber();
  }

  Breakpoint at(int line) {
    return debugger.add(Breakpoint.Spec.line("p.sps", line));
  }

  String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    debugger.quit();
    try {
      thread.join(30_000);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
