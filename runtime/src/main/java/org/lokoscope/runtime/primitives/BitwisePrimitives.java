// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.util.function.BinaryOperator;
import org.lokoscope.runtime.number.Bits;

/** {@code (rnrs arithmetic bitwise)}, and the older names of the same. */
final class BitwisePrimitives {

  private BitwisePrimitives() {}

  static void register(PrimitiveTable t) {
    t.define1("bitwise-not", a -> Bits.not("bitwise-not", a));
    t.define1("lognot", a -> Bits.not("lognot", a));
    logic(t, "bitwise-and", "logand", -1L, (a, b) -> Bits.and("bitwise-and", a, b));
    logic(t, "bitwise-ior", "logior", 0L, (a, b) -> Bits.or("bitwise-ior", a, b));
    logic(t, "bitwise-xor", "logxor", 0L, (a, b) -> Bits.xor("bitwise-xor", a, b));
    t.define3("bitwise-if", (m, a, b) -> Bits.choose("bitwise-if", m, a, b));
    t.define1("bitwise-bit-count", a -> Bits.count("bitwise-bit-count", a));
    t.define1("bitwise-length", a -> Bits.length("bitwise-length", a));
    t.define1("bitwise-first-bit-set", a -> Bits.firstSet("bitwise-first-bit-set", a));
    t.define2("bitwise-bit-set?", (a, i) -> Bits.isSet("bitwise-bit-set?", a, i));
    t.define3("bitwise-copy-bit", (a, i, b) -> Bits.copy("bitwise-copy-bit", a, i, b));
    t.define3("bitwise-bit-field", (a, i, j) -> Bits.field("bitwise-bit-field", a, i, j));
    t.defineN(
        "bitwise-copy-bit-field",
        4,
        4,
        a -> Bits.copyField("bitwise-copy-bit-field", a[0], a[1], a[2], a[3]));
    t.defineN(
        "bitwise-rotate-bit-field",
        4,
        4,
        a -> Bits.rotateField("bitwise-rotate-bit-field", a[0], a[1], a[2], a[3]));
    t.define3(
        "bitwise-reverse-bit-field",
        (a, i, j) -> Bits.reverseField("bitwise-reverse-bit-field", a, i, j));
    t.define2("bitwise-arithmetic-shift", (a, n) -> Bits.shift("bitwise-arithmetic-shift", a, n));
    t.define2("arithmetic-shift", (a, n) -> Bits.shift("arithmetic-shift", a, n));
    t.define2("ash", (a, n) -> Bits.shift("ash", a, n));
    t.define2(
        "bitwise-arithmetic-shift-left",
        (a, n) -> Bits.shiftLeft("bitwise-arithmetic-shift-left", a, n));
    t.define2(
        "bitwise-arithmetic-shift-right",
        (a, n) -> Bits.shiftRight("bitwise-arithmetic-shift-right", a, n));
  }

  private static void logic(
      PrimitiveTable t, String name, String older, long unit, BinaryOperator<Object> operation) {
    for (String n : new String[] {name, older}) {
      t.defineN(
          n,
          0,
          -1,
          a -> {
            Object result = unit;
            for (Object b : a) {
              result = operation.apply(result, b);
            }
            return result;
          });
    }
  }
}
