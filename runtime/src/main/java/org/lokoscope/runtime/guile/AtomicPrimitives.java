package org.lokoscope.runtime.guile;

import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Described;
import org.lokoscope.runtime.datum.Equality;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.lib.PrimitiveTable;

/**
 * {@code (ice-9 atomic)}. The fibers of a process never run in parallel and are not preempted
 * inside of a primitive, so a plain box is atomic.
 */
final class AtomicPrimitives {

  private AtomicPrimitives() {}

  private static final class AtomicBox implements Described {
    private Object value;

    AtomicBox(Object value) {
      this.value = value;
    }

    Object swap(Object next) {
      Object before = value;
      value = next;
      return before;
    }

    @Override
    public String describe() {
      return "atomic-box";
    }
  }

  static void register(PrimitiveTable t) {
    t.define1("make-atomic-box", AtomicBox::new);
    t.define1("atomic-box?", AtomicBox.class::isInstance);
    t.define1("atomic-box-ref", a -> box("atomic-box-ref", a).value);
    t.define2(
        "atomic-box-set!",
        (a, value) -> {
          box("atomic-box-set!", a).value = value;
          return Special.UNSPECIFIED;
        });
    t.define2("atomic-box-swap!", (a, value) -> box("atomic-box-swap!", a).swap(value));
    t.define3("atomic-box-compare-and-swap!", AtomicPrimitives::compareAndSwap);
  }

  /** Compares like {@code eq?}; returns what was in the box before. */
  private static Object compareAndSwap(Object a, Object expected, Object desired) {
    AtomicBox box = box("atomic-box-compare-and-swap!", a);
    boolean same = Equality.eqv(box.value, expected);
    return same ? box.swap(desired) : box.value;
  }

  private static AtomicBox box(String who, Object a) {
    if (a instanceof AtomicBox box) {
      return box;
    }
    throw Raise.type(who, "an atomic box", a);
  }
}
