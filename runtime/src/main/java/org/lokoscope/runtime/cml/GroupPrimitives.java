// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.function.Consumer;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.vm.DynamicState;
import org.lokoscope.runtime.vm.Later;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Primitive;
import org.lokoscope.runtime.vm.Procedure;
import org.lokoscope.runtime.vm.Winder;

/** What Guile's fibers need beside Loko's: groups of fibers that end together. */
final class GroupPrimitives {

  /** Above it a fiber would hardly get anywhere. */
  private static final int MAX_HERTZ = 1_000_000;

  private GroupPrimitives() {}

  static void register(Consumer<Procedure> table) {
    table.accept(
        Primitive.of1("%make-fiber-group", thread -> new FiberGroup(thread != Boolean.FALSE)));
    table.accept(Primitive.of1("%fiber-group?", FiberGroup.class::isInstance));
    table.accept(Primitive.ofM("%current-fiber-group", 0, 0, (m, a) -> current(m, false)));
    table.accept(Primitive.ofM("%current-thread-group", 0, 0, (m, a) -> current(m, true)));
    table.accept(Primitive.ofM("%spawn-in-group", 2, 2, GroupPrimitives::spawn));
    table.accept(
        NativeProcedure.of(
            "%drain-group",
            1, 1, (m, a) -> Perform.performOne(m, new FiberGroup.Drained(group(a[0])))));
    table.accept(
        Primitive.of1(
            "%stop-group!",
            a -> {
              group(a).stop();
              return Special.UNSPECIFIED;
            }));
    table.accept(NativeProcedure.of("%keeping-winders", 1, 1, (m, a) -> keepingWinders(m, a[0])));
    table.accept(Primitive.of1("%group-stopped?", a -> group(a).isStopped()));
    table.accept(
        Primitive.ofM(
            "%group-busy?", 1, 1, (m, a) -> FiberScheduler.required(m).isBusy(group(a[0]))));
    table.accept(Primitive.of1("%group-turns", a -> group(a).turns()));
    table.accept(Primitive.ofM("%preempt-fibers!", 1, 1, GroupPrimitives::preempt));
    table.accept(Primitive.of1("%timer-operation", GroupPrimitives::timer));
  }

  private static FiberGroup group(Object a) {
    if (a instanceof FiberGroup group) {
      return group;
    }
    throw Raise.type("fibers", "a scheduler", a);
  }

  private static Object current(Machine machine, boolean thread) {
    Fiber fiber = FiberScheduler.required(machine).current();
    return fiber == null || fiber.group == null || fiber.group.isThread() != thread
        ? Boolean.FALSE
        : fiber.group;
  }

  /**
   * Calls a thunk that waits and does not leave the dynamic extents that it is in: other fibers run
   * inside of them meanwhile, as those of a scheduler do that its caller waits for.
   */
  private static Object keepingWinders(Machine machine, Object thunk) {
    Winder kept = machine.winders();
    machine.setWinders(null);
    return Later.then(
        machine,
        machine.call0(thunk),
        "run-fibers",
        (m, value) -> {
          m.setWinders(kept);
          return value;
        });
  }

  /** {@code (%spawn-in-group group thunk)}: the fiber inherits a copy of the dynamic state. */
  private static Object spawn(Machine machine, Object[] a) {
    if (!(a[1] instanceof Procedure)) {
      throw Raise.type("spawn-fiber", "a procedure", a[1]);
    }
    Winder state = Winder.of(DynamicState.current(machine).copy());
    FiberScheduler.required(machine).spawn(machine, a[1], machine.callSite(), group(a[0]), state);
    return Special.UNSPECIFIED;
  }

  /** An operation for a time in nanoseconds on the world's clock. */
  private static Object timer(Object expiry) {
    if (expiry instanceof Number time && Double.isFinite(time.doubleValue())) {
      return Operation.of(
          new TimerOperation(
              time instanceof Long exact ? exact : (long) Math.ceil(time.doubleValue())));
    }
    throw Raise.type("timer-operation", "a time in internal time units", expiry);
  }

  /** Returns how often fibers were preempted before. */
  private static Object preempt(Machine machine, Object[] a) {
    if (!(a[0] instanceof Number hertz) || hertz.doubleValue() < 0) {
      throw Raise.type("run-fibers", "a number of preemptions in a second", a[0]);
    }
    FiberScheduler scheduler = FiberScheduler.required(machine);
    long before = scheduler.preemption().hertz();
    scheduler.preemption().setHertz((int) Math.min(Math.ceil(hertz.doubleValue()), MAX_HERTZ));
    return before;
  }
}
