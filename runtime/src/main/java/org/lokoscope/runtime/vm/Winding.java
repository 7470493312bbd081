// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Special;

/** {@code dynamic-wind}, and the body of every form that extends the dynamic state. */
final class Winding {

  private Winding() {}

  /** Runs a thunk with one more entry of the dynamic state, which is popped when it returns. */
  static Object body(Machine machine, Winder entry, Object thunk) {
    machine.wind(entry);
    return done(machine, entry, machine.call0(thunk));
  }

  private static Object done(Machine machine, Winder entry, Object value) {
    if (value == Machine.UNWIND) {
      if (machine.isSaving()) {
        machine.push(new BodyFrame(entry));
      }
      return Machine.UNWIND;
    }
    machine.unwind(entry);
    return switch (entry) {
      case Winder.Parameters parameters -> {
        parameters.swap(machine);
        yield value;
      }
      case Winder.State state -> {
        state.leave(machine);
        yield value;
      }
      case Winder.Thunks thunks -> after(value, machine.call0(thunks.after), machine, entry.site());
      default -> value;
    };
  }

  private static Object after(Object value, Object result, Machine machine, int site) {
    if (result != Machine.UNWIND) {
      return value;
    }
    if (machine.isSaving()) {
      machine.push(new AfterFrame(value, site));
    }
    return Machine.UNWIND;
  }

  /**
   * {@code (dynamic-wind before thunk after)}.
   *
   * @param quiet whether a change of fibers passes over the thunks
   */
  static Object dynamicWind(Machine machine, Object[] arguments, boolean quiet) {
    int site = machine.callSite();
    return entered(machine, arguments, quiet, site, machine.call0(arguments[0]));
  }

  private static Object entered(
      Machine machine, Object[] arguments, boolean quiet, int site, Object result) {
    if (result == Machine.UNWIND) {
      if (machine.isSaving()) {
        machine.push(new BeforeFrame(arguments, quiet, site));
      }
      return Machine.UNWIND;
    }
    Winder outer = machine.winders();
    Winder entry =
        quiet
            ? new Winder.QuietThunks(outer, site, arguments[0], arguments[2])
            : new Winder.Thunks(outer, site, arguments[0], arguments[2]);
    return body(machine, entry, arguments[1]);
  }

  /** {@code (with-dynamic-state state thunk)}. */
  static Object withState(Machine machine, Object[] arguments) {
    if (!(arguments[0] instanceof DynamicState state)) {
      throw Raise.type("with-dynamic-state", "a dynamic state", arguments[0]);
    }
    Winder.State entry = new Winder.State(machine.winders(), machine.callSite(), state);
    entry.enter(machine);
    return body(machine, entry, arguments[1]);
  }

  /** Waits for the before thunk. */
  private static final class BeforeFrame extends Frame {
    private final Object[] arguments;
    private final boolean quiet;
    private final int site;

    BeforeFrame(Object[] arguments, boolean quiet, int site) {
      this.arguments = arguments;
      this.quiet = quiet;
      this.site = site;
    }

    @Override
    public Object resume(Object value, Machine machine) {
      return entered(machine, arguments, quiet, site, Special.UNSPECIFIED);
    }

    @Override
    public int site() {
      return site;
    }

    @Override
    public int ownWords() {
      return Layout.frameWords(1, 5) + Layout.arrayWords(arguments.length);
    }
  }

  /** Waits for the body. */
  private static final class BodyFrame extends Frame {
    private final Winder entry;

    BodyFrame(Winder entry) {
      this.entry = entry;
    }

    @Override
    public Object resume(Object value, Machine machine) {
      return done(machine, entry, value);
    }

    @Override
    public int site() {
      return entry.site();
    }

    @Override
    public int ownWords() {
      return Layout.frameWords(1, 0);
    }
  }

  /** Waits for the after thunk with the value of the whole form. */
  private static final class AfterFrame extends Frame {
    private final Object result;
    private final int site;

    AfterFrame(Object result, int site) {
      this.result = result;
      this.site = site;
    }

    @Override
    public Object resume(Object value, Machine machine) {
      return result;
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
}
