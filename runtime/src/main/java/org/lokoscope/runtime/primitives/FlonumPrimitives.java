// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.MultipleValues;
import org.lokoscope.runtime.number.Flonums;
import org.lokoscope.runtime.number.Numbers;
import org.lokoscope.runtime.number.Reals;

/** {@code (rnrs arithmetic flonums)}. */
final class FlonumPrimitives {

  /** A comparison of two flonums. */
  private interface Comparison {
    boolean holds(double x, double y);
  }

  private FlonumPrimitives() {}

  static void register(PrimitiveTable t) {
    t.define1("flonum?", a -> a instanceof Double);
    t.define1("real->flonum", FlonumPrimitives::fromReal);
    t.define1("fixnum->flonum", FlonumPrimitives::fromFixnum);
    comparisons(t);
    tests(t);
    arithmetic(t);
    functions(t);
  }

  private static double flonum(String who, Object a) {
    if (a instanceof Double x) {
      return x;
    }
    throw Raise.type(who, "a flonum", a);
  }

  private static Object fromReal(Object a) {
    if (Numbers.isReal(a)) {
      return Numbers.toDouble(a);
    }
    throw Raise.type("real->flonum", "a real number", a);
  }

  private static Object fromFixnum(Object a) {
    if (a instanceof Long x) {
      return (double) x;
    }
    throw Raise.type("fixnum->flonum", "a fixnum", a);
  }

  private static void comparisons(PrimitiveTable t) {
    compare(t, "fl=?", (x, y) -> x == y);
    compare(t, "fl<?", (x, y) -> x < y);
    compare(t, "fl>?", (x, y) -> x > y);
    compare(t, "fl<=?", (x, y) -> x <= y);
    compare(t, "fl>=?", (x, y) -> x >= y);
  }

  private static void compare(PrimitiveTable t, String name, Comparison comparison) {
    t.defineN(
        name,
        1,
        -1,
        a -> {
          boolean all = true;
          double last = flonum(name, a[0]);
          for (int i = 1; i < a.length; i++) {
            double next = flonum(name, a[i]);
            all &= comparison.holds(last, next);
            last = next;
          }
          return all;
        });
  }

  private static void tests(PrimitiveTable t) {
    test(t, "flinteger?", x -> x == Math.rint(x) && !Double.isInfinite(x));
    test(t, "flzero?", x -> x == 0);
    test(t, "flpositive?", x -> x > 0);
    test(t, "flnegative?", x -> x < 0);
    test(t, "flfinite?", Double::isFinite);
    test(t, "flinfinite?", Double::isInfinite);
    test(t, "flnan?", Double::isNaN);
    t.define1("flodd?", a -> integer("flodd?", a) % 2 != 0);
    t.define1("fleven?", a -> integer("fleven?", a) % 2 == 0);
  }

  private static double integer(String who, Object a) {
    if (a instanceof Double x && Numbers.isInteger(x)) {
      return x;
    }
    throw Raise.type(who, "an integer flonum", a);
  }

  private static void test(PrimitiveTable t, String name, DoublePredicate holds) {
    t.define1(name, a -> holds.test(flonum(name, a)));
  }

  private static void arithmetic(PrimitiveTable t) {
    fold(t, "fl+", 0, 0.0, Double::sum);
    fold(t, "fl*", 0, 1.0, (x, y) -> x * y);
    fold(t, "flmax", 1, Double.NEGATIVE_INFINITY, Math::max);
    fold(t, "flmin", 1, Double.POSITIVE_INFINITY, Math::min);
    chain(t, "fl-", x -> -x, (x, y) -> x - y);
    chain(t, "fl/", x -> 1 / x, (x, y) -> x / y);
    both(t, "fldiv", Flonums::div);
    both(t, "flmod", Flonums::mod);
    both(t, "fldiv0", Flonums::div0);
    both(t, "flmod0", Flonums::mod0);
    pair(t, "fldiv-and-mod", Flonums::div, Flonums::mod);
    pair(t, "fldiv0-and-mod0", Flonums::div0, Flonums::mod0);
    both(t, "flexpt", Flonums::expt);
  }

  private static void fold(
      PrimitiveTable t, String name, int min, double unit, DoubleBinaryOperator operation) {
    t.defineN(
        name,
        min,
        -1,
        a -> {
          double result = a.length == 0 ? unit : flonum(name, a[0]);
          for (int i = 1; i < a.length; i++) {
            result = operation.applyAsDouble(result, flonum(name, a[i]));
          }
          return result;
        });
  }

  private static void chain(
      PrimitiveTable t, String name, DoubleUnaryOperator one, DoubleBinaryOperator operation) {
    t.defineN(
        name,
        1,
        -1,
        a -> {
          double result = flonum(name, a[0]);
          if (a.length == 1) {
            return one.applyAsDouble(result);
          }
          for (int i = 1; i < a.length; i++) {
            result = operation.applyAsDouble(result, flonum(name, a[i]));
          }
          return result;
        });
  }

  private static void both(PrimitiveTable t, String name, DoubleBinaryOperator operation) {
    t.define2(name, (a, b) -> operation.applyAsDouble(flonum(name, a), flonum(name, b)));
  }

  private static void pair(
      PrimitiveTable t, String name, DoubleBinaryOperator first, DoubleBinaryOperator second) {
    t.define2(
        name,
        (a, b) -> {
          double x = flonum(name, a);
          double y = flonum(name, b);
          return MultipleValues.of(first.applyAsDouble(x, y), second.applyAsDouble(x, y));
        });
  }

  private static void functions(PrimitiveTable t) {
    one(t, "flabs", Math::abs);
    one(t, "flfloor", Math::floor);
    one(t, "flceiling", Math::ceil);
    one(t, "fltruncate", x -> x < 0 ? Math.ceil(x) : Math.floor(x));
    one(t, "flround", Math::rint);
    one(t, "flexp", Math::exp);
    one(t, "flsin", Math::sin);
    one(t, "flcos", Math::cos);
    one(t, "fltan", Math::tan);
    one(t, "flasin", Math::asin);
    one(t, "flacos", Math::acos);
    one(t, "flsqrt", Math::sqrt);
    one(t, "flnumerator", x -> Numbers.toDouble(Reals.numerator(x)));
    one(t, "fldenominator", x -> Numbers.toDouble(Reals.denominator(x)));
    t.defineN("fllog", 1, 2, FlonumPrimitives::log);
    t.defineN("flatan", 1, 2, FlonumPrimitives::atan);
  }

  private static void one(PrimitiveTable t, String name, DoubleUnaryOperator operation) {
    t.define1(name, a -> operation.applyAsDouble(flonum(name, a)));
  }

  private static Object log(Object[] a) {
    double x = Math.log(flonum("fllog", a[0]));
    return a.length == 1 ? x : x / Math.log(flonum("fllog", a[1]));
  }

  private static Object atan(Object[] a) {
    double y = flonum("flatan", a[0]);
    return a.length == 1 ? Math.atan(y) : Math.atan2(y, flonum("flatan", a[1]));
  }
}
