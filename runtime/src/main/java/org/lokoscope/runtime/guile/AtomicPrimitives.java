// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Described;
import org.lokoscope.runtime.datum.Equality;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.primitives.PrimitiveTable;

/**
 * {@code (ice-9 atomic)}. The fibers of a process never run in parallel and are not preempted
 * inside of a primitive, so a plain box is atomic.
 */
final class AtomicPrimitives {

  private AtomicPrimitives() {}

  private static class AtomicBox implements Described {
    private Object value;

    AtomicBox(Object value) {
      this.value = value;
    }

    Object get() {
      return value;
    }

    void set(Object next) {
      value = next;
    }

    final Object swap(Object next) {
      Object before = get();
      set(next);
      return before;
    }

    @Override
    public String describe() {
      return "atomic-box";
    }
  }

  /** What Guile's operations look at: W for a performance that waits, S for one that is decided. */
  private static final class Flag extends AtomicBox {
    private static final Symbol WAITING = Symbol.of("W");
    private static final Symbol SYNCHED = Symbol.of("S");
    private static final Symbol STATE_WAITING = Symbol.of("WAITING");
    private static final Symbol STATE_SYNCHED = Symbol.of("SYNCHED");

    private final Object[] state;

    Flag(Object[] state) {
      super(WAITING);
      this.state = state;
    }

    @Override
    Object get() {
      return state[0] == STATE_WAITING ? WAITING : SYNCHED;
    }

    @Override
    void set(Object next) {
      state[0] = next == SYNCHED ? STATE_SYNCHED : STATE_WAITING;
    }
  }

  static void register(PrimitiveTable t) {
    t.define1("make-atomic-box", AtomicBox::new);
    t.define1("atomic-box?", AtomicBox.class::isInstance);
    t.define1("atomic-box-ref", a -> box("atomic-box-ref", a).get());
    t.define2(
        "atomic-box-set!",
        (a, value) -> {
          box("atomic-box-set!", a).set(value);
          return Special.UNSPECIFIED;
        });
    t.define2("atomic-box-swap!", (a, value) -> box("atomic-box-swap!", a).swap(value));
    t.define1("%operation-flag", state -> new Flag((Object[]) state));
    t.define3("atomic-box-compare-and-swap!", AtomicPrimitives::compareAndSwap);
  }

  /** Compares like {@code eq?}; returns what was in the box before. */
  private static Object compareAndSwap(Object a, Object expected, Object desired) {
    AtomicBox box = box("atomic-box-compare-and-swap!", a);
    boolean same = Equality.eqv(box.get(), expected);
    return same ? box.swap(desired) : box.get();
  }

  private static AtomicBox box(String who, Object a) {
    if (a instanceof AtomicBox box) {
      return box;
    }
    throw Raise.type(who, "an atomic box", a);
  }
}
