// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.printer.ConditionReport;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.LastPark;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.TraceContext;

/**
 * Reports the life of fibers, from spawn to end, to the probe of the CPU that runs them; silent
 * when the run is not traced. What fibers do with channels, timers and devices is reported by
 * {@link org.lokoscope.runtime.vm.TraceReporter}.
 *
 * <p>Each method begins with the one test that it costs when nobody listens.
 */
final class FiberReporter {

  /** The frames below a fiber's own that a suspended fiber holds; null if it holds none. */
  private final @Nullable Frame base;

  private final StackReport stacks = new StackReport();

  FiberReporter(@Nullable Frame base) {
    this.base = base;
  }

  void spawned(Machine machine, Fiber fiber, int site) {
    if (!machine.reporter().isTraced(fiber.chosen)) {
      return;
    }
    TraceContext trace = machine.trace();
    long parent = machine.reporter().isTraced() ? machine.fiber() : 0;
    trace.probe().fiberSpawned(trace.now(), fiber.id, parent, machine.process(), trace.site(site));
    long name = trace.string(fiber.name());
    if (name != 0) {
      trace.probe().named(trace.now(), fiber.id, name);
    }
  }

  /** The fiber, which runs, has left its continuation in the machine. */
  void suspended(Machine machine, Fiber fiber, SuspendReason reason, long object, int site) {
    if (!machine.reporter().isTraced()) {
      return;
    }
    LastPark last = fiber.lastPark;
    if (last == null) {
      last = new LastPark();
      fiber.lastPark = last;
    }
    fiber.lastContinuation =
        machine.reporter().fiberParked(fiber.id, reason, object, site, base, last);
    if (Frame.depthOf(fiber.frame) >= 2 * fiber.reportedDepth
        && machine.reporter().recordsSizes()) {
      stacks.report(machine.trace(), fiber);
    }
  }

  void ready(Machine machine, Fiber fiber, long object) {
    if (!machine.reporter().isTraced(fiber.chosen)) {
      return;
    }
    TraceContext trace = machine.trace();
    long by = machine.reporter().isTraced() ? machine.fiber() : 0;
    trace.probe().fiberReady(trace.now(), fiber.id, by, object);
  }

  void resumed(Machine machine, Fiber fiber) {
    if (!machine.reporter().beginTurn(fiber.chosen)) {
      machine.trace().endSwitch();
      return;
    }
    TraceContext trace = machine.trace();
    long now = trace.switchTime();
    trace.takenOver();
    long continuation = fiber.thunk == null ? fiber.lastContinuation : 0;
    if (trace.pending().resume(continuation, fiber.id)) {
      return;
    }
    if (continuation != 0) {
      trace.probe().fiberContinued(now, continuation, fiber.id);
    } else {
      trace.probe().fiberResumed(now, fiber.id);
    }
  }

  void failed(Machine machine, Fiber fiber, Object payload, int site) {
    if (!machine.reporter().isTraced()) {
      return;
    }
    TraceContext trace = machine.trace();
    long text = trace.string(ConditionReport.summary(payload));
    trace.probe().fiberFailed(trace.now(), fiber.id, text, trace.site(site));
  }

  void ended(Machine machine, Fiber fiber, FiberOutcome outcome) {
    if (fiber.chosen) {
      ended(machine, fiber.id, outcome);
    }
  }

  /** The same of one that may be there no more, and is recorded. */
  void ended(Machine machine, long fiber, FiberOutcome outcome) {
    if (!machine.reporter().isTraced(true)) {
      return;
    }
    TraceContext trace = machine.trace();
    trace.probe().fiberEnded(trace.now(), fiber, outcome.ordinal());
  }

  /**
   * Says that it was looked which fibers can be reached.
   *
   * @param since when that began, in nanoseconds on the world's clock
   */
  void checked(Machine machine, long since, int fibers, int unreachable, boolean followed) {
    if (!machine.reporter().isTraced(true)) {
      return;
    }
    TraceContext trace = machine.trace();
    trace
        .probe()
        .reachabilityChecked(
            trace.now(), machine.process(), since, fibers, unreachable, followed ? 1 : 0);
  }

  /**
   * Reports the stack of a fiber if it has changed since it was reported last.
   *
   * @return false if stacks are not recorded
   */
  boolean lastStack(Machine machine, Fiber fiber) {
    if (!machine.reporter().recordsSizes()) {
      return false;
    }
    if (fiber.frame != null && Frame.depthOf(fiber.frame) != fiber.reportedDepth) {
      stacks.report(machine.trace(), fiber);
    }
    return true;
  }
}
