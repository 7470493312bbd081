// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.MultipleValues;
import org.lokoscope.runtime.datum.Special;

/** The standard procedures that take part in the machine's protocol. */
public final class ControlPrimitives {

  private ControlPrimitives() {}

  /** Calls a thunk; what it raises goes to a procedure of the object and a thunk to raise it on. */
  public static Object callWithGuard(Machine machine, Object thunk, Object clauses) {
    return Guard.call(machine, new Object[] {thunk, clauses});
  }

  public static void register(Consumer<Procedure> table) {
    table.accept(NativeProcedure.of("call/cc", 1, 1, ControlPrimitives::callCc));
    table.accept(
        NativeProcedure.of("call-with-current-continuation", 1, 1, ControlPrimitives::callCc));
    table.accept(Primitive.ofN("values", 0, -1, MultipleValues::of));
    table.accept(Primitive.of1("%first-value", MultipleValues::first));
    table.accept(NativeProcedure.of("call-with-values", 2, 2, ControlPrimitives::callWithValues));
    table.accept(NativeProcedure.of("apply", 2, -1, ControlPrimitives::apply));
    table.accept(
        NativeProcedure.of("dynamic-wind", 3, 3, (m, a) -> Winding.dynamicWind(m, a, false)));
    table.accept(
        NativeProcedure.of("dynamic-wind*", 3, 3, (m, a) -> Winding.dynamicWind(m, a, true)));
    table.accept(Primitive.ofM("rewinding-for-scheduling?", 0, 0, (m, a) -> m.isSwitching()));
    table.accept(
        Primitive.ofM("current-dynamic-state", 0, 0, (m, a) -> DynamicState.current(m).copy()));
    table.accept(Primitive.of1("dynamic-state?", DynamicState.class::isInstance));
    table.accept(NativeProcedure.of("with-dynamic-state", 2, 2, Winding::withState));
    table.accept(NativeProcedure.of("%call-with-guard", 2, 2, Guard::call));
    table.accept(NativeProcedure.of("%with-parameters", 3, 3, Parameters::with));
    table.accept(NativeProcedure.of("make-parameter", 1, 2, Parameters::make));
    table.accept(
        NativeProcedure.of("with-exception-handler", 2, 2, ControlPrimitives::withHandler));
    table.accept(NativeProcedure.of("raise", 1, 1, (m, a) -> raise(m, a[0], false)));
    table.accept(NativeProcedure.of("raise-continuable", 1, 1, (m, a) -> raise(m, a[0], true)));
    table.accept(NativeProcedure.of("exit", 0, 1, ControlPrimitives::exit));
    table.accept(NativeProcedure.of("emergency-exit", 0, 1, ControlPrimitives::emergencyExit));
  }

  private static Object callCc(Machine machine, Object[] arguments) {
    return Continuation.callWithCurrent(machine, arguments[0]);
  }

  private static Object callWithValues(Machine machine, Object[] arguments) {
    int site = machine.callSite();
    return consume(machine, arguments[1], machine.call0(arguments[0]), site);
  }

  private static Object consume(Machine machine, Object consumer, Object result, int site) {
    if (result == Machine.UNWIND) {
      if (machine.isSaving()) {
        machine.push(new ValuesFrame(consumer, site));
      }
      return Machine.UNWIND;
    }
    return Machine.procedure(consumer).apply(machine, MultipleValues.toArray(result).clone());
  }

  /** Waits for the values that the consumer is to be called with. */
  private static final class ValuesFrame extends Frame {
    private final Object consumer;
    private final int site;

    ValuesFrame(Object consumer, int site) {
      this.consumer = consumer;
      this.site = site;
    }

    @Override
    public Object resume(Object value, Machine machine) {
      return consume(machine, consumer, value, site);
    }

    @Override
    public int site() {
      return site;
    }

    @Override
    public int ownWords() {
      return Layout.frameWords(1, 4);
    }
  }

  private static Object apply(Machine machine, Object[] arguments) {
    Object last = arguments[arguments.length - 1];
    if (Lists.length(last) < 0) {
      throw Raise.type("apply", "a list as its last argument", last);
    }
    List<Object> all = new ArrayList<>(Arrays.asList(arguments).subList(1, arguments.length - 1));
    all.addAll(Arrays.asList(Lists.toArray(last)));
    return Machine.procedure(arguments[0]).apply(machine, all.toArray());
  }

  private static Object withHandler(Machine machine, Object[] arguments) {
    if (!(arguments[0] instanceof Procedure)) {
      throw Raise.type("with-exception-handler", "a procedure", arguments[0]);
    }
    return Winding.body(
        machine,
        new Winder.HandlerProcedure(machine.winders(), machine.callSite(), arguments[0]),
        arguments[1]);
  }

  private static Object raise(Machine machine, Object payload, boolean continuable) {
    int site = machine.callSite();
    return machine.capture(m -> Raising.raise(m, payload, continuable, site));
  }

  /** Leaves the whole dynamic state first, as R7RS wants it. */
  private static Object exit(Machine machine, Object[] arguments) {
    Object status = status(arguments);
    return machine.capture(
        m -> {
          if (!Rewind.leaves(m, null)) {
            return m.host().exit(m, status);
          }
          Frame last = ResumeFrame.of(1, "exit", (end, _) -> end.host().exit(end, status));
          return Rewind.from(m, Frame.link(last, null), null, Special.UNSPECIFIED);
        });
  }

  private static Object emergencyExit(Machine machine, Object[] arguments) {
    Object status = status(arguments);
    return machine.capture(m -> m.host().exit(m, status));
  }

  private static Object status(Object[] arguments) {
    return arguments.length == 0 ? Special.UNSPECIFIED : arguments[0];
  }
}
