// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.ConditionTypes;
import org.lokoscope.runtime.condition.Conditions;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Special;

/** Finds the handler for a raised object and calls it. */
final class Raising {

  private Raising() {}

  /** Raises an object in the machine's present continuation, which is all on the heap. */
  static Object raise(Machine machine, Object payload, boolean continuable, int site) {
    Winder.Handler handler = Winder.innermost(machine.winders());
    Raised raised = new Raised(payload, continuable, site);
    return machine
        .host()
        .raising(machine, payload, site, handler != null, () -> dispatch(machine, raised, handler));
  }

  /** What was raised, whether by {@code raise-continuable}, and where. */
  record Raised(Object payload, boolean continuable, int site) {}

  private static Object handlerReturned(Object payload) {
    return Conditions.standard(
        Conditions.simple(ConditionTypes.NON_CONTINUABLE),
        null,
        "a handler returned from a raise that cannot be continued",
        Lists.of(payload));
  }

  /** Gives what was raised to a handler, or to those outside of it. */
  static Object dispatch(Machine machine, Raised raised, Winder.@Nullable Handler handler) {
    return dispatch(machine, raised, handler, machine.continuation());
  }

  /**
   * The same if the frame of the handler, where it has one, is known to lie there or further out:
   * of a thousand forms that pass on what was raised, each would else look at those within it.
   *
   * @param from a part of the machine's continuation
   */
  static Object dispatch(
      Machine machine, Raised raised, Winder.@Nullable Handler handler, @Nullable Frame from) {
    return switch (handler) {
      case null -> unhandled(machine, raised);
      case Winder.HandlerProcedure procedure -> callHandler(machine, raised, procedure);
      case Winder.Catch entry -> {
        CatchFrame frame = find(from, entry);
        yield frame == null
            ? dispatch(machine, raised, entry.outer(), from)
            : frame.caught(machine, raised);
      }
    };
  }

  /** The handler that every program begins with returns from what is not serious (R6RS 7.1). */
  private static Object unhandled(Machine machine, Raised raised) {
    if (raised.continuable
        && Conditions.isCondition(raised.payload)
        && !Conditions.is(raised.payload, ConditionTypes.SERIOUS)) {
      machine.host().warned(machine, raised.payload, raised.site);
      return Special.UNSPECIFIED;
    }
    return machine.host().uncaught(machine, raised.payload, raised.site);
  }

  private static Object callHandler(
      Machine machine, Raised raised, Winder.HandlerProcedure handler) {
    Winder outside = machine.winders();
    Winder.Mask mask = new Winder.Mask(outside, raised.site, handler.outer());
    machine.pushContinuation(
        ResumeFrame.of(
            3,
            "with-exception-handler",
            (m, value) -> {
              m.unwind(mask);
              return raised.continuable ? value : cannotReturn(m, raised, handler);
            }));
    machine.wind(mask);
    return Machine.procedure(handler.procedure).apply1(machine, raised.payload);
  }

  /** A handler has returned to {@code (raise obj)}: that is for the handlers outside of it. */
  private static Object cannotReturn(Machine machine, Raised raised, Winder.Handler handler) {
    return dispatch(
        machine, new Raised(handlerReturned(raised.payload), false, raised.site), handler.outer());
  }

  private static @Nullable CatchFrame find(@Nullable Frame frame, Winder.Catch entry) {
    for (Frame f = frame; f != null; f = f.next()) {
      if (f instanceof CatchFrame candidate && candidate.entry() == entry) {
        return candidate;
      }
    }
    return null;
  }
}
