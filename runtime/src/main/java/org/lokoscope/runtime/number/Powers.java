// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.number;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;

/** Roots, powers, exponentials and logarithms. Exact where the result is. */
public final class Powers {

  /** Exact results of more bits than this are refused: nobody can wait for them. */
  private static final long MOST_BITS = 1L << 27;

  private Powers() {}

  public static Object sqrt(Object a) {
    return switch (a) {
      case Double x -> x < 0 ? Complex.of(0L, Math.sqrt(-x)) : (Object) Math.sqrt(x);
      case Complex z -> sqrt(z);
      case Number _ when Numbers.signum("sqrt", a) < 0 ->
          Numbers.multiply(Complex.of(0L, 1L), sqrt(Numbers.negate(a)));
      case Ratio x -> {
        Object n = exactRoot(x.numerator);
        Object d = exactRoot(x.denominator);
        yield n != null && d != null ? Numbers.divide(n, d) : (Object) Math.sqrt(x.doubleValue());
      }
      case Number _ -> {
        BigInteger n = Integers.big(a);
        Object exact = exactRoot(n);
        yield exact != null ? exact : inexactRoot(n);
      }
      default -> throw Raise.type("sqrt", "a number", a);
    };
  }

  private static @Nullable Object exactRoot(BigInteger square) {
    BigInteger[] parts = square.sqrtAndRemainder();
    return parts[1].signum() == 0 ? Integers.normal(parts[0]) : null;
  }

  private static Object inexactRoot(BigInteger n) {
    double x = n.doubleValue();
    return Double.isInfinite(x) ? n.sqrt().doubleValue() : Math.sqrt(x);
  }

  private static Object sqrt(Complex z) {
    if (z.isExact()) {
      Object exact = exactSqrt(z);
      if (exact != null) {
        return exact;
      }
    }
    double m = Math.hypot(z.re(), z.im());
    double re = Math.sqrt((m + z.re()) / 2);
    double im = Math.sqrt((m - z.re()) / 2);
    return Complex.of(re, z.im() < 0 ? -im : im);
  }

  /** The root as exact parts, if the magnitude and both parts are squares; else null. */
  private static @Nullable Object exactSqrt(Complex z) {
    Object norm =
        Numbers.add(Numbers.multiply(z.real, z.real), Numbers.multiply(z.imaginary, z.imaginary));
    Object m = sqrt(norm);
    if (m instanceof Double) {
      return null;
    }
    Object re = sqrt(Numbers.divide(Numbers.add(m, z.real), 2L));
    Object im = sqrt(Numbers.divide(Numbers.subtract(m, z.real), 2L));
    if (re instanceof Double || im instanceof Double) {
      return null;
    }
    return Complex.of(re, Numbers.isNegative(z.imaginary) ? Numbers.negate(im) : im);
  }

  public static Object expt(Object base, Object exponent) {
    Numbers.checkNumber("expt", base);
    Numbers.checkNumber("expt", exponent);
    if (Integers.isExactInteger(exponent)) {
      return integerPower(base, exponent);
    }
    if (base instanceof Double x && exponent instanceof Double y && isRealPower(x, y)) {
      return Math.pow(x, y);
    }
    if (Numbers.isReal(base) && Numbers.isReal(exponent)) {
      double x = Numbers.toDouble(base);
      double y = Numbers.toDouble(exponent);
      if (isRealPower(x, y)) {
        return base instanceof Long zero && zero == 0 && y > 0 ? (Object) 0L : Math.pow(x, y);
      }
    }
    return complexPower(base, exponent);
  }

  private static boolean isRealPower(double x, double y) {
    return x >= 0 || Double.isNaN(x) || Numbers.isIntegral(y) || Double.isInfinite(y);
  }

  private static Object complexPower(Object base, Object exponent) {
    if (Numbers.isZero(base)) {
      if (Numbers.isPositive(Complex.real(exponent))) {
        return Numbers.isExact(base) ? (Object) 0L : (Object) 0.0;
      }
      throw Raise.restriction("expt", "undefined for a base of zero", base, exponent);
    }
    return exp(Numbers.multiply(exponent, log(base)));
  }

  private static Object integerPower(Object base, Object exponent) {
    if (base instanceof Double x) {
      return exponent instanceof Long n && n == 0
          ? (Object) 1L
          : Math.pow(x, Numbers.toDouble(exponent));
    }
    if (Integers.signum(exponent) < 0) {
      if (base instanceof Long zero && zero == 0) {
        throw Raise.restriction("expt", "division by zero", base, exponent);
      }
      return Numbers.divide(1L, integerPower(base, Integers.negate(exponent)));
    }
    if (base instanceof Long small && small >= -1 && small <= 1) {
      return small < 0 && !Integers.isOdd(exponent) ? (Object) 1L : unitPower(small, exponent);
    }
    if (!(exponent instanceof Long n) || tooBig(base, n)) {
      throw Raise.restriction("expt", "the result is too big", base, exponent);
    }
    return switch (base) {
      case Ratio r -> n == 0 ? (Object) 1L : r.power(n.intValue());
      case Complex z -> repeatedSquares(z, n);
      default -> Integers.normal(Integers.big(base).pow(n.intValue()));
    };
  }

  private static Object unitPower(long base, Object exponent) {
    return Integers.signum(exponent) == 0 ? (Object) 1L : (Object) base;
  }

  private static boolean tooBig(Object base, long exponent) {
    if (base instanceof Complex z && !z.isExact()) {
      return false;
    }
    long bits =
        base instanceof Complex
            ? 64
            : Math.max(Ratio.numerator(base).bitLength(), Ratio.denominator(base).bitLength());
    return exponent > MOST_BITS / Math.max(1, bits);
  }

  private static Object repeatedSquares(Object base, long exponent) {
    Object result = 1L;
    Object square = base;
    for (long n = exponent; n > 0; n >>= 1) {
      if ((n & 1) != 0) {
        result = Numbers.multiply(result, square);
      }
      square = n > 1 ? Numbers.multiply(square, square) : square;
    }
    return result;
  }

  public static Object exp(Object a) {
    if (a instanceof Long x && x == 0) {
      return 1L;
    }
    if (a instanceof Complex z) {
      return Complex.polar(Math.exp(z.re()), z.im());
    }
    Numbers.checkNumber("exp", a);
    return Math.exp(Numbers.toDouble(a));
  }

  public static Object log(Object a) {
    if (a instanceof Long x && x <= 1 && x >= 0) {
      if (x == 0) {
        throw Raise.assertion("log", "undefined for exact zero", a);
      }
      return 0L;
    }
    if (a instanceof Complex z) {
      return Complex.of(Math.log(Math.hypot(z.re(), z.im())), Math.atan2(z.im(), z.re()));
    }
    Numbers.checkNumber("log", a);
    if (a instanceof Double x) {
      return x < 0 || x.equals(-0.0) ? Complex.of(Math.log(-x), Math.PI) : (Object) Math.log(x);
    }
    return Numbers.signum("log", a) < 0
        ? Complex.of(exactLog(Numbers.negate(a)), Math.PI)
        : (Object) exactLog(a);
  }

  public static Object log(Object a, Object base) {
    return Numbers.divide(log(a), log(base));
  }

  /** Of a positive exact number that may be beyond the flonums. */
  private static double exactLog(Object a) {
    return log(Ratio.numerator(a)) - log(Ratio.denominator(a));
  }

  private static double log(BigInteger n) {
    int excess = n.bitLength() - 1000;
    return excess <= 0
        ? Math.log(n.doubleValue())
        : Math.log(n.shiftRight(excess).doubleValue()) + excess * Math.log(2);
  }
}
