// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.number;

/** A number that is not real: rectangular, both parts real, the imaginary part no exact zero. */
public final class Complex extends Number {

  private static final long serialVersionUID = 1L;

  public final transient Object real;
  public final transient Object imaginary;

  private Complex(Object real, Object imaginary) {
    this.real = real;
    this.imaginary = imaginary;
  }

  /** A real number if the imaginary part is an exact zero. */
  public static Object of(Object real, Object imaginary) {
    if (imaginary instanceof Long small && small == 0) {
      return real;
    }
    if (real instanceof Double ^ imaginary instanceof Double) {
      // A zero that is exact beside an inexact part stays: it tells +2.0i from 0.0+2.0i.
      Object r = isZero(real) ? real : Numbers.inexact(real);
      return new Complex(r, Numbers.inexact(imaginary));
    }
    return new Complex(real, imaginary);
  }

  public static Object polar(Object magnitude, Object angle) {
    if (isZero(angle)) {
      return magnitude;
    }
    double m = Numbers.toDouble(magnitude);
    double a = Numbers.toDouble(angle);
    return new Complex(m * Math.cos(a), m * Math.sin(a));
  }

  private static boolean isZero(Object number) {
    return number instanceof Long small && small == 0;
  }

  static Object real(Object number) {
    return number instanceof Complex complex ? complex.real : number;
  }

  static Object imaginary(Object number) {
    return number instanceof Complex complex ? complex.imaginary : (Object) 0L;
  }

  boolean isExact() {
    return !(real instanceof Double) && !(imaginary instanceof Double);
  }

  static Object add(Object a, Object b) {
    return of(Numbers.add(real(a), real(b)), Numbers.add(imaginary(a), imaginary(b)));
  }

  static Object subtract(Object a, Object b) {
    return of(Numbers.subtract(real(a), real(b)), Numbers.subtract(imaginary(a), imaginary(b)));
  }

  static Object multiply(Object a, Object b) {
    Object ar = real(a);
    Object ai = imaginary(a);
    Object br = real(b);
    Object bi = imaginary(b);
    return of(
        Numbers.subtract(Numbers.multiply(ar, br), Numbers.multiply(ai, bi)),
        Numbers.add(Numbers.multiply(ar, bi), Numbers.multiply(ai, br)));
  }

  static Object divide(Object a, Object b) {
    if (!(b instanceof Complex divisor)) {
      return of(Numbers.divide(real(a), b), Numbers.divide(imaginary(a), b));
    }
    Object br = divisor.real;
    Object bi = divisor.imaginary;
    Object norm = Numbers.add(Numbers.multiply(br, br), Numbers.multiply(bi, bi));
    Object product = multiply(a, of(br, Numbers.negate(bi)));
    return of(Numbers.divide(real(product), norm), Numbers.divide(imaginary(product), norm));
  }

  double re() {
    return Numbers.toDouble(real);
  }

  double im() {
    return Numbers.toDouble(imaginary);
  }

  @Override
  public double doubleValue() {
    return re();
  }

  @Override
  public float floatValue() {
    return (float) re();
  }

  @Override
  public long longValue() {
    return (long) re();
  }

  @Override
  public int intValue() {
    return (int) re();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Complex that
        && real.equals(that.real)
        && imaginary.equals(that.imaginary);
  }

  @Override
  public int hashCode() {
    return 31 * real.hashCode() + imaginary.hashCode();
  }
}
