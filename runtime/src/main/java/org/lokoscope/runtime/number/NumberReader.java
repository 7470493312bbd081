// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.number;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the written forms of numbers: prefixes, integers, ratios, decimals with exponents and
 * mantissa widths, infinities, NaN, rectangular and polar complex numbers. One instance reads one
 * text.
 */
public final class NumberReader {

  private enum Exactness {
    EXACT,
    INEXACT,
    AS_WRITTEN
  }

  /** Exact decimals with a larger exponent are refused: they would eat the heap. */
  private static final int LARGEST_EXACT_EXPONENT = 100_000;

  private final String text;
  private int radix;
  private int at;
  private Exactness exactness = Exactness.AS_WRITTEN;

  private NumberReader(String text, int radix) {
    this.text = text;
    this.radix = radix;
  }

  /**
   * @param radix what holds where the text has no prefix of its own
   * @return null if the text is not a number
   */
  public static @Nullable Object parse(String text, int radix) {
    return text.isEmpty() ? null : new NumberReader(text, radix).number();
  }

  private @Nullable Object number() {
    return prefixes() && at < text.length() ? complex() : null;
  }

  /** At most one of each kind, in either order. */
  private boolean prefixes() {
    boolean seenRadix = false;
    while (peek() == '#') {
      if (at + 1 >= text.length()) {
        return false;
      }
      int found = radixOf(text.charAt(at + 1));
      if (found > 0) {
        if (seenRadix) {
          return false;
        }
        seenRadix = true;
        radix = found;
      } else if (!exactnessPrefix(text.charAt(at + 1))) {
        return false;
      }
      at += 2;
    }
    return true;
  }

  private static int radixOf(char letter) {
    return switch (letter) {
      case 'b', 'B' -> 2;
      case 'o', 'O' -> 8;
      case 'd', 'D' -> 10;
      case 'x', 'X' -> 16;
      default -> -1;
    };
  }

  private boolean exactnessPrefix(char letter) {
    if (exactness != Exactness.AS_WRITTEN) {
      return false;
    }
    switch (letter) {
      case 'e', 'E' -> exactness = Exactness.EXACT;
      case 'i', 'I' -> exactness = Exactness.INEXACT;
      default -> {
        return false;
      }
    }
    return true;
  }

  private @Nullable Object complex() {
    boolean signed = isSign(peek());
    if (signed && isUnit()) {
      return Complex.of(0L, unit());
    }
    Object first = real();
    if (first == null || atEnd()) {
      return first;
    }
    if (signed && isFinalI()) {
      return Complex.of(0L, first);
    }
    if (peek() == '@') {
      at++;
      Object angle = real();
      return angle == null || !atEnd() ? null : polar(first, angle);
    }
    if (!isSign(peek())) {
      return null;
    }
    if (isUnit()) {
      return Complex.of(first, unit());
    }
    Object second = real();
    return second != null && isFinalI() ? Complex.of(first, second) : null;
  }

  private Object polar(Object magnitude, Object angle) {
    Object number = Complex.polar(magnitude, angle);
    return exactness == Exactness.EXACT ? Numbers.exact(number) : number;
  }

  private boolean endsInI() {
    return Character.toLowerCase(text.charAt(text.length() - 1)) == 'i';
  }

  /** A sign and an i, and nothing after. */
  private boolean isUnit() {
    return at + 2 == text.length() && endsInI();
  }

  private Object unit() {
    long one = text.charAt(at) == '-' ? -1 : 1;
    at += 2;
    return exactness == Exactness.INEXACT ? (Object) (double) one : (Object) one;
  }

  private boolean isFinalI() {
    return at + 1 == text.length() && endsInI();
  }

  private @Nullable Object real() {
    boolean negative = peek() == '-';
    if (isSign(peek())) {
      at++;
      Object special = special(negative);
      if (special != null) {
        return special;
      }
    }
    return unsigned(negative);
  }

