// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.number.NumberPrinter;
import org.lokoscope.runtime.number.Numbers;

/** The directives for real numbers: fixed ({@code ~f}), exponential, general and money. */
final class FlonumFormat {

  private FlonumFormat() {}

  /**
   * @param p the parameters, null where none was given
   */
  static String format(
      char letter, @Nullable Integer[] p, boolean plus, boolean colon, Object number) {
    double value = Numbers.toDouble(number);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return pad(NumberPrinter.toString(value), p[0], " ");
    }
    BigDecimal exact = new BigDecimal(Double.toString(Math.abs(value)));
    boolean negative = value < 0 || 1 / value < 0;
    String sign = negative ? "-" : plus ? "+" : "";
    return switch (letter) {
      case 'f', 'i' -> fixed(exact, sign, p);
      case 'e' -> exponential(exact, sign, p);
      case 'g' -> general(exact, sign, p);
      default -> money(exact, sign, colon, p);
    };
  }

  private static String pad(String text, @Nullable Integer width, String pad) {
    return width == null || text.length() >= width
        ? text
        : pad.repeat(width - text.length()) + text;
  }

  private static String padding(@Nullable Integer[] p, int at) {
    return p[at] == null ? " " : Character.toString(p[at]);
  }

  /** What a number that is too wide is replaced by. */
  private static String overflow(int c, int width) {
    return Character.toString(c).repeat(Math.max(0, width));
  }

  /** {@code ~width,digits,scale,overflowchar,padchar F}. */
  private static String fixed(BigDecimal value, String sign, @Nullable Integer[] p) {
    BigDecimal scaled = p[2] == null ? value : value.scaleByPowerOfTen(p[2]);
    String text = digits(scaled, p[1]);
    if (p[0] != null && p[1] == null) {
      text = narrowed(scaled, text, p[0] - sign.length());
    }
    if (p[0] != null && text.startsWith("0.") && text.length() + sign.length() > p[0]) {
      text = text.substring(1);
    }
    if (p[0] != null && p[3] != null && sign.length() + text.length() > p[0]) {
      return overflow(p[3], p[0]);
    }
    return pad(sign + text, p[0], padding(p, 4));
  }

  /** With that many digits after the point, or as many as there are, at least one. */
  private static String digits(BigDecimal value, @Nullable Integer count) {
    if (count != null) {
      String text = value.setScale(count, RoundingMode.HALF_UP).toPlainString();
      return count == 0 ? text + "." : text;
    }
    String text = value.stripTrailingZeros().toPlainString();
    return text.contains(".") ? text : text + ".0";
  }

  /** Rounds what does not fit, as far as digits after the point go. */
  private static String narrowed(BigDecimal value, String text, int room) {
    int point = text.indexOf('.');
    int count = Math.max(0, room - point - 1);
    return text.length() <= room || text.length() - point - 1 <= count
        ? text
        : digits(value, count);
  }

  /** {@code ~width,digits,exponentdigits,scale,overflowchar,padchar,exponentchar E}. */
  private static String exponential(BigDecimal value, String sign, @Nullable Integer[] p) {
    int scale = p[3] == null ? 1 : p[3];
    int exponent = value.signum() == 0 ? 0 : value.precision() - value.scale() - scale;
    BigDecimal mantissa = value.scaleByPowerOfTen(-exponent);
    Integer count = p[1];
    if (count != null && value.signum() != 0) {
      BigDecimal rounded = mantissa.setScale(count, RoundingMode.HALF_UP);
      if (rounded.compareTo(BigDecimal.TEN.pow(Math.max(scale, 0))) >= 0) {
        exponent++;
        mantissa = value.scaleByPowerOfTen(-exponent);
      }
    }
    String power = Integer.toString(Math.abs(exponent));
    String padded = pad(power, p[2], "0");
    String mark = p[6] == null ? "E" : Character.toString(p[6]);
    String text = sign + digits(mantissa, count) + mark + (exponent < 0 ? "-" : "+") + padded;
    if (p[0] != null && p[4] != null && text.length() > p[0]) {
      return overflow(p[4], p[0]);
    }
    return pad(text, p[0], padding(p, 5));
  }

  /** Fixed where that has room for all digits, else exponential. */
  private static String general(BigDecimal value, String sign, @Nullable Integer[] p) {
    int exponent = value.signum() == 0 ? 0 : value.precision() - value.scale();
    int needed = Math.max(value.stripTrailingZeros().precision(), Math.min(exponent, 7));
    int digits = p[1] == null ? needed : p[1];
    if (exponent < 0 || exponent > digits) {
      return exponential(value, sign, p);
    }
    int room = p[2] == null ? 4 : p[2] + 2;
    Integer width = p[0] == null ? null : Integer.valueOf(p[0] - room);
    @Nullable Integer[] q = {width, digits - exponent, null, p[4], p[5]};
    return fixed(value, sign, q) + " ".repeat(room);
  }

  /** {@code ~digits,least,width,padchar $}: two digits after the point; sign first with a colon. */
  private static String money(BigDecimal value, String sign, boolean colon, @Nullable Integer[] p) {
    String text = digits(value, p[0] == null ? 2 : p[0]);
    int least = p[1] == null ? 1 : p[1];
    int whole = text.indexOf('.');
    String padded = "0".repeat(Math.max(0, least - whole)) + text;
    return colon && p[2] != null
        ? sign + pad(padded, p[2] - sign.length(), padding(p, 3))
        : pad(sign + padded, p[2], padding(p, 3));
  }
}
