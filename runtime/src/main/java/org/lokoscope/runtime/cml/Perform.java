// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.ResumeFrame;

/**
 * Performs an operation: tries the arms in turn, from a random one on; if none can be done at once,
 * captures the continuation, blocks on all of them and lets the scheduler run another fiber.
 */
final class Perform {

  private Perform() {}

  /** Performs a single base operation without wraps; the shortest way for messages. */
  static Object performOne(Machine machine, BaseOperation base) {
    Object value = base.tryNow(machine);
    return value != null ? machine.given(value) : blockOn(machine, base);
  }

  /** The same, but it has been tried already. */
  static Object blockOn(Machine machine, BaseOperation base) {
    int site = machine.callSite();
    return machine.capture(
        m -> {
          FiberScheduler scheduler = FiberScheduler.required(m);
          Performance performance = scheduler.suspend(m, base.reason(), base.object(), site, null);
          base.block(m, performance, Operation.Arm.PLAIN);
          return scheduler.dispatch(m);
        });
  }

  static Object perform(Machine machine, Operation operation) {
    int site = machine.callSite();
    return operation.isDelayed()
        ? Forcing.perform(machine, operation, site)
        : performForced(machine, operation, site);
  }

  /** Performs an operation all of whose arms have a base. */
  static Object performForced(Machine machine, Operation operation, int site) {
    int arms = operation.arms.length;
    int start = arms <= 1 ? 0 : (int) Long.remainderUnsigned(machine.world().nextRandom(), arms);
    return tryFrom(machine, operation, start, 0, site);
  }

  private static Object tryFrom(
      Machine machine, Operation operation, int start, int tried, int site) {
    Operation.Arm[] arms = operation.arms;
    for (int i = tried; i < arms.length; i++) {
      Operation.Arm arm = arms[(start + i) % arms.length];
      if (arm.known() instanceof UserOperation user) {
        return tryUser(machine, operation, start, i, site, machine.call0(user.tryProcedure()));
      }
      Object value = arm.known().tryNow(machine);
      if (value != null) {
        Nacks.signal(machine, operation.nacks, arm.nacks());
        return wrapped(machine, arm.wraps(), machine.given(value));
      }
    }
    return machine.capture(m -> block(m, operation, start, site));
  }

  private static Object wrapped(Machine machine, @Nullable Wrap wraps, Object value) {
    return value == Machine.UNWIND
        ? ResumeFrame.push(machine, 1, "perform-operation", (m, v) -> Wrap.apply(m, wraps, v))
        : Wrap.apply(machine, wraps, value);
  }

  private static Object tryUser(
      Machine machine, Operation operation, int start, int tried, int site, Object thunk) {
    if (thunk == Machine.UNWIND) {
      return ResumeFrame.push(
          machine, 1, "perform-operation", (m, v) -> tryUser(m, operation, start, tried, site, v));
    }
    if (thunk == Boolean.FALSE) {
      return tryFrom(machine, operation, start, tried + 1, site);
    }
    Operation.Arm arm = operation.arms[(start + tried) % operation.arms.length];
    Nacks.signal(machine, operation.nacks, arm.nacks());
    return callThunk(machine, thunk, arm.wraps());
  }

  private static Object callThunk(Machine machine, Object thunk, @Nullable Wrap wraps) {
    Object values = machine.call0(thunk);
    if (values == Machine.UNWIND) {
      return ResumeFrame.push(machine, 1, "perform-operation", (m, v) -> Wrap.apply(m, wraps, v));
    }
    return Wrap.apply(machine, wraps, values);
  }

  private static Object block(Machine machine, Operation operation, int start, int site) {
    FiberScheduler scheduler = FiberScheduler.required(machine);
    Operation.Arm[] arms = operation.arms;
    BaseOperation only = arms.length == 1 ? arms[0].known() : null;
    Performance performance =
        scheduler.suspend(
            machine,
            only == null ? SuspendReason.CHOICE : only.reason(),
            only == null ? 0 : only.object(),
            site,
            operation.nacks);
    return new Blocking(performance, operation, start).from(machine, scheduler, 0);
  }

  /**
   * Blocks on the arms one after the other. The block procedures of operations that are written in
   * Scheme run outside of any fiber: they must not wait. What they raise, the fiber raises.
   */
  private record Blocking(Performance performance, Operation operation, int start) {

    Object from(Machine machine, FiberScheduler scheduler, int blocked) {
      Operation.Arm[] arms = operation.arms;
      for (int i = blocked; i < arms.length && !performance.isSynched(); i++) {
        Operation.Arm arm = arms[(start + i) % arms.length];
        if (arm.known() instanceof UserOperation user) {
          machine.trace().endSwitch();
          scheduler.blockProcedure().begin(machine, performance, afterUser(scheduler, i + 1));
          Resumer resumer = new Resumer(performance, arm);
          if (machine.reporter().recordsWaits()) {
            resumer.waiter =
                UserWaiters.of(machine).add(machine, performance, user.blockProcedure(), resumer);
          }
          return Machine.procedure(user.blockProcedure())
              .apply2(machine, resumer, performance.state());
        }
        arm.known().block(machine, performance, arm);
      }
      return scheduler.dispatch(machine);
    }

    private Frame afterUser(FiberScheduler scheduler, int next) {
      return ResumeFrame.of(
          3,
          "perform-operation",
          (m, v) -> {
            scheduler.blockProcedure().end(m);
            return from(m, scheduler, next);
          });
    }
  }

  /** The procedure that a user operation's block procedure calls with a thunk for the values. */
  private static final class Resumer extends NativeProcedure {
    private final Performance performance;
    private final Operation.Arm arm;

    /** What the trace knows it by; null in a run that is not traced. */
    private UserWaiters.@Nullable Waiter waiter;

    Resumer(Performance performance, Operation.Arm arm) {
      super("resume", 1, 1);
      this.performance = performance;
      this.arm = arm;
    }

    @Override
    protected Object call(Machine machine, Object[] arguments) {
      if (performance.settle(machine)) {
        if (waiter != null) {
          UserWaiters.of(machine).resumed(machine, waiter, performance.fiber.id);
        }
        Wrap wraps = arm.wraps() == null ? CALL_THUNK : arm.wraps().after(CALL_THUNK);
        performance.wake(machine, arguments[0], arm, wraps, 0);
      }
      return Special.UNSPECIFIED;
    }
  }

  /** What a block procedure raised, for the fiber to raise. */
  static void raiseIn(Machine machine, Performance performance, SchemeError error) {
    if (performance.settle(machine)) {
      performance.wake(machine, error, Operation.Arm.PLAIN, RAISE, 0);
    }
  }

  private static final Wrap CALL_THUNK =
      new Wrap(
          NativeProcedure.of(
              "resume", 1, 1, (machine, thunk) -> Machine.procedure(thunk[0]).apply0(machine)),
          null);

  /** Raises in the fiber what was raised outside of it. */
  static final Wrap RAISE =
      new Wrap(
          NativeProcedure.of(
              "raise",
              1,
              1,
              (machine, error) -> {
                throw (SchemeError) error[0];
              }),
          null);
}