  private @Nullable Object special(boolean negative) {
    if (exactness == Exactness.EXACT) {
      return null;
    }
    if (text.regionMatches(true, at, "inf.0", 0, 5)) {
      at += 5;
      return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (text.regionMatches(true, at, "nan.0", 0, 5)) {
      at += 5;
      return Double.NaN;
    }
    return null;
  }

  private @Nullable Object unsigned(boolean negative) {
    int from = at;
    skipDigits();
    int to = at;
    int next = peek();
    if (radix == 10 && (next == '.' || next == '|' || (to > from && isExponent(next)))) {
      return decimal(from, negative);
    }
    if (to == from) {
      return null;
    }
    if (next != '/' && to - from <= 18 && radix <= 10) {
      long small = Long.parseLong(text, from, to, radix);
      return exactOrNot(negative ? -small : small, negative);
    }
    BigInteger value = new BigInteger(text.substring(from, to), radix);
    value = negative ? value.negate() : value;
    if (next != '/') {
      return exactOrNot(Integers.normal(value), negative);
    }
    return ratio(value, negative);
  }

  private @Nullable Object ratio(BigInteger numerator, boolean negative) {
    int from = ++at;
    skipDigits();
    if (at == from) {
      return null;
    }
    BigInteger denominator = new BigInteger(text.substring(from, at), radix);
    return denominator.signum() == 0
        ? null
        : exactOrNot(Ratio.of(numerator, denominator), negative);
  }

  private Object exactOrNot(Object exact, boolean negative) {
    if (exactness != Exactness.INEXACT) {
      return exact;
    }
    double value = Numbers.toDouble(exact);
    return value == 0 && negative ? -0.0 : value;
  }

  /** From the first digit or the point; the mantissa width after a bar is read and ignored. */
  private @Nullable Object decimal(int from, boolean negative) {
    at = from;
    skipDigits();
    int digits = at - from;
    if (peek() == '.') {
      int point = ++at;
      skipDigits();
      digits += at - point;
    }
    if (digits == 0) {
      return null;
    }
    int mantissaEnd = at;
    String exponent = exponent();
    if (exponent == null || !skipWidth()) {
      return null;
    }
    String mantissa = text.substring(from, mantissaEnd);
    if (exactness == Exactness.EXACT) {
      return exactDecimal(mantissa, exponent, negative);
    }
    double value = Double.parseDouble(mantissa + "e" + exponent);
    return negative ? -value : value;
  }

  /** The digits of the exponent, "0" if there is none, null if it is malformed. */
  private @Nullable String exponent() {
    if (!isExponent(peek())) {
      return "0";
    }
    int from = ++at;
    if (isSign(peek())) {
      at++;
    }
    int digits = at;
    skipDigits();
    return at == digits ? null : text.substring(from, at);
  }

  private boolean skipWidth() {
    if (peek() != '|') {
      return true;
    }
    int from = ++at;
    skipDigits();
    return at > from;
  }

  private static @Nullable Object exactDecimal(String mantissa, String exponent, boolean negative) {
    if (exponent.length() > 8) {
      return null;
    }
    int point = mantissa.indexOf('.');
    int fraction = point < 0 ? 0 : mantissa.length() - point - 1;
    int scale = Integer.parseInt(exponent) - fraction;
    if (Math.abs(scale) > LARGEST_EXACT_EXPONENT) {
      return null;
    }
    BigInteger value = new BigInteger(mantissa.replace(".", ""));
    value = negative ? value.negate() : value;
    BigInteger power = BigInteger.TEN.pow(Math.abs(scale));
    return scale >= 0 ? Integers.normal(value.multiply(power)) : Ratio.of(value, power);
  }

  private void skipDigits() {
    while (at < text.length()
        && text.charAt(at) < 128
        && Character.digit(text.charAt(at), radix) >= 0) {
      at++;
    }
  }

  private int peek() {
    return at < text.length() ? text.charAt(at) : -1;
  }

  private boolean atEnd() {
    return at == text.length();
  }

  private static boolean isSign(int c) {
    return c == '+' || c == '-';
  }

  private static boolean isExponent(int c) {
    return switch (c) {
      case 'e', 'E', 's', 'S', 'f', 'F', 'd', 'D', 'l', 'L' -> true;
      default -> false;
    };
  }
}
