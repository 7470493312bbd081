// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Bits;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.primitives.PrimitiveTable;

/** Bitvectors. */
final class BitPrimitives {

  private BitPrimitives() {}

  static void register(PrimitiveTable t) {
    t.define1("bitvector?", Bits.class::isInstance);
    t.defineN(
        "make-bitvector",
        1,
        2,
        a -> new Bits(Args.size("make-bitvector", a[0]), a.length > 1 && a[1] != Boolean.FALSE));
    t.define1("list->bitvector", BitPrimitives::ofList);
    t.define1("bitvector->list", x -> Lists.of(elements(bits("bitvector->list", x))));
    t.define1("bitvector-length", x -> (long) bits("bitvector-length", x).size());
    t.define2("bitvector-bit-set?", (x, i) -> isSet("bitvector-bit-set?", x, i));
    t.define2("bitvector-bit-clear?", (x, i) -> !isSet("bitvector-bit-clear?", x, i));
    t.define2("bitvector-set-bit!", (x, i) -> set("bitvector-set-bit!", x, i, true));
    t.define2("bitvector-clear-bit!", (x, i) -> set("bitvector-clear-bit!", x, i, false));
    t.define1("bitvector-set-all-bits!", x -> fill("bitvector-set-all-bits!", x, true));
    t.define1("bitvector-clear-all-bits!", x -> fill("bitvector-clear-all-bits!", x, false));
    t.define1(
        "bitvector-flip-all-bits!",
        x -> {
          bits("bitvector-flip-all-bits!", x).flip();
          return Special.UNSPECIFIED;
        });
    t.define2("bitvector-set-bits!", (x, y) -> change("bitvector-set-bits!", x, y, true));
    t.define2("bitvector-clear-bits!", (x, y) -> change("bitvector-clear-bits!", x, y, false));
    t.define1("bitvector-count", x -> (long) bits("bitvector-count", x).count());
    t.define2(
        "bitvector-count-bits",
        (x, y) -> (long) bits("bitvector-count-bits", x).countIn(bits("bitvector-count-bits", y)));
    t.defineN("bitvector-position", 2, 3, BitPrimitives::position);
    t.defineN("bitvector-copy", 1, 3, BitPrimitives::copy);
  }

  private static Bits bits(String who, Object x) {
    if (x instanceof Bits bits) {
      return bits;
    }
    throw Raise.type(who, "a bitvector", x);
  }

  private static Object ofList(Object list) {
    if (Lists.length(list) < 0) {
      throw Raise.type("list->bitvector", "a list", list);
    }
    Object[] items = Lists.toArray(list);
    Bits made = new Bits(items.length, false);
    for (int i = 0; i < items.length; i++) {
      made.set(i, items[i] != Boolean.FALSE);
    }
    return made;
  }

  private static Object[] elements(Bits bits) {
    Object[] elements = new Object[bits.size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = bits.isSet(i);
    }
    return elements;
  }

  private static boolean isSet(String who, Object x, Object index) {
    Bits bits = bits(who, x);
    return bits.isSet(Args.index(who, index, bits.size()));
  }

  private static Object set(String who, Object x, Object index, boolean value) {
    Bits bits = bits(who, x);
    bits.set(Args.index(who, index, bits.size()), value);
    return Special.UNSPECIFIED;
  }

  private static Object fill(String who, Object x, boolean value) {
    bits(who, x).fill(value);
    return Special.UNSPECIFIED;
  }

  private static Object change(String who, Object x, Object y, boolean value) {
    Bits bits = bits(who, x);
    Bits others = bits(who, y);
    if (others.size() > bits.size()) {
      throw Raise.range(who, y);
    }
    bits.change(others, value);
    return Special.UNSPECIFIED;
  }

  private static Object position(Object[] a) {
    String who = "bitvector-position";
    Bits bits = bits(who, a[0]);
    int found = bits.find(a[1] != Boolean.FALSE, Args.start(who, a, 2, bits.size()));
    return found < 0 ? (Object) Boolean.FALSE : (Object) (long) found;
  }

  private static Object copy(Object[] a) {
    String who = "bitvector-copy";
    Bits bits = bits(who, a[0]);
    int from = Args.start(who, a, 1, bits.size());
    return bits.copy(from, Args.end(who, a, 2, from, bits.size()));
  }
}
