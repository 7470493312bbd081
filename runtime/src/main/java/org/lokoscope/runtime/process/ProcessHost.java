// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.cml.FiberScheduler;
import org.lokoscope.runtime.cml.Preemption;
import org.lokoscope.runtime.cml.Schedule;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.guile.Throws;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.vm.Action;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.world.StandardStream;

/**
 * The host of a process's machine: decides at safe points what comes next, and what becomes of
 * conditions that nobody handles.
 */
final class ProcessHost implements Machine.Host {

  private final Process process;
  private final Kernel kernel;
  private final Process.Reports reports;
  private final SafePoints safePoints;
  private final Slice slice;
  private final Requests requests;
  private final Termination termination;
  private final MemoryGuard memory;
  private final Debugging debugging;

  ProcessHost(
      Process process,
      RunServices services,
      Slice slice,
      Requests requests,
      Termination termination) {
    this.process = process;
    this.kernel = services.kernel();
    this.reports = services.reports();
    this.safePoints = services.settings().safePoints();
    this.slice = slice;
    this.requests = requests;
    this.termination = termination;
    this.debugging = services.debugging();
    this.memory = new MemoryGuard(process, requests, termination);
  }

  Process process() {
    return process;
  }

  @Override
  public @Nullable Action safePoint(Machine machine) {
    DebugHook debugger = debugging.hook();
    if (slice.isInterrupted()) {
      slice.goOn(machine);
      return debugger == null ? null : m -> debugger.attending(process, () -> Special.UNSPECIFIED);
    }
    if (debugger != null) {
      debugger.moment(process);
    }
    slice.next(machine);
    if (requests.takeAttention()) {
      boolean again = !machine.isAtLoop();
      return m -> attend(m, again);
    }
    if (process.signals().isAwaited(machine)) {
      return process.signals()::callHandler;
    }
    if (memory.mustRaise(machine)) {
      return memory::raise;
    }
    FiberScheduler fibers = process.fibers();
    Process.Prompt prompt = process.prompt();
    if (prompt != null) {
      Fiber fiber = fibers.current();
      if (fiber != null && prompt.interrupts(fibers.isMain(fiber))) {
        return fibers::cancelCurrent;
      }
    }
    Schedule schedule = fibers.schedule();
    if (schedule != null && isPreempted(schedule)) {
      return fibers.preemption().atOnce(machine);
    }
    if (schedule != null
        && process.home.queue().isWanted()
        && schedule.preemptsProcess(process.id())) {
      return m -> givesWay(m, schedule);
    }
    return switch (safePoints) {
      case NORMAL -> atSafePoint(machine);
      case PREEMPT_OFTEN -> turnOr(machine, slice::preempt);
      case CAPTURE_ALWAYS -> turnOr(machine, m -> Special.UNSPECIFIED);
      case SWITCH_FIBERS -> fibers.preemption().atOnce(machine);
    };
  }

  @Override
  public boolean isInterrupted() {
    return slice.isInterrupted();
  }

  @Override
  public @Nullable Action interruption(Machine machine, Object value) {
    slice.goOn(machine);
    DebugHook debugger = debugging.hook();
    return debugger == null ? null : m -> debugger.attending(process, () -> value);
  }

  /** Whether the schedule lets another fiber run here, which there must be. */
  private boolean isPreempted(Schedule schedule) {
    Fiber fiber = process.fibers().current();
    return fiber != null && process.fibers().readyCount() > 0 && schedule.preempts(fiber.id());
  }

  private Object givesWay(Machine machine, Schedule schedule) {
    Frame top = machine.continuation();
    schedule.preempted(top == null ? 0 : top.site());
    return slice.preempt(machine);
  }

  private @Nullable Action atSafePoint(Machine machine) {
    long now = machine.world().nanoTime();
    if (slice.isOver(machine, now)) {
      return slice::preempt;
    }
    Action turn = process.fibers().preemption().whenDue(machine, now);
    return turn != null ? turn : process.fibers().sampling().whenDue(machine, now);
  }

  /** Another fiber's turn, if the program asked for that and it is time; else the other action. */
  private Action turnOr(Machine machine, Action other) {
    Preemption preemption = process.fibers().preemption();
    Action turn =
        preemption.hertz() == 0 ? null : preemption.whenDue(machine, machine.world().nanoTime());
    return turn != null ? turn : other;
  }

  /**
   * Does what others have asked for.
   *
   * @param again whether the machine comes to this safe point once more
   */
  private Object attend(Machine machine, boolean again) {
    if (requests.isEndWanted()) {
      return termination.end(machine, requests.status());
    }
    requests.serveLooks();
    if (kernel.isOver()) {
      return slice.preempt(machine);
    }
    if (requests.isMemoryWanted()) {
      return memory.raise(machine);
    }
    DebugHook debugger = debugging.hook();
    return debugger == null
        ? Special.UNSPECIFIED
        : debugger.attending(process, () -> asUsual(machine, again));
  }

  /** What would have been done at this safe point had nobody looked. */
  private Object asUsual(Machine machine, boolean again) {
    if (process.signals().isAwaited(machine)
        || process.fibers().schedule() != null
        || safePoints != SafePoints.NORMAL) {
      return Special.UNSPECIFIED;
    }
    Action action = atSafePoint(machine);
    if (action != null) {
      return action.perform(machine);
    }
    if (again) {
      // Which it would not have, and which takes one.
      machine.setFuel(machine.fuel() + 1);
    }
    return Special.UNSPECIFIED;
  }

  @Override
  public Object raising(
      Machine machine, Object payload, int site, boolean handled, Supplier<Object> goOn) {
    DebugHook debugger = debugging.hook();
    return debugger == null ? goOn.get() : debugger.raising(machine, payload, site, handled, goOn);
  }

  @Override
  public Object uncaught(Machine machine, Object payload, int site) {
    if (termination.hasEnded()) {
      return Machine.SUSPENDED;
    }
    FiberScheduler fibers = process.fibers();
    if (fibers.isBlocking()) {
      return fibers.blockingFailed(machine, payload, site);
    }
    boolean isProgram = process.prompt() == null;
    Object status = isProgram ? Throws.quitStatus(payload) : null;
    if (status != null) {
      return exit(machine, status);
    }
    if (isProgram && CurrentPorts.isUnread(machine, payload)) {
      return termination.end(machine, StandardStream.BROKEN_PIPE_STATUS);
    }
    Fiber fiber = fibers.current();
    if (fiber == null || (isProgram && fibers.isMain(fiber))) {
      return termination.fail(machine, payload, site);
    }
    return fibers.failed(machine, payload, site);
  }

  @Override
  public void warned(Machine machine, Object payload, int site) {
    reports.failed(new Process.Failure(process, null, payload, site, true));
  }

  @Override
  public Object exit(Machine machine, Object status) {
    return termination.end(
        machine,
        switch (status) {
          case Long n -> (int) (n & 0xff);
          case Boolean b -> b ? 0 : 1;
          default -> 0;
        });
  }

  @Override
  public void finished(Machine machine, Object value) {
    termination.end(machine, 0);
  }
}
