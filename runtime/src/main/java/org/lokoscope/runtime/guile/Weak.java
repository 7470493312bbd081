// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.lang.ref.WeakReference;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Described;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.primitives.PrimitiveTable;

/** Weak vectors and tables. */
final class Weak {

  private Weak() {}

  /** A vector that does not hold its elements; those that are gone read as #f. */
  private record WeakVector(Object[] slots) implements Described {

    Object get(int index) {
      Object slot = slots[index];
      Object value = slot instanceof WeakReference<?> reference ? reference.get() : slot;
      return value == null ? Boolean.FALSE : value;
    }

    void set(int index, Object value) {
      slots[index] = isHeld(value) ? value : new WeakReference<>(value);
    }

    static WeakVector of(Object[] items) {
      WeakVector made = new WeakVector(new Object[items.length]);
      for (int i = 0; i < items.length; i++) {
        made.set(i, items[i]);
      }
      return made;
    }

    @Override
    public String describe() {
      return "weak-vector " + slots.length;
    }
  }

  /** Whether an object has no identity that could go. */
  static boolean isHeld(Object x) {
    return x instanceof Number
        || x instanceof SchemeChar
        || x instanceof Boolean
        || x instanceof Symbol
        || x instanceof Special
        || x instanceof Nil;
  }

  static void register(PrimitiveTable t) {
    t.defineN("make-weak-key-hash-table", 0, 1, _ -> new WeakTable(WeakTable.Weakness.KEY));
    t.defineN("make-weak-value-hash-table", 0, 1, _ -> new WeakTable(WeakTable.Weakness.VALUE));
    t.defineN("make-doubly-weak-hash-table", 0, 1, _ -> new WeakTable(WeakTable.Weakness.BOTH));
    t.define1("weak-key-hash-table?", x -> is(x, WeakTable.Weakness.KEY));
    t.define1("weak-value-hash-table?", x -> is(x, WeakTable.Weakness.VALUE));
    t.define1("doubly-weak-hash-table?", x -> is(x, WeakTable.Weakness.BOTH));
    t.define1("weak-vector?", WeakVector.class::isInstance);
    t.define1("list->weak-vector", Weak::ofList);
    t.define2("weak-vector-ref", (x, i) -> vector(x).get(index("weak-vector-ref", x, i)));
    t.define3(
        "weak-vector-set!",
        (x, i, value) -> {
          vector(x).set(index("weak-vector-set!", x, i), value);
          return Special.UNSPECIFIED;
        });
    t.define1("%weak-vector-length", x -> (long) vector(x).slots.length);
  }

  private static boolean is(Object x, WeakTable.Weakness weakness) {
    return x instanceof WeakTable table && table.weakness() == weakness;
  }

  private static WeakVector vector(Object x) {
    if (x instanceof WeakVector vector) {
      return vector;
    }
    throw Raise.type("weak-vector-ref", "a weak vector", x);
  }

  private static int index(String who, Object x, Object index) {
    return Args.index(who, index, vector(x).slots.length);
  }

  private static Object ofList(Object list) {
    if (Lists.length(list) < 0) {
      throw Raise.type("list->weak-vector", "a list", list);
    }
    return WeakVector.of(Lists.toArray(list));
  }
}
