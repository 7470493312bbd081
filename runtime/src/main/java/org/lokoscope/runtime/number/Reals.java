// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.number;

import java.math.BigInteger;
import org.lokoscope.runtime.condition.Raise;

/** Rounding, exactness and parts of real numbers. */
public final class Reals {

  private Reals() {}

  public static Object exact(String who, Object a) {
    return switch (a) {
      case Long _ -> a;
      case BigInteger _ -> a;
      case Ratio _ -> a;
      case Double x when Double.isFinite(x) -> Rounding.exact(x);
      case Double _ -> throw Raise.restriction(who, "no exact value", a);
      case Complex z -> Complex.of(exact(who, z.real), exact(who, z.imaginary));
      default -> throw Raise.type(who, "a number", a);
    };
  }

  public static Object inexact(String who, Object a) {
    return switch (a) {
      case Complex z -> {
        double imaginary = Numbers.toDouble(z.imaginary);
        yield Complex.of(Numbers.toDouble(z.real), imaginary);
      }
      case Number x -> x.doubleValue();
      default -> throw Raise.type(who, "a number", a);
    };
  }

  public static Object floor(String who, Object a) {
    return switch (a) {
      case Long _ -> a;
      case BigInteger _ -> a;
      case Ratio x -> Integers.normal(x.floor());
      case Double x -> Math.floor(x);
      default -> throw Raise.type(who, "a real number", a);
    };
  }

  public static Object ceiling(String who, Object a) {
    return switch (a) {
      case Ratio x -> Integers.normal(x.floor().add(BigInteger.ONE));
      case Double x -> Math.ceil(x);
      default -> floor(who, a);
    };
  }

  public static Object truncate(String who, Object a) {
    return switch (a) {
      case Ratio x -> Integers.normal(x.numerator.divide(x.denominator));
      case Double x -> x < 0 ? Math.ceil(x) : Math.floor(x);
      default -> floor(who, a);
    };
  }

  /** To the nearest integer, ties to even. */
  public static Object round(String who, Object a) {
    return switch (a) {
      case Ratio x -> round(x);
      case Double x -> Math.rint(x);
      default -> floor(who, a);
    };
  }

  private static Object round(Ratio x) {
    BigInteger floor = x.floor();
    BigInteger two = BigInteger.TWO;
    int side =
        x.numerator.subtract(floor.multiply(x.denominator)).multiply(two).compareTo(x.denominator);
    boolean up = side > 0 || (side == 0 && floor.testBit(0));
    return Integers.normal(up ? floor.add(BigInteger.ONE) : floor);
  }

  public static Object abs(Object a) {
    if (a instanceof Double x) {
      return Math.abs(x);
    }
    return Numbers.signum("abs", a) < 0 ? Numbers.negate(a) : a;
  }

  public static Object numerator(Object a) {
    if (a instanceof Double x) {
      boolean whole = x == 0 || !Double.isFinite(x);
      return whole ? a : inexact("numerator", numerator(Rounding.exact(x)));
    }
    Numbers.checkReal("numerator", a);
    return Integers.normal(Ratio.numerator(a));
  }

  public static Object denominator(Object a) {
    if (a instanceof Double x) {
      return Double.isFinite(x) ? inexact("denominator", denominator(Rounding.exact(x))) : 1.0;
    }
    Numbers.checkReal("denominator", a);
    return Integers.normal(Ratio.denominator(a));
  }

  /** The smaller or the larger; inexact if either is, a NaN if either is. */
  public static Object extreme(String who, Object a, Object b, boolean larger) {
    Numbers.checkReal(who, a);
    Numbers.checkReal(who, b);
    if (a instanceof Double || b instanceof Double) {
      double x = Numbers.toDouble(a);
      double y = Numbers.toDouble(b);
      return larger ? Math.max(x, y) : Math.min(x, y);
    }
    return Numbers.less(a, b) == larger ? b : a;
  }

  /** The simplest rational that differs from {@code a} by no more than {@code tolerance}. */
  public static Object rationalize(Object a, Object tolerance) {
    Numbers.checkReal("rationalize", a);
    Numbers.checkReal("rationalize", tolerance);
    if (!(a instanceof Double) && !(tolerance instanceof Double)) {
      Object d = abs(tolerance);
      return simplestBetween(Numbers.subtract(a, d), Numbers.add(a, d));
    }
    double x = Numbers.toDouble(a);
    double y = Numbers.toDouble(tolerance);
    if (Double.isNaN(x) || Double.isNaN(y)) {
      return Double.NaN;
    }
    if (Double.isInfinite(y)) {
      return Double.isInfinite(x) ? Double.NaN : 0.0;
    }
    if (Double.isInfinite(x)) {
      return x;
    }
    return inexact("rationalize", rationalize(Rounding.exact(x), Rounding.exact(y)));
  }

  private static Object simplestBetween(Object low, Object high) {
    if (Numbers.isPositive(low)) {
      return simplest(low, high);
    }
    return Numbers.isNegative(high)
        ? Numbers.negate(simplest(Numbers.negate(high), Numbers.negate(low)))
        : (Object) 0L;
  }

  /** Of positive bounds, by continued fractions. */
  private static Object simplest(Object low, Object high) {
    Object floor = floor("rationalize", low);
    if (Numbers.numEquals(floor, low)) {
      return floor;
    }
    if (Numbers.less(floor, floor("rationalize", high))) {
      return Numbers.add(floor, 1L);
    }
    Object rest =
        simplest(
            Numbers.divide(1L, Numbers.subtract(high, floor)),
            Numbers.divide(1L, Numbers.subtract(low, floor)));
    return Numbers.add(floor, Numbers.divide(1L, rest));
  }
}
