// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.util.function.BiPredicate;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.MultipleValues;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.number.Complex;
import org.lokoscope.runtime.number.Division;
import org.lokoscope.runtime.number.GuileFlonums;
import org.lokoscope.runtime.number.Integers;
import org.lokoscope.runtime.number.NumberPrinter;
import org.lokoscope.runtime.number.NumberReader;
import org.lokoscope.runtime.number.Numbers;
import org.lokoscope.runtime.number.Powers;
import org.lokoscope.runtime.number.Reals;
import org.lokoscope.runtime.number.Trigonometry;

/** Generic arithmetic of R6RS and R7RS. */
final class NumberPrimitives {

  private NumberPrimitives() {}

  static void register(PrimitiveTable t) {
    predicates(t);
    comparisons(t);
    arithmetic(t);
    division(t);
    rounding(t);
    transcendental(t);
    t.defineN("number->string", 1, 3, NumberPrimitives::numberToString);
    t.defineN("guile:number->string", 1, 2, NumberPrimitives::numberToGuileString);
    t.defineN("string->number", 1, 2, NumberPrimitives::stringToNumber);
  }

  private static void predicates(PrimitiveTable t) {
    t.define1("number?", Numbers::isNumber);
    t.define1("complex?", Numbers::isNumber);
    t.define1("real?", Numbers::isReal);
    t.define1("rational?", Numbers::isRational);
    t.define1("integer?", Numbers::isInteger);
    t.define1("real-valued?", a -> isRealValued(a));
    t.define1("rational-valued?", a -> isRealValued(a) && Numbers.isRational(realPart(a)));
    t.define1("integer-valued?", a -> isRealValued(a) && Numbers.isInteger(realPart(a)));
    t.define1("exact-integer?", Integers::isExactInteger);
    t.define1("exact-rational?", a -> Numbers.isRational(a) && Numbers.isExact(a));
    t.define1("exact-nonnegative-integer?", NumberPrimitives::isNatural);
    t.define1("exact?", a -> Numbers.isExact(number("exact?", a)));
    t.define1("inexact?", a -> !Numbers.isExact(number("inexact?", a)));
    t.define1("zero?", Numbers::isZero);
    t.define1("positive?", Numbers::isPositive);
    t.define1("negative?", Numbers::isNegative);
    t.define1("odd?", NumberPrimitives::isOdd);
    t.define1("even?", NumberPrimitives::isEven);
    t.define1("nan?", NumberPrimitives::isNan);
    t.define1("finite?", NumberPrimitives::isFinite);
    t.define1("infinite?", NumberPrimitives::isInfinite);
  }

  private static void comparisons(PrimitiveTable t) {
    compare(t, "=", Numbers::numEquals);
    compare(t, "<", Numbers::less);
    compare(t, ">", Numbers::greater);
    compare(t, "<=", Numbers::lessOrEqual);
    compare(t, ">=", Numbers::greaterOrEqual);
    t.defineN("max", 1, -1, a -> extreme("max", a, true));
    t.defineN("min", 1, -1, a -> extreme("min", a, false));
  }

  /** All arguments are looked at, so that a wrong one is reported wherever it stands. */
  private static void compare(PrimitiveTable t, String name, BiPredicate<Object, Object> holds) {
    t.defineN(
        name,
        1,
        -1,
        a -> {
          boolean all = true;
          for (int i = 1; i < a.length; i++) {
            all &= holds.test(a[i - 1], a[i]);
          }
          if (a.length == 1) {
            number(name, a[0]);
          }
          return all;
        });
  }

  private static Object extreme(String who, Object[] a, boolean larger) {
    Object best = a[0];
    if (!Numbers.isReal(best)) {
      throw Raise.type(who, "a real number", best);
    }
    for (int i = 1; i < a.length; i++) {
      best = Reals.extreme(who, best, a[i], larger);
    }
    return best;
  }

  private static void arithmetic(PrimitiveTable t) {
    t.defineN("+", 0, -1, NumberPrimitives::sum);
    t.defineN("*", 0, -1, NumberPrimitives::product);
    t.defineN("-", 1, -1, NumberPrimitives::difference);
    t.defineN("/", 1, -1, NumberPrimitives::quotient);
    t.define1("1+", a -> Numbers.add(a, 1L));
    t.define1("1-", a -> Numbers.subtract(a, 1L));
    t.define1("add1", a -> Numbers.add(a, 1L));
    t.define1("sub1", a -> Numbers.subtract(a, 1L));
    t.define1("abs", Reals::abs);
    t.define1("square", a -> Numbers.multiply(a, a));
    t.defineN("gcd", 0, -1, a -> divisors("gcd", a));
    t.defineN("lcm", 0, -1, a -> divisors("lcm", a));
  }

