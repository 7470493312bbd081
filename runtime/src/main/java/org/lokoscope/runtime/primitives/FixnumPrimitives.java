// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.util.function.BinaryOperator;
import java.util.function.LongPredicate;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.MultipleValues;
import org.lokoscope.runtime.number.Bits;
import org.lokoscope.runtime.number.Fixnums;

/** {@code (rnrs arithmetic fixnums)}. */
final class FixnumPrimitives {

  /** A comparison of two fixnums. */
  private interface Comparison {
    boolean holds(long x, long y);
  }

  private FixnumPrimitives() {}

  static void register(PrimitiveTable t) {
    t.define1("fixnum?", a -> a instanceof Long);
    t.define0("fixnum-width", () -> (long) Fixnums.WIDTH);
    t.define0("least-fixnum", () -> Long.MIN_VALUE);
    t.define0("greatest-fixnum", () -> Long.MAX_VALUE);
    comparisons(t);
    arithmetic(t);
    bits(t);
    fields(t);
    shifts(t);
  }

  private static void comparisons(PrimitiveTable t) {
    compare(t, "fx=?", (x, y) -> x == y);
    compare(t, "fx<?", (x, y) -> x < y);
    compare(t, "fx>?", (x, y) -> x > y);
    compare(t, "fx<=?", (x, y) -> x <= y);
    compare(t, "fx>=?", (x, y) -> x >= y);
    test(t, "fxzero?", x -> x == 0);
    test(t, "fxpositive?", x -> x > 0);
    test(t, "fxnegative?", x -> x < 0);
    test(t, "fxodd?", x -> (x & 1) != 0);
    test(t, "fxeven?", x -> (x & 1) == 0);
    t.defineN("fxmax", 1, -1, a -> extreme("fxmax", a, true));
    t.defineN("fxmin", 1, -1, a -> extreme("fxmin", a, false));
  }

  private static void compare(PrimitiveTable t, String name, Comparison comparison) {
    t.defineN(
        name,
        1,
        -1,
        a -> {
          boolean all = true;
          long last = Fixnums.check(name, a[0]);
          for (int i = 1; i < a.length; i++) {
            long next = Fixnums.check(name, a[i]);
            all &= comparison.holds(last, next);
            last = next;
          }
          return all;
        });
  }

  private static void test(PrimitiveTable t, String name, LongPredicate holds) {
    t.define1(name, a -> holds.test(Fixnums.check(name, a)));
  }

  private static Object extreme(String who, Object[] a, boolean larger) {
    long best = Fixnums.check(who, a[0]);
    for (int i = 1; i < a.length; i++) {
      long next = Fixnums.check(who, a[i]);
      best = larger ? Math.max(best, next) : Math.min(best, next);
    }
    return best;
  }

  private static void arithmetic(PrimitiveTable t) {
    t.define2("fx+", Fixnums::add);
    t.define2("fx*", Fixnums::multiply);
    t.defineN(
        "fx-", 1, 2, a -> a.length == 1 ? Fixnums.negate(a[0]) : Fixnums.subtract(a[0], a[1]));
    t.define2("fxdiv", Fixnums::div);
    t.define2("fxmod", Fixnums::mod);
    t.define2("fxdiv0", Fixnums::div0);
    t.define2("fxmod0", Fixnums::mod0);
    t.define2("fxdiv-and-mod", (a, b) -> MultipleValues.of(Fixnums.div(a, b), Fixnums.mod(a, b)));
    t.define2(
        "fxdiv0-and-mod0", (a, b) -> MultipleValues.of(Fixnums.div0(a, b), Fixnums.mod0(a, b)));
    t.define2("fxquotient", Fixnums::quotient);
    t.define2("fxremainder", Fixnums::remainder);
    t.define2("fxmodulo", Fixnums::modulo);
    t.define1("fxabs", Fixnums::abs);
    t.define3("fx+/carry", (a, b, c) -> MultipleValues.of(Fixnums.addCarry(a, b, c)));
    t.define3("fx-/carry", (a, b, c) -> MultipleValues.of(Fixnums.subtractCarry(a, b, c)));
    t.define3("fx*/carry", (a, b, c) -> MultipleValues.of(Fixnums.multiplyCarry(a, b, c)));
  }

  private static void bits(PrimitiveTable t) {
    t.define1("fxnot", a -> ~Fixnums.check("fxnot", a));
    fold(t, "fxand", -1L, (a, b) -> Bits.and("fxand", a, b));
    fold(t, "fxior", 0L, (a, b) -> Bits.or("fxior", a, b));
    fold(t, "fxxor", 0L, (a, b) -> Bits.xor("fxxor", a, b));
    t.define3("fxif", FixnumPrimitives::choose);
    t.define1("fxbit-count", a -> Bits.count("fxbit-count", fixnum("fxbit-count", a)));
    t.define1("fxlength", a -> Bits.length("fxlength", fixnum("fxlength", a)));
    t.define1("fxfirst-bit-set", FixnumPrimitives::firstSet);
    t.define2("fxbit-set?", FixnumPrimitives::isSet);
    t.define3("fxcopy-bit", FixnumPrimitives::copyBit);
  }

