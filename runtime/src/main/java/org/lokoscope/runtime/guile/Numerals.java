// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.math.BigInteger;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.number.Integers;

/** Integers in English words and as Roman numerals. */
final class Numerals {

  private static final String[] CARDINAL = {
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen"
  };
  private static final String[] ORDINAL = {
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth"
  };
  private static final String[] TENS = {
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
  };
  private static final String[] THOUSANDS = {
    "", " thousand", " million", " billion", " trillion", " quadrillion", " quintillion"
  };
  private static final int[] ROMAN_VALUES = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
  private static final String[] ROMAN = {
    "M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"
  };
  private static final String[] OLD_ROMAN = {
    "M", "DCCCC", "D", "CCCC", "C", "LXXXX", "L", "XXXX", "X", "VIIII", "V", "IIII", "I"
  };

  /** What the words reach to: below a thousand quintillions. */
  private static final BigInteger LIMIT = BigInteger.TEN.pow(21);

  private Numerals() {}

  static String english(BigInteger number, boolean ordinal) {
    if (number.abs().compareTo(LIMIT) >= 0) {
      throw Raise.error("format", "too large for words", Integers.normal(number));
    }
    String words = cardinal(number.abs());
    String text = number.signum() < 0 ? "minus " + words : words;
    return ordinal ? ordinal(text) : text;
  }

  private static String cardinal(BigInteger number) {
    if (number.signum() == 0) {
      return CARDINAL[0];
    }
    BigInteger thousand = BigInteger.valueOf(1000);
    String text = "";
    BigInteger rest = number;
    for (int group = 0; rest.signum() > 0; group++) {
      int part = rest.mod(thousand).intValue();
      rest = rest.divide(thousand);
      if (part > 0) {
        String separator = text.isEmpty() ? "" : ", ";
        text = belowThousand(part) + THOUSANDS[group] + separator + text;
      }
    }
    return text;
  }

  private static String belowThousand(int number) {
    String text = number >= 100 ? CARDINAL[number / 100] + " hundred" : "";
    int rest = number % 100;
    if (rest == 0) {
      return text;
    }
    String below =
        rest < 20
            ? CARDINAL[rest]
            : TENS[rest / 10] + (rest % 10 == 0 ? "" : "-" + CARDINAL[rest % 10]);
    return text.isEmpty() ? below : text + " " + below;
  }

  /** Changes the last word. */
  private static String ordinal(String cardinal) {
    int cut = Math.max(cardinal.lastIndexOf(' '), cardinal.lastIndexOf('-')) + 1;
    String last = cardinal.substring(cut);
    for (int i = 0; i < CARDINAL.length; i++) {
      if (last.equals(CARDINAL[i])) {
        return cardinal.substring(0, cut) + ORDINAL[i];
      }
    }
    return last.endsWith("y")
        ? cardinal.substring(0, cardinal.length() - 1) + "ieth"
        : cardinal + "th";
  }

  static String roman(BigInteger number, boolean old) {
    if (number.signum() <= 0 || number.bitLength() > 16) {
      throw Raise.error("format", "no Roman numeral", Integers.normal(number));
    }
    StringBuilder text = new StringBuilder();
    int rest = number.intValue();
    for (int i = 0; i < ROMAN_VALUES.length; i++) {
      while (rest >= ROMAN_VALUES[i]) {
        text.append(old ? OLD_ROMAN[i] : ROMAN[i]);
        rest -= ROMAN_VALUES[i];
      }
    }
    return text.toString();
  }
}