  private static Object sum(Object[] a) {
    Object sum = a.length == 0 ? (Object) 0L : number("+", a[0]);
    for (int i = 1; i < a.length; i++) {
      sum = Numbers.add(sum, a[i]);
    }
    return sum;
  }

  private static Object product(Object[] a) {
    Object product = a.length == 0 ? (Object) 1L : number("*", a[0]);
    for (int i = 1; i < a.length; i++) {
      product = Numbers.multiply(product, a[i]);
    }
    return product;
  }

  private static Object difference(Object[] a) {
    if (a.length == 1) {
      return Numbers.negate(a[0]);
    }
    Object difference = a[0];
    for (int i = 1; i < a.length; i++) {
      difference = Numbers.subtract(difference, a[i]);
    }
    return difference;
  }

  private static Object quotient(Object[] a) {
    if (a.length == 1) {
      return Numbers.divide(1L, a[0]);
    }
    Object quotient = a[0];
    for (int i = 1; i < a.length; i++) {
      quotient = Numbers.divide(quotient, a[i]);
    }
    return quotient;
  }

  private static Object divisors(String who, Object[] a) {
    boolean gcd = who.equals("gcd");
    boolean inexact = false;
    Object result = gcd ? 0L : 1L;
    for (Object number : a) {
      if (!Numbers.isInteger(number)) {
        throw Raise.type(who, "an integer", number);
      }
      inexact |= number instanceof Double;
      Object exact = Numbers.exact(number);
      result = gcd ? Integers.gcd(result, exact) : Integers.lcm(result, exact);
    }
    return inexact ? Numbers.inexact(result) : result;
  }

  private static void division(PrimitiveTable t) {
    t.define2("quotient", Numbers::quotient);
    t.define2("remainder", Numbers::remainder);
    t.define2("modulo", Numbers::modulo);
    t.define2("div", Numbers::div);
    t.define2("mod", Numbers::mod);
    t.define2("div0", Numbers::div0);
    t.define2("mod0", Numbers::mod0);
    t.define2(
        "div-and-mod",
        (a, b) ->
            MultipleValues.of(
                Division.div("div-and-mod", a, b), Division.mod("div-and-mod", a, b)));
    t.define2(
        "div0-and-mod0",
        (a, b) ->
            MultipleValues.of(
                Division.div0("div0-and-mod0", a, b), Division.mod0("div0-and-mod0", a, b)));
    t.define2("floor-quotient", (a, b) -> Division.floorQuotient("floor-quotient", a, b));
    t.define2("floor-remainder", (a, b) -> Division.modulo("floor-remainder", a, b));
    t.define2("truncate-quotient", (a, b) -> Division.quotient("truncate-quotient", a, b));
    t.define2("truncate-remainder", (a, b) -> Division.remainder("truncate-remainder", a, b));
    t.define2(
        "floor/",
        (a, b) ->
            MultipleValues.of(
                Division.floorQuotient("floor/", a, b), Division.modulo("floor/", a, b)));
    t.define2(
        "truncate/",
        (a, b) ->
            MultipleValues.of(
                Division.quotient("truncate/", a, b), Division.remainder("truncate/", a, b)));
  }

  private static void rounding(PrimitiveTable t) {
    t.define1("floor", a -> Reals.floor("floor", a));
    t.define1("ceiling", a -> Reals.ceiling("ceiling", a));
    t.define1("truncate", a -> Reals.truncate("truncate", a));
    t.define1("round", a -> Reals.round("round", a));
    t.define1("exact", a -> Reals.exact("exact", a));
    t.define1("inexact", a -> Reals.inexact("inexact", a));
    t.define1("inexact->exact", a -> Reals.exact("inexact->exact", a));
    t.define1("exact->inexact", a -> Reals.inexact("exact->inexact", a));
    t.define1("numerator", Reals::numerator);
    t.define1("denominator", Reals::denominator);
    t.define2("rationalize", Reals::rationalize);
  }

