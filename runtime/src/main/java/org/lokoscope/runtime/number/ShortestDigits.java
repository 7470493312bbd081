// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.number;

import java.math.BigInteger;

/**
 * The shortest digits of a flonum in any radix, by the free-format algorithm of Steele and White:
 * digits are made until what is left is smaller than half the gap to the neighbouring flonum.
 * Written with a point and without an exponent, because letters are digits in some radices.
 */
final class ShortestDigits {

  private ShortestDigits() {}

  static String print(double value, int radix) {
    BigInteger base = BigInteger.valueOf(radix);
    Object exact = Rounding.exact(value);
    Object gap = Rounding.exact(Math.ulp(value));
    BigInteger integer = floor(exact);
    StringBuilder out = new StringBuilder(integer.toString(radix)).append('.');
    Object rest = Numbers.subtract(exact, Integers.normal(integer));
    Object half = Numbers.divide(gap, 2L);
    boolean more = true;
    while (more) {
      Object scaled = Numbers.multiply(rest, Integers.normal(base));
      half = Numbers.multiply(half, Integers.normal(base));
      BigInteger digit = floor(scaled);
      rest = Numbers.subtract(scaled, Integers.normal(digit));
      boolean low = Numbers.less(rest, half);
      boolean high = Numbers.greater(rest, Numbers.subtract(1L, half));
      if (high && (!low || Numbers.greater(Numbers.multiply(rest, 2L), 1L))) {
        digit = digit.add(BigInteger.ONE);
      }
      more = !low && !high;
      if (digit.equals(base)) {
        return carry(out, radix);
      }
      out.append(Character.forDigit(digit.intValue(), radix));
    }
    return out.toString();
  }

  /** One more in the last place written, where the next digit would have been the radix itself. */
  private static String carry(StringBuilder out, int radix) {
    String digits = out.toString().replace(".", "");
    int fraction = out.length() - 1 - out.indexOf(".");
    String next = new BigInteger(digits, radix).add(BigInteger.ONE).toString(radix);
    int point = next.length() - fraction;
    String tail = next.substring(point);
    return next.substring(0, point) + "." + (tail.isEmpty() ? "0" : tail);
  }

  private static BigInteger floor(Object exact) {
    return Integers.big(Reals.floor("number->string", exact));
  }
}
