// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.number;

import java.math.BigInteger;
import org.lokoscope.runtime.condition.Raise;

/**
 * Integer division in its four kinds: truncating (quotient, remainder), flooring (modulo), and the
 * two of R6RS for any reals: {@code div} leaves a remainder of at least 0, {@code div0} one around
 * 0. Flonums that are integers divide as flonums.
 */
public final class Division {

  private Division() {}

  public static Object quotient(String who, Object a, Object b) {
    if (flonums(who, a, b)) {
      double x = Numbers.toDouble(a);
      double y = Numbers.toDouble(b);
      return Math.rint((x - x % y) / y) + 0.0;
    }
    if (a instanceof Long x && b instanceof Long y && !(x == Long.MIN_VALUE && y == -1)) {
      return x / y;
    }
    return Integers.normal(Integers.big(a).divide(Integers.big(b)));
  }

  public static Object remainder(String who, Object a, Object b) {
    if (flonums(who, a, b)) {
      return Numbers.toDouble(a) % Numbers.toDouble(b);
    }
    if (a instanceof Long x && b instanceof Long y) {
      return x % y;
    }
    return Integers.normal(Integers.big(a).remainder(Integers.big(b)));
  }

  public static Object modulo(String who, Object a, Object b) {
    if (flonums(who, a, b)) {
      double y = Numbers.toDouble(b);
      double m = Numbers.toDouble(a) % y;
      return m != 0 && m < 0 != y < 0 ? m + y : m;
    }
    if (a instanceof Long x && b instanceof Long y) {
      return Math.floorMod(x.longValue(), y.longValue());
    }
    BigInteger divisor = Integers.big(b);
    BigInteger m = Integers.big(a).remainder(divisor);
    boolean fix = m.signum() != 0 && m.signum() != divisor.signum();
    return Integers.normal(fix ? m.add(divisor) : m);
  }

  public static Object floorQuotient(String who, Object a, Object b) {
    Object m = modulo(who, a, b);
    return quotient(who, Numbers.subtract(a, m), b);
  }

  /** Whether to compute with flonums; raises unless both are integers and b is not zero. */
  private static boolean flonums(String who, Object a, Object b) {
    checkInteger(who, a);
    checkInteger(who, b);
    if (Numbers.isZero(b)) {
      throw Raise.assertion(who, "division by zero", a, b);
    }
    return a instanceof Double || b instanceof Double;
  }

  private static void checkInteger(String who, Object a) {
    if (!Numbers.isInteger(a)) {
      throw Raise.type(who, "an integer", a);
    }
  }

  public static Object div(String who, Object a, Object b) {
    checkDivision(who, a, b);
    if (a instanceof Double || b instanceof Double) {
      return div(Numbers.toDouble(a), Numbers.toDouble(b));
    }
    if (Integers.isExactInteger(a) && Integers.isExactInteger(b)) {
      return Integers.normal(div(Integers.big(a), Integers.big(b)));
    }
    return Numbers.signum(who, b) > 0
        ? Reals.floor(who, Ratio.divide(a, b))
        : Integers.negate(Reals.floor(who, Ratio.divide(a, Numbers.negate(b))));
  }

  public static Object mod(String who, Object a, Object b) {
    checkDivision(who, a, b);
    if (a instanceof Double || b instanceof Double) {
      return mod(Numbers.toDouble(a), Numbers.toDouble(b));
    }
    if (Integers.isExactInteger(a) && Integers.isExactInteger(b)) {
      return Integers.normal(Integers.big(a).mod(Integers.big(b).abs()));
    }
    return Numbers.subtract(a, Numbers.multiply(b, div(who, a, b)));
  }

  public static Object div0(String who, Object a, Object b) {
    Object n = div(who, a, b);
    if (!isUpperHalf(mod(who, a, b), b)) {
      return n;
    }
    Object step = n instanceof Double ? (Object) 1.0 : (Object) 1L;
    return Numbers.signum(who, b) > 0 ? Numbers.add(n, step) : Numbers.subtract(n, step);
  }

  public static Object mod0(String who, Object a, Object b) {
    Object m = mod(who, a, b);
    return isUpperHalf(m, b) ? Numbers.subtract(m, Reals.abs(b)) : m;
  }

  private static boolean isUpperHalf(Object m, Object b) {
    return Numbers.greaterOrEqual(Numbers.add(m, m), Reals.abs(b));
  }

  private static BigInteger div(BigInteger a, BigInteger b) {
    return a.subtract(a.mod(b.abs())).divide(b);
  }

  static double div(double x, double y) {
    return y == 0 ? Double.NaN : Math.rint((x - mod(x, y)) / y) + 0.0;
  }

  /** The sum may round up to |y| itself for a tiny negative x; that is what flonums can say. */
  static double mod(double x, double y) {
    double m = x % y;
    return m < 0 ? m + Math.abs(y) : m;
  }

  private static void checkDivision(String who, Object a, Object b) {
    Numbers.checkReal(who, a);
    Numbers.checkReal(who, b);
    if (!Numbers.isRational(a)) {
      throw Raise.type(who, "a finite number", a);
    }
    if (Numbers.isZero(b)) {
      throw Raise.assertion(who, "division by zero", a, b);
    }
  }
}
