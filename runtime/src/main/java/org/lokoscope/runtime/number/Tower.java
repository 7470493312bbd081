// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.number;

import java.math.BigInteger;
import org.lokoscope.runtime.condition.Raise;

/** Arithmetic between any two numbers: both are lifted to the higher of their two levels. */
final class Tower {

  private static final int INTEGER = 0;
  private static final int RATIO = 1;
  private static final int FLONUM = 2;
  private static final int COMPLEX = 3;

  /** Guessed: numbers of so many bits are multiplied in a few seconds. */
  private static final long MOST_BITS = 1L << 28;

  private Tower() {}

  private static int level(String who, Object a) {
    return switch (a) {
      case Long _ -> INTEGER;
      case BigInteger _ -> INTEGER;
      case Ratio _ -> RATIO;
      case Double _ -> FLONUM;
      case Complex _ -> COMPLEX;
      default -> throw Raise.type(who, "a number", a);
    };
  }

  private static int level(String who, Object a, Object b) {
    return Math.max(level(who, a), level(who, b));
  }

  static Object add(Object a, Object b) {
    return switch (level("+", a, b)) {
      case INTEGER -> Integers.normal(Integers.big(a).add(Integers.big(b)));
      case RATIO -> Ratio.add(a, b);
      case FLONUM -> isExactZero(a) ? b : isExactZero(b) ? a : flonum(a) + flonum(b);
      default -> Complex.add(a, b);
    };
  }

  static Object subtract(Object a, Object b) {
    return switch (level("-", a, b)) {
      case INTEGER -> Integers.normal(Integers.big(a).subtract(Integers.big(b)));
      case RATIO -> Ratio.subtract(a, b);
      case FLONUM -> isExactZero(b) ? a : flonum(a) - flonum(b);
      default -> Complex.subtract(a, b);
    };
  }

  static Object multiply(Object a, Object b) {
    return switch (level("*", a, b)) {
      case INTEGER -> Integers.normal(product(Integers.big(a), Integers.big(b)));
      case RATIO -> Ratio.multiply(a, b);
      case FLONUM -> isExactZero(a) || isExactZero(b) ? (Object) 0L : flonum(a) * flonum(b);
      default -> Complex.multiply(a, b);
    };
  }

  /** Refuses what would take minutes, for nothing can interrupt it. */
  private static BigInteger product(BigInteger a, BigInteger b) {
    if ((long) a.bitLength() + b.bitLength() > MOST_BITS) {
      throw Raise.restriction("*", "the result is too big");
    }
    return a.multiply(b);
  }

  static Object divide(Object a, Object b) {
    int level = level("/", a, b);
    if (level <= RATIO && isExactZero(b)) {
      throw Raise.assertion("/", "division by zero", a, b);
    }
    return switch (level) {
      case INTEGER -> Ratio.of(Integers.big(a), Integers.big(b));
      case RATIO -> Ratio.divide(a, b);
      case FLONUM -> flonum(a) / flonum(b);
      default -> {
        if (isExactZero(b)) {
          throw Raise.assertion("/", "division by zero", a, b);
        }
        yield Complex.divide(a, b);
      }
    };
  }

  static boolean equal(Object a, Object b) {
    int level = level("=", a, b);
    if (level == COMPLEX) {
      return equal(Complex.real(a), Complex.real(b))
          && equal(Complex.imaginary(a), Complex.imaginary(b));
    }
    return !isNan(a) && !isNan(b) && compare(a, b) == 0;
  }

  static boolean less(String who, Object a, Object b) {
    checkReals(who, a, b);
    return !isNan(a) && !isNan(b) && compare(a, b) < 0;
  }

  static boolean lessOrEqual(String who, Object a, Object b) {
    checkReals(who, a, b);
    return !isNan(a) && !isNan(b) && compare(a, b) <= 0;
  }

  private static void checkReals(String who, Object a, Object b) {
    Numbers.checkReal(who, a);
    Numbers.checkReal(who, b);
  }

  /** Exact, so that the order is transitive between exact and inexact numbers. */
  static int compare(Object a, Object b) {
    if (a instanceof Double x) {
      return b instanceof Double y ? order(x, y) : -compareExact(b, x);
    }
    if (b instanceof Double y) {
      return compareExact(a, y);
    }
    return a instanceof Ratio || b instanceof Ratio
        ? Ratio.compare(a, b)
        : Integers.big(a).compareTo(Integers.big(b));
  }

  /** Zeros of either sign are equal here, other than in {@link Double#compare}. */
  private static int order(double x, double y) {
    return x < y ? -1 : x > y ? 1 : 0;
  }

  private static int compareExact(Object exact, double y) {
    if (Double.isInfinite(y)) {
      return y > 0 ? -1 : 1;
    }
    if (exact instanceof Long x && Math.abs(x) <= 1L << 53) {
      return order((double) x, y);
    }
    return compare(exact, Rounding.exact(y));
  }

  private static boolean isNan(Object a) {
    return a instanceof Double x && x.isNaN();
  }

  private static boolean isExactZero(Object a) {
    return a instanceof Long x && x == 0;
  }

  private static double flonum(Object real) {
    return ((Number) real).doubleValue();
  }
}
