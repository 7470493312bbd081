// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.number;

import java.util.function.DoubleUnaryOperator;
import org.lokoscope.runtime.condition.Raise;

/** Trigonometric functions of real and complex numbers. */
public final class Trigonometry {

  private static final Object I = Complex.of(0L, 1L);
  private static final Object MINUS_I = Complex.of(0L, -1L);

  private Trigonometry() {}

  public static Object sin(Object a) {
    if (a instanceof Complex z) {
      return Complex.of(Math.sin(z.re()) * Math.cosh(z.im()), Math.cos(z.re()) * Math.sinh(z.im()));
    }
    return real("sin", a, 0, 0, Math::sin);
  }

  public static Object cos(Object a) {
    if (a instanceof Complex z) {
      return Complex.of(
          Math.cos(z.re()) * Math.cosh(z.im()), -Math.sin(z.re()) * Math.sinh(z.im()));
    }
    return real("cos", a, 0, 1, Math::cos);
  }

  public static Object tan(Object a) {
    return a instanceof Complex ? Numbers.divide(sin(a), cos(a)) : real("tan", a, 0, 0, Math::tan);
  }

  /** {@code -i log(iz + sqrt(1 - z^2))} outside [-1, 1]. */
  public static Object asin(Object a) {
    if (!isBeyondOne("asin", a)) {
      return real("asin", a, 0, 0, Math::asin);
    }
    Object root = Powers.sqrt(Numbers.subtract(1L, Numbers.multiply(a, a)));
    return Numbers.multiply(MINUS_I, Powers.log(Numbers.add(Numbers.multiply(I, a), root)));
  }

  /** {@code pi/2 - asin z} outside [-1, 1]. */
  public static Object acos(Object a) {
    if (!isBeyondOne("acos", a)) {
      return real("acos", a, 1, 0, Math::acos);
    }
    return Numbers.subtract(Math.PI / 2, asin(a));
  }

  /** {@code (log(1 + iz) - log(1 - iz)) / 2i} of a complex number. */
  public static Object atan(Object a) {
    if (!(a instanceof Complex)) {
      return real("atan", a, 0, 0, Math::atan);
    }
    Object iz = Numbers.multiply(I, a);
    Object up = Numbers.add(1L, iz);
    Object down = Numbers.subtract(1L, iz);
    if (Numbers.isZero(up) || Numbers.isZero(down)) {
      throw Raise.assertion("atan", "undefined for this number", a);
    }
    return Numbers.divide(Numbers.subtract(Powers.log(up), Powers.log(down)), Complex.of(0L, 2L));
  }

  public static Object atan(Object y, Object x) {
    Numbers.checkReal("atan", y);
    Numbers.checkReal("atan", x);
    if (y instanceof Long zero && zero == 0 && Numbers.isExact(x)) {
      if (Numbers.isZero(x)) {
        throw Raise.assertion("atan", "undefined for two exact zeros", y, x);
      }
      return Numbers.isPositive(x) ? (Object) 0L : (Object) Math.PI;
    }
    return Math.atan2(Numbers.toDouble(y), Numbers.toDouble(x));
  }

  private static boolean isBeyondOne(String who, Object a) {
    Numbers.checkNumber(who, a);
    return a instanceof Complex || Math.abs(Numbers.toDouble(a)) > 1;
  }

  /** The exact argument at which the result is exact is given with that result. */
  private static Object real(
      String who, Object a, long argument, long result, DoubleUnaryOperator function) {
    if (a instanceof Long x && x == argument) {
      return result;
    }
    Numbers.checkNumber(who, a);
    return function.applyAsDouble(Numbers.toDouble(a));
  }

  public static Object magnitude(Object a) {
    if (!(a instanceof Complex z)) {
      Numbers.checkNumber("magnitude", a);
      return Reals.abs(a);
    }
    if (z.isExact()) {
      return Powers.sqrt(
          Numbers.add(
              Numbers.multiply(z.real, z.real), Numbers.multiply(z.imaginary, z.imaginary)));
    }
    return Math.hypot(z.re(), z.im());
  }

  public static Object angle(Object a) {
    if (a instanceof Complex z) {
      return Math.atan2(z.im(), z.re());
    }
    Numbers.checkNumber("angle", a);
    if (a instanceof Double x) {
      return Math.atan2(0.0, x);
    }
    return Numbers.isNegative(a) ? (Object) Math.PI : (Object) 0L;
  }

  public static Object realPart(Object a) {
    Numbers.checkNumber("real-part", a);
    return Complex.real(a);
  }

  public static Object imagPart(Object a) {
    Numbers.checkNumber("imag-part", a);
    return Complex.imaginary(a);
  }
}
