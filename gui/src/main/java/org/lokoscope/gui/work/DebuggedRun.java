// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.debug.Debuggee;
import org.lokoscope.runtime.debug.Debugger;
import org.lokoscope.runtime.debug.Events;
import org.lokoscope.runtime.library.DeepStack;
import org.lokoscope.runtime.library.Program;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.world.ScratchWorld;
import org.lokoscope.runtime.world.World;
import org.lokoscope.tracer.text.Reason;

/** A program that is run under the debugger: it is read, and stands before its first form. */
public final class DebuggedRun implements Debuggee {

  private final Path program;
  private final ProgramRun run;
  private final Program expanded;
  private final Debugger debugger;
  private volatile End end = (_, _) -> {};

  private @Nullable Thread thread;

  /**
   * Reads a program.
   *
   * @throws ProgramException if something is wrong with its text
   */
  public DebuggedRun(Path program, LaunchSettings settings, World world) {
    this.program = program;
    Events events = new Events();
    this.run = SchemeRunner.newRun(program, settings, world, cpu -> events);
    this.debugger = new Debugger(run);
    events.tell(debugger);
    this.expanded = SchemeRunner.load(run, program);
    debugger.program(expanded);
  }

  /** A run that has been read already, and can be repeated. */
  DebuggedRun(Path program, ProgramRun run, Events events, Function<ProgramRun, Program> load) {
    this.program = program;
    this.run = run;
    this.debugger = new Debugger(run);
    events.tell(debugger);
    this.expanded = load.apply(run);
    debugger.program(expanded);
    debugger.repeatable();
  }

  /** Has the program stand before its first form. */
  public DebuggedRun standing() {
    debugger.stopAtStart();
    return this;
  }

  /** Runs the program on this thread; returns its exit status. */
  public int run() {
    int status = run.execute(expanded, SchemeRunner.title(program));
    end.ended(status, "");
    return status;
  }

  /**
   * A run in which one can go back: it is deterministic, and has no network, no commands, and a
   * directory of its own for relative file names, so that it can be repeated. It stands before the
   * program's first form.
   */
  public static DebuggedRun reversible(
      Path program, LaunchSettings settings, World console, Path scratch) {
    DebuggedRun run =
        new DebuggedRun(
            program,
            settings.seed().isPresent() ? settings : settings.withSeed(OptionalLong.of(1)),
            new ScratchWorld(console, folder(scratch)));
    run.debugger.repeatable();
    return run.standing();
  }

  /** An empty one for each run: several of them run at once. */
  private static Path folder(Path scratch) {
    try {
      return Files.createTempDirectory(scratch, "run");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program's name and its arguments, as it sees them. */
  public static List<String> commandLine(Path program, List<String> arguments) {
    return SchemeRunner.commandLine(program, arguments);
  }

  @Override
  public Debugger debugger() {
    return debugger;
  }

  /** Begins to run the program, up to before its first form. */
  @Override
  public void begin() {
    Thread runs =
        DeepStack.thread(
            "debugged",
            () -> {
              try {
                // Who hears of it is asked for then: a run that goes back gets another listener.
                int status = run.execute(expanded, SchemeRunner.title(program));
                end.ended(status, "");
              } catch (RuntimeException | Error problem) {
                end.ended(1, Reason.of(problem));
              }
            });
    runs.setDaemon(true);
    thread = runs;
    runs.start();
  }

  /** Who hears, on a thread of the run, that the program has ended. Before it begins. */
  @Override
  public void onEnd(End listener) {
    end = listener;
  }

  /** Ends the program, and waits until it has. */
  @Override
  public void quit() {
    debugger.quit();
    Thread runs = thread;
    if (runs != null) {
      try {
        runs.join();
      } catch (InterruptedException wish) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void leave() {
    debugger.detach();
  }
}
