// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.number;

import java.math.BigInteger;

/** Writes numbers so that reading gives the same number back, flonums with the fewest digits. */
public final class NumberPrinter {

  private NumberPrinter() {}

  public static String toString(Object number) {
    return toString(number, 10);
  }

  public static String toString(Object number, int radix) {
    return switch (number) {
      case Long x -> Long.toString(x, radix);
      case BigInteger x -> x.toString(radix);
      case Ratio x -> x.numerator.toString(radix) + "/" + x.denominator.toString(radix);
      case Double x -> flonum(x, radix);
      case Complex z -> complex(z, radix);
      default -> throw new IllegalArgumentException("not a number: " + number);
    };
  }

  private static String complex(Complex z, int radix) {
    String real = z.real instanceof Long zero && zero == 0 ? "" : toString(z.real, radix);
    String imaginary = toString(z.imaginary, radix);
    char first = imaginary.charAt(0);
    String sign = first == '-' || first == '+' ? "" : "+";
    if (z.imaginary instanceof Long one && Math.abs(one) == 1) {
      imaginary = one < 0 ? "-" : "";
    }
    return real + sign + imaginary + "i";
  }

  private static String flonum(double x, int radix) {
    if (Double.isNaN(x)) {
      return "+nan.0";
    }
    if (Double.isInfinite(x)) {
      return x > 0 ? "+inf.0" : "-inf.0";
    }
    String sign = Double.doubleToRawLongBits(x) < 0 ? "-" : "";
    double magnitude = Math.abs(x);
    if (magnitude == 0) {
      return sign + "0.0";
    }
    return sign + (radix == 10 ? decimal(magnitude) : ShortestDigits.print(magnitude, radix));
  }

  /** From Java's notation, whose digits are the shortest unless one would do, to Scheme's. */
  private static String decimal(double magnitude) {
    String java = Double.toString(magnitude);
    int e = java.indexOf('E');
    if (e < 0) {
      return java;
    }
    int exponent = Integer.parseInt(java.substring(e + 1));
    String fraction = java.substring(2, e);
    String digits = java.charAt(0) + (fraction.equals("0") ? "" : fraction);
    return layOut(
        digits.length() == 2 ? shorter(digits, exponent, magnitude) : digits, exponent + 1);
  }

  /** Java writes two digits where one is enough but less close, as in 4.9e-324. */
  private static String shorter(String digits, int exponent, double magnitude) {
    int rounded = digits.charAt(0) - '0' + (digits.charAt(1) >= '5' ? 1 : 0);
    String one = Integer.toString(rounded);
    return rounded < 10 && Double.parseDouble(one + "e" + exponent) == magnitude ? one : digits;
  }

  /**
   * @param digits the first one is not 0
   * @param point how many digits stand before the point
   */
  static String layOut(String digits, int point) {
    int n = digits.length();
    if (0 < point && point <= 21) {
      return n <= point
          ? digits + "0".repeat(point - n) + ".0"
          : digits.substring(0, point) + "." + digits.substring(point);
    }
    if (-6 < point && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    String mantissa = n == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return mantissa + "e" + (point - 1);
  }
}
