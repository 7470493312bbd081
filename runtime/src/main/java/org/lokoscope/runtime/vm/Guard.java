// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Special;

/**
 * What stands behind the {@code guard} form. The clauses run in the continuation and the dynamic
 * state of the form; if none matches, the object is raised again where it was raised.
 *
 * <p>R6RS describes {@code guard} by three captures of continuations. A frame and an entry of the
 * dynamic state do the same and cost nothing until something is raised.
 */
final class Guard {

  private Guard() {}

  /** {@code (%call-with-guard body clauses)}: clauses takes the object and a thunk to re-raise. */
  static Object call(Machine machine, Object[] arguments) {
    Winder.Catch entry = new Winder.Catch(machine.winders(), machine.callSite());
    machine.wind(entry);
    Object value = machine.call0(arguments[0]);
    if (value == Machine.UNWIND) {
      if (machine.isSaving()) {
        machine.push(new GuardFrame(entry, arguments[1]));
      }
      return Machine.UNWIND;
    }
    machine.unwind(entry);
    return value;
  }

  private static final class GuardFrame extends CatchFrame {
    private final Object clauses;

    GuardFrame(Winder.Catch entry, Object clauses) {
      super(entry);
      this.clauses = clauses;
    }

    @Override
    public Object resume(Object value, Machine machine) {
      machine.unwind(entry());
      return value;
    }

    @Override
    Object caught(Machine machine, Raising.Raised raised) {
      Reraise reraise = new Reraise(machine.continuation(), machine.winders(), this, raised);
      Frame target = new ClausesFrame(clauses, raised.payload(), reraise, site()).link(next());
      return Rewind.from(machine, target, outerWinders(), Special.UNSPECIFIED);
    }

    @Override
    public int ownWords() {
      return Layout.frameWords(2, 0);
    }
  }

  /** Calls the clauses once the dynamic state is that of the form. */
  private static final class ClausesFrame extends Frame {
    private final Object clauses;
    private final Object payload;
    private final Reraise reraise;
    private final int site;

    ClausesFrame(Object clauses, Object payload, Reraise reraise, int site) {
      this.clauses = clauses;
      this.payload = payload;
      this.reraise = reraise;
      this.site = site;
    }

    @Override
    public Object resume(Object value, Machine machine) {
      return Machine.procedure(clauses).apply2(machine, payload, reraise);
    }

    @Override
    public int site() {
      return site;
    }

    @Override
    public int ownWords() {
      return Layout.frameWords(3, 4);
    }
  }

  /** Goes back to where the object was raised and gives it to the next handler out. */
  private static final class Reraise extends NativeProcedure {
    private final @Nullable Frame frame;
    private final @Nullable Winder winders;
    private final CatchFrame guard;
    private final Raising.Raised raised;

    Reraise(
        @Nullable Frame frame, @Nullable Winder winders, CatchFrame guard, Raising.Raised raised) {
      super("reraise", 0, 0);
      this.frame = frame;
      this.winders = winders;
      this.guard = guard;
      this.raised = raised;
    }

    @Override
    protected Object call(Machine machine, Object[] arguments) {
      return machine.abandon(this::reraise);
    }

    private Object reraise(Machine machine) {
      Frame again =
          ResumeFrame.of(
                  2,
                  "guard",
                  (m, ignored) -> Raising.dispatch(m, raised, guard.entry().outer(), guard.next()))
              .link(frame);
      return Rewind.to(machine, again, winders, Special.UNSPECIFIED);
    }
  }
}
