// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.MultipleValues;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Primitive;
import org.lokoscope.runtime.vm.Procedure;

/** The procedures of {@code (loko system fibers)}, with the meaning that Loko documents. */
public final class FiberPrimitives {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final long NANOS_PER_TICK = 1_000_000;

  private FiberPrimitives() {}

  public static void register(Consumer<Procedure> table) {
    table.accept(NativeProcedure.of("run-fibers", 1, 1, FiberPrimitives::runFibers));
    table.accept(Primitive.ofM("spawn-fiber", 1, 1, FiberPrimitives::spawnFiber));
    table.accept(NativeProcedure.of("yield-current-task", 0, 0, FiberPrimitives::yieldTask));
    table.accept(NativeProcedure.of("exit-current-task", 0, 1, FiberPrimitives::exitTask));
    registerOperations(table);
    registerChannels(table);
    registerConditions(table);
    registerTimers(table);
    registerMailboxes(table);
    GroupPrimitives.register(table);
    CheckPrimitives.register(table);
  }

  private static void registerOperations(Consumer<Procedure> table) {
    table.accept(
        NativeProcedure.of(
            "perform-operation",
            1,
            1,
            (m, a) -> Perform.perform(m, operation("perform-operation", a[0]))));
    table.accept(
        Primitive.of2(
            "wrap-operation",
            (op, f) -> operation("wrap-operation", op).wrap(procedure("wrap-operation", f))));
    table.accept(Primitive.ofN("choice-operation", 0, -1, FiberPrimitives::choice));
    table.accept(Primitive.of3("make-base-operation", FiberPrimitives::makeBase));
    table.accept(Primitive.of1("operation?", Operation.class::isInstance));
    table.accept(
        Primitive.ofN(
            "always-operation", 0, -1, a -> Operation.of(new Always(MultipleValues.of(a)))));
    table.accept(Primitive.of0("never-operation", () -> Operation.choice(List.of())));
    table.accept(Primitive.of1("guard-operation", f -> delayed("guard-operation", f, false)));
    table.accept(Primitive.of1("nack-operation", f -> delayed("nack-operation", f, true)));
  }

  private static void registerChannels(Consumer<Procedure> table) {
    table.accept(Primitive.ofM("make-channel", 0, 0, (m, a) -> Channel.create(m)));
    table.accept(Primitive.of1("channel?", Channel.class::isInstance));
    table.accept(
        Primitive.ofM(
            "put-operation",
            2,
            2,
            (m, a) -> Operation.of(channel("put-operation", a[0]).put(a[1]), m.callSite())));
    table.accept(
        Primitive.ofM(
            "get-operation",
            1,
            1,
            (m, a) -> Operation.of(channel("get-operation", a[0]).get(), m.callSite())));
    table.accept(
        NativeProcedure.of(
            "put-message",
            2,
            2,
            (m, a) -> Perform.performOne(m, channel("put-message", a[0]).put(a[1]))));
    table.accept(
        NativeProcedure.of(
            "get-message",
            1,
            1,
            (m, a) -> Perform.performOne(m, channel("get-message", a[0]).get())));
  }

  private static void registerConditions(Consumer<Procedure> table) {
    table.accept(Primitive.ofM("make-cvar", 0, 0, (m, a) -> ConditionVariable.create(m)));
    table.accept(Primitive.of1("cvar?", ConditionVariable.class::isInstance));
    table.accept(
        Primitive.ofM("signal-cvar!", 1, 1, (m, a) -> condition("signal-cvar!", a[0]).signal(m)));
    table.accept(
        Primitive.ofM(
            "wait-operation",
            1,
            1,
            (m, a) -> Operation.of(condition("wait-operation", a[0]), m.callSite())));
    table.accept(
        NativeProcedure.of("wait", 1, 1, (m, a) -> Perform.performOne(m, condition("wait", a[0]))));
  }

  private static void registerTimers(Consumer<Procedure> table) {
    table.accept(
        Primitive.ofM(
            "sleep-operation",
            1,
            1,
            (m, a) -> Operation.of(sleepFor(m, "sleep-operation", a[0]), m.callSite())));
    table.accept(
        Primitive.ofM(
            "timer-operation",
            1,
            1,
            (m, a) ->
                Operation.of(new TimerOperation(ticks(a[0]) * NANOS_PER_TICK), m.callSite())));
    table.accept(
        NativeProcedure.of(
            "sleep", 1, 1, (m, a) -> Perform.performOne(m, sleepFor(m, "sleep", a[0]))));
  }

