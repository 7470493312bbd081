// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.text;

import java.util.Locale;

/**
 * Numbers for people, everywhere the same: as many digits as say something, narrow spaces between
 * thousands, and always the unit. Files for machines do without it.
 */
public final class Figures {

  /** Between thousands: narrow, and no place to break a line. */
  public static final char GAP = '\u202f';

  private static final String[] TIMES = {"ns", "µs", "ms", "s"};
  private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB"};
  private static final String[] SHORT = {"", "k", "M", "G", "T"};

  /** Up to here a number is short enough as it is. */
  private static final double FULL = 99_950;

  private static final double LONGEST_IN_SECONDS = 120e9;

  private Figures() {}

  /** A whole number, exactly: {@code 29 112}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', GAP);
  }

  /** A measured number as a person writes it: {@code 10}, {@code 6.5}, {@code 0.25}. */
  public static String number(double value) {
    double size = Math.abs(value);
    if (size >= 100) {
      return count(Math.round(value));
    }
    return plain(String.format(Locale.ROOT, size >= 0.95 ? "%.1f" : "%.2g", value));
  }

  /** The number and what it counts: {@code 1 word}, {@code 6.5 words}. */
  public static String of(double value, String noun) {
    String number = number(value);
    return number + " " + noun + (number.equals("1") ? "" : "s");
  }

  /** The same with its sign, for what changes: {@code +10 words}. */
  public static String change(double value, String noun) {
    return (value > 0 ? "+" : "") + of(value, noun);
  }

  /** {@code 61 %}, {@code 0.4 %}; what is little is never shown as nothing. */
  public static String percent(double part) {
    double percent = 100 * part;
    if (percent > 0 && percent < 0.05) {
      return "< 0.1 %";
    }
    return plain(String.format(Locale.ROOT, percent < 9.95 ? "%.1f" : "%.0f", percent)) + " %";
  }

  /** {@code 950 ns}, {@code 12.3 µs}, {@code 4.56 ms}, {@code 1.2 s}, {@code 2 min 3 s}. */
  public static String duration(double nanos) {
    if (Math.abs(nanos) >= LONGEST_IN_SECONDS) {
      long seconds = Math.round(nanos / 1e9);
      return count(seconds / 60) + " min " + Math.abs(seconds % 60) + " s";
    }
    return scaled(nanos, 1000, TIMES);
  }

  /**
   * A moment of a run, to the microsecond once the run is a millisecond old: {@code 1.234567 s}.
   */
  public static String instant(double nanos) {
    if (nanos == 0) {
      return "0 s";
    }
    if (Math.abs(nanos) < 1e6) {
      return String.format(Locale.ROOT, "%.3f µs", nanos / 1e3);
    }
    return Math.abs(nanos) < 1e9
        ? String.format(Locale.ROOT, "%.3f ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.6f s", nanos / 1e9);
  }

  /** As {@link #instant(double)}, in the unit that a later moment has, below which it stands. */
  public static String instant(double nanos, double latest) {
    if (latest < 1e6) {
      return String.format(Locale.ROOT, "%.3f µs", nanos / 1e3);
    }
    return latest < 1e9
        ? String.format(Locale.ROOT, "%.3f ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.6f s", nanos / 1e9);
  }

  /** {@code 72 B}, {@code 233 kB}, {@code 1.25 GB}; a kB has 1000 bytes. */
  public static String bytes(double bytes) {
    return scaled(bytes, 1000, SIZES);
  }

  /** A number where room is scarce, as at an axis: {@code 1 950}, {@code 123 k}, {@code 4 M}. */
  public static String brief(double value) {
    return Math.abs(value) < FULL ? number(value) : scaled(value, 1000, SHORT);
  }

  /** The same in the unit that a greater number has, beside which it stands. */
  public static String brief(double value, double greatest) {
    return Math.abs(greatest) < FULL ? number(value) : scaled(value, greatest, 1000, SHORT);
  }

  /** As {@link #duration(double)}, in the unit that a longer time has, beside which it stands. */
  public static String duration(double nanos, double longest) {
    return Math.abs(longest) >= LONGEST_IN_SECONDS
        ? duration(nanos)
        : scaled(nanos, longest, 1000, TIMES);
  }

  /** As {@link #bytes(double)}, in the unit that a greater size has, beside which it stands. */
  public static String bytes(double bytes, double greatest) {
    return scaled(bytes, greatest, 1000, SIZES);
  }

  private static String scaled(double value, double thousand, String[] units) {
    return scaled(value, value, thousand, units);
  }

  private static String scaled(double value, double like, double thousand, String[] units) {
    double rest = value;
    double size = Math.abs(like);
    int unit = 0;
    while (size >= thousand * 0.9995 && unit < units.length - 1) {
      rest /= thousand;
      size /= thousand;
      unit++;
    }
    return digits(rest) + " " + units[unit];
  }

  /** Three digits, or all of the whole part; no zeros that say nothing. */
  private static String digits(double value) {
    double size = Math.abs(value);
    int decimals = size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
    return decimals == 0
        ? count(Math.round(value))
        : plain(String.format(Locale.ROOT, "%." + decimals + "f", value));
  }

  private static String plain(String number) {
    if (number.indexOf('.') < 0) {
      return number;
    }
    String short0 = number.replaceFirst("\\.?0+$", "");
    return short0.equals("-0") ? "0" : short0;
  }
}
