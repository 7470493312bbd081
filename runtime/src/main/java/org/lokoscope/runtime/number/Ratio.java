// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.number;

import java.math.BigInteger;

/** An exact rational that is not an integer: in lowest terms, with a denominator above one. */
public final class Ratio extends Number {

  private static final long serialVersionUID = 1L;

  public final BigInteger numerator;
  public final BigInteger denominator;

  private Ratio(BigInteger numerator, BigInteger denominator) {
    this.numerator = numerator;
    this.denominator = denominator;
  }

  /** The exact quotient: a Ratio or an integer. The divisor must not be zero. */
  public static Object of(BigInteger dividend, BigInteger divisor) {
    BigInteger n = dividend;
    BigInteger d = divisor;
    if (d.signum() < 0) {
      n = n.negate();
      d = d.negate();
    }
    BigInteger common = n.gcd(d);
    if (!common.equals(BigInteger.ONE)) {
      n = n.divide(common);
      d = d.divide(common);
    }
    return d.equals(BigInteger.ONE) ? Integers.normal(n) : new Ratio(n, d);
  }

  static Object add(Object a, Object b) {
    BigInteger da = denominator(a);
    BigInteger db = denominator(b);
    return of(numerator(a).multiply(db).add(numerator(b).multiply(da)), da.multiply(db));
  }

  static Object subtract(Object a, Object b) {
    BigInteger da = denominator(a);
    BigInteger db = denominator(b);
    return of(numerator(a).multiply(db).subtract(numerator(b).multiply(da)), da.multiply(db));
  }

  static Object multiply(Object a, Object b) {
    return of(numerator(a).multiply(numerator(b)), denominator(a).multiply(denominator(b)));
  }

  /** In lowest terms as the ratio is. */
  Ratio power(int exponent) {
    return new Ratio(numerator.pow(exponent), denominator.pow(exponent));
  }

  static Object divide(Object a, Object b) {
    return of(numerator(a).multiply(denominator(b)), denominator(a).multiply(numerator(b)));
  }

  static int compare(Object a, Object b) {
    return numerator(a).multiply(denominator(b)).compareTo(numerator(b).multiply(denominator(a)));
  }

  /** Of any exact real. */
  static BigInteger numerator(Object exact) {
    return exact instanceof Ratio ratio ? ratio.numerator : Integers.big(exact);
  }

  /** Of any exact real. */
  static BigInteger denominator(Object exact) {
    return exact instanceof Ratio ratio ? ratio.denominator : BigInteger.ONE;
  }

  BigInteger floor() {
    BigInteger[] parts = numerator.divideAndRemainder(denominator);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  @Override
  public double doubleValue() {
    return Rounding.quotient(numerator, denominator);
  }

  @Override
  public float floatValue() {
    return (float) doubleValue();
  }

  @Override
  public long longValue() {
    return numerator.divide(denominator).longValue();
  }

  @Override
  public int intValue() {
    return (int) longValue();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ratio that
        && numerator.equals(that.numerator)
        && denominator.equals(that.denominator);
  }

  @Override
  public int hashCode() {
    return 31 * numerator.hashCode() + denominator.hashCode();
  }

  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