  /** What the mailboxes of a library tell the trace: each has a number. */
  private static void registerMailboxes(Consumer<Procedure> table) {
    table.accept(
        Primitive.ofM(
            "%mailbox-created",
            0,
            0,
            (m, a) -> {
              long id = m.newId();
              m.reporter().objectCreatedInside(id, ObjectKind.MAILBOX);
              return id;
            }));
    table.accept(
        Primitive.ofM(
            "%message-queued",
            3,
            3,
            (m, a) -> {
              m.reporter().messageQueued((long) a[0], (long) a[1]);
              m.reporter().messageValue((long) a[0], a[2]);
              return Special.UNSPECIFIED;
            }));
    table.accept(
        Primitive.ofM(
            "%message-taken",
            2,
            2,
            (m, a) -> {
              m.reporter().messageTaken((long) a[0], (long) a[1]);
              return Special.UNSPECIFIED;
            }));
  }

  /** An operation with one arm. */
  public static Object operation(Mailbox mailbox) {
    return Operation.of(mailbox);
  }

  /** A procedure without arguments that takes a message from a mailbox, and waits for one. */
  public static Procedure receiver(String name, Function<Machine, Mailbox> mailbox) {
    return NativeProcedure.of(
        name, 0, 0, (machine, none) -> Perform.performOne(machine, mailbox.apply(machine)));
  }

  // Fibers

  /** The scheduler runs already, so this is a call, as in a process of Loko. */
  private static Object runFibers(Machine machine, Object[] arguments) {
    return Machine.procedure(arguments[0]).apply0(machine);
  }

  private static Object spawnFiber(Machine machine, Object[] arguments) {
    FiberScheduler.required(machine)
        .spawn(machine, procedure("spawn-fiber", arguments[0]), machine.callSite());
    return Special.UNSPECIFIED;
  }

  private static Object yieldTask(Machine machine, Object[] arguments) {
    return FiberScheduler.required(machine).yield(machine);
  }

  private static Object exitTask(Machine machine, Object[] arguments) {
    return FiberScheduler.required(machine).exit(machine);
  }

  // Operations

  private static Object choice(Object[] operations) {
    List<Operation> all = new ArrayList<>();
    for (Object operation : operations) {
      all.add(operation("choice-operation", operation));
    }
    return Operation.choice(all);
  }

  private static Object makeBase(Object wrap, Object tryProcedure, Object block) {
    Operation operation =
        Operation.of(
            new UserOperation(
                procedure("make-base-operation", tryProcedure),
                procedure("make-base-operation", block)));
    return wrap == Boolean.FALSE ? operation : operation.wrap(wrap);
  }

  private static Operation delayed(String who, Object procedure, boolean nack) {
    return Operation.of(new Operation.Delayed(procedure(who, procedure), nack));
  }

  private static TimerOperation sleepFor(Machine machine, String who, Object seconds) {
    double nanos =
        switch (seconds) {
          case Number number when number.doubleValue() >= 0 ->
              number.doubleValue() * NANOS_PER_SECOND;
          default -> throw Raise.type(who, "a number of seconds", seconds);
        };
    long now = machine.world().nanoTime();
    return new TimerOperation(now + (long) Math.min(nanos, Long.MAX_VALUE / 2.0));
  }

  // Checks

  private static long ticks(Object time) {
    if (time instanceof Long ticks) {
      return ticks;
    }
    throw Raise.type("timer-operation", "a time in ticks", time);
  }

  private static Operation operation(String who, Object object) {
    if (object instanceof Operation operation) {
      return operation;
    }
    throw Raise.type(who, "an operation", object);
  }

  private static Object procedure(String who, Object object) {
    if (object instanceof Procedure) {
      return object;
    }
    throw Raise.type(who, "a procedure", object);
  }

  private static Channel channel(String who, Object object) {
    if (object instanceof Channel channel) {
      return channel;
    }
    throw Raise.type(who, "a channel", object);
  }

  private static ConditionVariable condition(String who, Object object) {
    if (object instanceof ConditionVariable condition) {
      return condition;
    }
    throw Raise.type(who, "a condition variable", object);
  }
}