  private static void fold(
      PrimitiveTable t, String name, long unit, BinaryOperator<Object> operation) {
    t.defineN(
        name,
        0,
        -1,
        a -> {
          Object result = unit;
          for (Object b : a) {
            result = operation.apply(result, fixnum(name, b));
          }
          return result;
        });
  }

  private static Object fixnum(String who, Object a) {
    Fixnums.check(who, a);
    return a;
  }

  private static Object choose(Object mask, Object b, Object c) {
    long m = Fixnums.check("fxif", mask);
    return m & Fixnums.check("fxif", b) | ~m & Fixnums.check("fxif", c);
  }

  private static Object firstSet(Object a) {
    return Bits.firstSet("fxfirst-bit-set", fixnum("fxfirst-bit-set", a));
  }

  private static Object isSet(Object a, Object index) {
    long x = Fixnums.check("fxbit-set?", a);
    return (x >> Fixnums.checkCount("fxbit-set?", index) & 1) != 0;
  }

  private static Object copyBit(Object a, Object index, Object bit) {
    String who = "fxcopy-bit";
    long x = Fixnums.check(who, a);
    long mask = 1L << Fixnums.checkCount(who, index);
    long b = Fixnums.check(who, bit);
    if ((b & ~1L) != 0) {
      throw Raise.type(who, "0 or 1", bit);
    }
    return b == 0 ? x & ~mask : x | mask;
  }

  private static void fields(PrimitiveTable t) {
    t.define3("fxbit-field", FixnumPrimitives::field);
    t.defineN("fxcopy-bit-field", 4, 4, FixnumPrimitives::copyField);
    t.defineN("fxrotate-bit-field", 4, 4, FixnumPrimitives::rotateField);
    t.define3("fxreverse-bit-field", FixnumPrimitives::reverseField);
  }

  private static int start(String who, Object start, Object end) {
    int from = Fixnums.checkCount(who, start);
    if (Fixnums.checkCount(who, end) < from) {
      throw Raise.range(who, end);
    }
    return from;
  }

  private static long mask(int width) {
    return width == 0 ? 0 : -1L >>> Fixnums.WIDTH - width;
  }

  private static Object field(Object a, Object start, Object end) {
    long x = Fixnums.check("fxbit-field", a);
    int from = start("fxbit-field", start, end);
    int width = Fixnums.checkCount("fxbit-field", end) - from;
    return x >> from & mask(width);
  }

  private static Object copyField(Object[] a) {
    String who = "fxcopy-bit-field";
    long to = Fixnums.check(who, a[0]);
    int start = start(who, a[1], a[2]);
    long mask = mask(Fixnums.checkCount(who, a[2]) - start);
    long from = Fixnums.check(who, a[3]);
    return to & ~(mask << start) | (from & mask) << start;
  }

  private static Object rotateField(Object[] a) {
    String who = "fxrotate-bit-field";
    long x = Fixnums.check(who, a[0]);
    int start = start(who, a[1], a[2]);
    int width = Fixnums.checkCount(who, a[2]) - start;
    int count = Fixnums.checkCount(who, a[3]);
    if (count > width) {
      throw Raise.range(who, a[3]);
    }
    if (width == 0 || count == width) {
      return x;
    }
    long mask = mask(width);
    long bits = x >> start & mask;
    long turned = (bits << count | bits >>> width - count) & mask;
    return x & ~(mask << start) | turned << start;
  }

  private static Object reverseField(Object a, Object start, Object end) {
    String who = "fxreverse-bit-field";
    long x = Fixnums.check(who, a);
    int from = start(who, start, end);
    int width = Fixnums.checkCount(who, end) - from;
    if (width == 0) {
      return x;
    }
    long mask = mask(width);
    long turned = Long.reverse(x >> from & mask) >>> Fixnums.WIDTH - width;
    return x & ~(mask << from) | turned << from;
  }

  private static void shifts(PrimitiveTable t) {
    t.define2("fxarithmetic-shift", Fixnums::shift);
    t.define2(
        "fxarithmetic-shift-left", (a, n) -> Fixnums.shiftLeft("fxarithmetic-shift-left", a, n));
    t.define2(
        "fxarithmetic-shift-right", (a, n) -> Fixnums.shiftRight("fxarithmetic-shift-right", a, n));
  }
}
