// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.library.Environment;
import org.lokoscope.runtime.library.Library;
import org.lokoscope.runtime.library.LibraryManager;
import org.lokoscope.runtime.library.Program;
import org.lokoscope.runtime.number.NumberReader;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.reader.SourceReader;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Procedure;

/**
 * Calls procedures in a process that is driven from here, one call at a time. A call ends when its
 * value is there, when it has raised, when it has used up its steps, or when it waits for what
 * nobody will do.
 */
final class FuzzRun {

  /** Calls of known arities, as compiled code makes them, and one through a list. */
  static final int MOST_DIRECT = 6;

  /** Looks at the budget that a call may take; each stands for the fuel of a safe point. */
  private static final int LOOKS = 60;

  private static final int RESTS = 3;
  private static final int TURNS = 400;

  enum Outcome {
    RETURNED,
    RAISED,
    STOPPED,
    STUCK,
    EXITED
  }

  private final FuzzWorld world;
  private final ProgramRun run;
  private final Cpu cpu;
  private final Process anchor;
  private Process process;
  private Events events;

  FuzzRun(Path folder, Tiering tiering) {
    world = new FuzzWorld(folder);
    RunSettings settings =
        new RunSettings(FiberMode.CALLCC, 1, OptionalLong.of(1), false, SafePoints.NORMAL, tiering);
    run = new ProgramRun(settings, world, List.of(), _ -> Probe.NONE);
    cpu = run.cpus().getFirst();
    cpu.shareThread(Thread.currentThread());
    run.begin(List.of(cpu));
    run.kernel().countDevices(1);
    anchor = run.newProcess(0, "anchor");
    anchor.open(new Events());
    renewProcess();
  }

  LibraryManager libraries() {
    return run.image().libraries();
  }

  String takeErrors() {
    return world.takeErrors();
  }

  boolean hasEnded() {
    return process.hasEnded();
  }

  /** A process without anything that earlier calls have left. */
  void renewProcess() {
    if (process != null && !process.hasEnded()) {
      process.kill(0, 0, cpu.trace());
      drive(() -> process.hasEnded());
    }
    events = new Events();
    process = run.newProcess(0, "fuzz");
    process.open(events);
    run.kernel().add(process);
    settle();
  }

  Library library(String name) {
    return run.image().libraries().find(List.of(Lists.toArray(datum(name))));
  }

  @Nullable Global variable(Library library, String name) {
    return run.image().libraries().exportedVariable(library, name);
  }

  static Object datum(String text) {
    return Objects.requireNonNull(new SourceReader(text, "fuzz", NumberReader::parse).read())
        .datum();
  }

  /**
   * The value of a form.
   *
   * @throws IllegalStateException if it cannot be expanded or raises
   */
  Object evaluate(List<String> imports, String form) {
    return evaluate(expand(imports, form));
  }

  Program expand(List<String> imports, String form) {
    List<Object> sets = new ArrayList<>();
    imports.forEach(set -> sets.add(datum(set)));
    Environment environment = libraries().environment(sets);
    return libraries().expandInteractive(environment, datum(form));
  }

  Object evaluate(Program program) {
    return checked(start(run.image().start(program, machine()), 100));
  }

  /** Has the present process run the libraries of a program that was evaluated in another one. */
  void instantiate(Program program) {
    Core nothing = new Core.Const(Boolean.TRUE);
    checked(start(run.image().start(new Program(program.units(), nothing), machine()), 100));
  }

  /** What a thunk returns. */
  Object valueOf(Procedure thunk) {
    return checked(start(thunk, 100));
  }

  private Object checked(Outcome outcome) {
    if (outcome != Outcome.RETURNED) {
      throw new IllegalStateException(outcome + " " + takeErrors());
    }
    return Objects.requireNonNull(events.value);
  }

  Outcome call(Procedure procedure, Object[] arguments) {
    return start(
        NativeProcedure.of("fuzz", 0, 0, (m, _) -> procedure.apply(m, arguments.clone())), 1);
  }

  private Outcome start(Object thunk, int times) {
    events.reset(LOOKS * times);
    process.post(
        m -> process.fibers().begin(m, thunk), org.lokoscope.runtime.probe.WaitReason.MESSAGE, 0);
    drive(() -> events.outcome != null);
    Outcome outcome = events.outcome == null ? Outcome.STUCK : events.outcome;
    events.spent = true;
    settle();
    return outcome;
  }

  Machine machine() {
    return process.machine();
  }

  private void settle() {
    drive(() -> false);
    for (Process other : run.kernel().processes()) {
      if (other != process && other != anchor) {
        other.kill(0, 0, cpu.trace());
      }
    }
    drive(() -> false);
  }

  /** Runs what is ready until the condition holds, or nothing is. */
  private void drive(java.util.function.BooleanSupplier done) {
    int rests = 0;
    for (int i = 0; i < TURNS && !done.getAsBoolean(); i++) {
      Process next = run.kernel().pollOrRest(cpu);
      if (next != null) {
        cpu.runSlice(next);
      } else if (events.outcome == null && events.started && !process.hasEnded()) {
        if (run.kernel().nextEvent() == Long.MAX_VALUE || ++rests > RESTS) {
          cancel();
        } else {
          run.world().parkUntil(run.kernel().nextEvent());
        }
      } else {
        return;
      }
    }
  }

  private void cancel() {
    events.outcome = Outcome.STUCK;
    process.post(
        m -> process.fibers().cancelMain(m), org.lokoscope.runtime.probe.WaitReason.MESSAGE, 0);
  }

  /** What becomes of the call that is being made. */
  private static final class Events implements Process.Prompt {
    private @Nullable Outcome outcome;
    private @Nullable Object value;
    private boolean raised;
    private boolean started;
    private boolean spent;
    private int looks;

    void reset(int budget) {
      outcome = null;
      value = null;
      raised = false;
      started = true;
      spent = false;
      looks = budget;
    }

    @Override
    public boolean interrupts(boolean isMain) {
      if (spent) {
        return true;
      }
      if (--looks > 0) {
        return false;
      }
      if (outcome == null) {
        outcome = Outcome.STOPPED;
      }
      return true;
    }

    @Override
    public void returned(Object result) {
      value = result;
      if (outcome == null) {
        outcome = raised ? Outcome.RAISED : Outcome.RETURNED;
      }
    }

    @Override
    public void failed() {
      raised = true;
    }

    @Override
    public void rests(boolean forEver) {}

    @Override
    public void ended(int status) {
      if (outcome == null) {
        outcome = Outcome.EXITED;
      }
    }
  }
}