  private static void transcendental(PrimitiveTable t) {
    t.define1("sqrt", Numbers::sqrt);
    t.define1("exact-integer-sqrt", a -> MultipleValues.of(Integers.sqrt(a)));
    t.define2("expt", Numbers::expt);
    t.define1("exp", Powers::exp);
    t.defineN("log", 1, 2, a -> a.length == 1 ? Powers.log(a[0]) : Powers.log(a[0], a[1]));
    t.define1("sin", Trigonometry::sin);
    t.define1("cos", Trigonometry::cos);
    t.define1("tan", Trigonometry::tan);
    t.define1("asin", Trigonometry::asin);
    t.define1("acos", Trigonometry::acos);
    t.defineN(
        "atan", 1, 2, a -> a.length == 1 ? Trigonometry.atan(a[0]) : Trigonometry.atan(a[0], a[1]));
    t.define2("make-rectangular", NumberPrimitives::rectangular);
    t.define2("make-polar", NumberPrimitives::polar);
    t.define1("real-part", Trigonometry::realPart);
    t.define1("imag-part", Trigonometry::imagPart);
    t.define1("magnitude", Trigonometry::magnitude);
    t.define1("angle", Trigonometry::angle);
  }

  private static Object rectangular(Object real, Object imaginary) {
    return Complex.of(real("make-rectangular", real), real("make-rectangular", imaginary));
  }

  private static Object polar(Object magnitude, Object angle) {
    return Complex.polar(real("make-polar", magnitude), real("make-polar", angle));
  }

  private static boolean isRealValued(Object a) {
    return a instanceof Complex z ? Numbers.isZero(z.imaginary) : a instanceof Number;
  }

  private static Object realPart(Object a) {
    return a instanceof Complex z ? z.real : a;
  }

  private static boolean isNatural(Object a) {
    return Integers.isExactInteger(a) && !Numbers.isNegative(a);
  }

  private static Object isOdd(Object a) {
    return a instanceof Long x ? (x & 1) != 0 : parity("odd?", a);
  }

  private static Object isEven(Object a) {
    return a instanceof Long x ? (x & 1) == 0 : !parity("even?", a);
  }

  private static boolean parity(String who, Object a) {
    if (!Numbers.isInteger(a)) {
      throw Raise.type(who, "an integer", a);
    }
    return a instanceof Double x ? x % 2 != 0 : Integers.big(a).testBit(0);
  }

  private static Object isNan(Object a) {
    number("nan?", a);
    return a instanceof Complex z
        ? isNan(z.real) == Boolean.TRUE || isNan(z.imaginary) == Boolean.TRUE
        : a instanceof Double x && x.isNaN();
  }

  private static Object isFinite(Object a) {
    number("finite?", a);
    return a instanceof Complex z
        ? isFinite(z.real) == Boolean.TRUE && isFinite(z.imaginary) == Boolean.TRUE
        : !(a instanceof Double x) || Double.isFinite(x);
  }

  private static Object isInfinite(Object a) {
    number("infinite?", a);
    return a instanceof Complex z
        ? isInfinite(z.real) == Boolean.TRUE || isInfinite(z.imaginary) == Boolean.TRUE
        : a instanceof Double x && x.isInfinite();
  }

  private static Object number(String who, Object a) {
    if (a instanceof Number) {
      return a;
    }
    throw Raise.type(who, "a number", a);
  }

  private static Object real(String who, Object a) {
    if (Numbers.isReal(a)) {
      return a;
    }
    throw Raise.type(who, "a real number", a);
  }

  private static Object numberToString(Object[] a) {
    String who = "number->string";
    int radix = a.length > 1 ? radix(who, a[1]) : 10;
    return SchemeString.of(NumberPrinter.toString(number(who, a[0]), radix));
  }

  private static Object numberToGuileString(Object[] a) {
    String who = "number->string";
    int radix = a.length > 1 ? radix(who, a[1]) : 10;
    return SchemeString.of(GuileFlonums.toString(number(who, a[0]), radix));
  }

  private static Object stringToNumber(Object[] a) {
    String who = "string->number";
    int radix = a.length > 1 ? radix(who, a[1]) : 10;
    Object number = NumberReader.parse(Args.string(who, a[0]).toString(), radix);
    return number != null ? number : Boolean.FALSE;
  }

  private static int radix(String who, Object a) {
    if (a instanceof Long x && x >= Character.MIN_RADIX && x <= Character.MAX_RADIX) {
      return x.intValue();
    }
    throw Raise.type(who, "a radix from 2 to 36", a);
  }
}
