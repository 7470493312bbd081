// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.number;

/**
 * Writes flonums as Guile does: {@code 1.0e21}, {@code 1.0e-4}, {@code 12345670.0}. Their digits
 * are the shortest, as everywhere here; only the layout differs.
 */
public final class GuileFlonums {

  /** The last exponents that are written as zeros, before and behind the point. */
  private static final int LEAST = -3;

  private static final int MOST = 6;

  /** So many zeros may stand between the last digit and the point, however large the number. */
  private static final int ZEROS = 3;

  private GuileFlonums() {}

  /** Any number, in a radix. */
  public static String toString(Object number, int radix) {
    return switch (number) {
      case Double x -> flonum(x, radix);
      case Complex z when z.real instanceof Double && z.imaginary instanceof Double -> {
        String imaginary = toString(z.imaginary, radix);
        char first = imaginary.charAt(0);
        String sign = first == '-' || first == '+' ? "" : "+";
        yield toString(z.real, radix) + sign + imaginary + "i";
      }
      default -> NumberPrinter.toString(number, radix);
    };
  }

  private static String flonum(double x, int radix) {
    String text = NumberPrinter.toString(x, radix);
    if (Double.isNaN(x) || Double.isInfinite(x) || x == 0) {
      return text;
    }
    String sign = text.startsWith("-") ? "-" : "";
    String rest = text.substring(sign.length());
    int e = radix == 10 ? rest.indexOf('e') : -1;
    String mantissa = e < 0 ? rest : rest.substring(0, e);
    int point = mantissa.indexOf('.') < 0 ? mantissa.length() : mantissa.indexOf('.');
    String all = mantissa.replace(".", "");
    String digits = all.replaceFirst("^0+", "");
    int exponent =
        point - 1 - (all.length() - digits.length()) + (e < 0 ? 0 : parse(rest.substring(e + 1)));
    return sign + layOut(digits.replaceFirst("0+$", ""), exponent, radix);
  }

  private static int parse(String exponent) {
    return Integer.parseInt(exponent);
  }

  /**
   * @param digits neither the first one nor the last one is 0
   * @param exponent of the first digit
   */
  private static String layOut(String digits, int exponent, int radix) {
    int n = digits.length();
    int zeros = exponent + 1 - n;
    if (exponent < LEAST || exponent > MOST && zeros > ZEROS) {
      String fraction = n == 1 ? "0" : digits.substring(1);
      return digits.charAt(0) + "." + fraction + "e" + Integer.toString(exponent, radix);
    }
    if (exponent < 0) {
      return "0." + "0".repeat(-exponent - 1) + digits;
    }
    return zeros >= 0
        ? digits + "0".repeat(zeros) + ".0"
        : digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
  }
}
