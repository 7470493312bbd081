// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.number;

import java.math.BigInteger;

/** Exact numbers to the nearest flonum, ties to even, subnormal results included. */
final class Rounding {

  private static final int PRECISION = 53;

  private Rounding() {}

  static double quotient(BigInteger dividend, BigInteger divisor) {
    BigInteger n = dividend.abs();
    BigInteger d = divisor.abs();
    if (n.signum() == 0) {
      return 0.0;
    }
    // More bits than a flonum has, then one bit that says whether anything is left over.
    int shift = PRECISION + 12 - (n.bitLength() - d.bitLength());
    BigInteger[] parts =
        shift > 0
            ? n.shiftLeft(shift).divideAndRemainder(d)
            : n.divideAndRemainder(d.shiftLeft(-shift));
    BigInteger q = parts[1].signum() == 0 ? parts[0] : parts[0].setBit(0);
    double magnitude = scaled(q, -shift);
    return dividend.signum() * divisor.signum() < 0 ? -magnitude : magnitude;
  }

  /** {@code magnitude * 2^exponent}, for a positive magnitude. */
  static double scaled(BigInteger magnitude, int exponent) {
    int length = magnitude.bitLength();
    int top = length - 1 + exponent;
    int precision = Math.min(PRECISION, PRECISION + top - Double.MIN_EXPONENT);
    if (precision < 0) {
      return 0.0;
    }
    int drop = length - precision;
    if (drop <= 0) {
      return Math.scalb((double) magnitude.longValue(), exponent);
    }
    BigInteger kept = magnitude.shiftRight(drop);
    boolean half = magnitude.testBit(drop - 1);
    boolean more = magnitude.getLowestSetBit() < drop - 1;
    if (half && (more || kept.testBit(0))) {
      kept = kept.add(BigInteger.ONE);
    }
    return Math.scalb((double) kept.longValue(), drop + exponent);
  }

  /** The exact value of a finite flonum. */
  static Object exact(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 0x1p62) {
      return (long) value;
    }
    int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - (PRECISION - 1);
    BigInteger mantissa = BigInteger.valueOf((long) Math.scalb(value, -exponent));
    return exponent >= 0
        ? Integers.normal(mantissa.shiftLeft(exponent))
        : Ratio.of(mantissa, BigInteger.ONE.shiftLeft(-exponent));
  }
}
