package org.lokoscope.runtime.cml;

import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.probe.SuspendReason;
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
    return value != null ? value : blockOn(machine, base);
  }

  /** The same, but it has been tried already. */
  static Object blockOn(Machine machine, BaseOperation base) {
    int site = machine.callSite();
    return machine.capture(m -> block(m, Operation.of(base), 0, site));
  }

  static Object perform(Machine machine, Operation operation) {
    int site = machine.callSite();
    int arms = operation.arms.length;
    int start = arms <= 1 ? 0 : (int) Long.remainderUnsigned(machine.world().nextRandom(), arms);
    return tryFrom(machine, operation, start, 0, site);
  }

  private static Object tryFrom(
      Machine machine, Operation operation, int start, int tried, int site) {
    Operation.Arm[] arms = operation.arms;
    for (int i = tried; i < arms.length; i++) {
      Operation.Arm arm = arms[(start + i) % arms.length];
      if (arm.base() instanceof UserOperation user) {
        return tryUser(machine, operation, start, i, site, machine.call0(user.tryProcedure()));
      }
      Object value = arm.base().tryNow(machine);
      if (value != null) {
        return Wrap.apply(machine, arm.wraps(), value);
      }
    }
    return machine.capture(m -> block(m, operation, start, site));
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
    Wrap wraps = operation.arms[(start + tried) % operation.arms.length].wraps();
    return callThunk(machine, thunk, wraps);
  }

  private static Object callThunk(Machine machine, Object thunk, Wrap wraps) {
    Object values = machine.call0(thunk);
    if (values == Machine.UNWIND) {
      return ResumeFrame.push(machine, 1, "perform-operation", (m, v) -> Wrap.apply(m, wraps, v));
    }
    return Wrap.apply(machine, wraps, values);
  }

  private static Object block(Machine machine, Operation operation, int start, int site) {
    FiberScheduler scheduler = FiberScheduler.of(machine);
    Operation.Arm[] arms = operation.arms;
    BaseOperation only = arms.length == 1 ? arms[0].base() : null;
    Performance performance =
        scheduler.suspend(
            machine,
            only == null ? SuspendReason.CHOICE : only.reason(),
            only == null ? 0 : only.object(),
            site);
    return blockFrom(machine, scheduler, performance, operation, start, 0);
  }

  private static Object blockFrom(
      Machine machine,
      FiberScheduler scheduler,
      Performance performance,
      Operation operation,
      int start,
      int blocked) {
    Operation.Arm[] arms = operation.arms;
    for (int i = blocked; i < arms.length && !performance.isSynched(); i++) {
      Operation.Arm arm = arms[(start + i) % arms.length];
      if (arm.base() instanceof UserOperation user) {
        int next = i + 1;
        scheduler.standAlone(
            machine,
            ResumeFrame.of(
                3,
                "perform-operation",
                (m, v) -> blockFrom(m, scheduler, performance, operation, start, next)));
        return Machine.procedure(user.blockProcedure())
            .apply2(machine, resumer(performance, arm.wraps()), performance.state);
      }
      arm.base().block(machine, performance, arm.wraps());
    }
    return scheduler.dispatch(machine);
  }

  /** The procedure that a user operation's block procedure calls with a thunk for the values. */
  private static NativeProcedure resumer(Performance performance, Wrap wraps) {
    return NativeProcedure.of(
        "resume",
        1,
        1,
        (machine, arguments) -> {
          performance.commit(machine);
          Wrap call = new Wrap(CALL_THUNK, null);
          performance.wake(machine, arguments[0], wraps == null ? call : wraps.after(call), 0);
          return Special.UNSPECIFIED;
        });
  }

  private static final NativeProcedure CALL_THUNK =
      NativeProcedure.of(
          "resume", 1, 1, (machine, thunk) -> Machine.procedure(thunk[0]).apply0(machine));
}
