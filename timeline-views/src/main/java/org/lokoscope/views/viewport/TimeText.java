package org.lokoscope.views.viewport;

import java.util.Locale;

/** Times as a reader wants them: a figure of three or so digits and the unit that fits it. */
public final class TimeText {

  private TimeText() {}

  /** {@code 950 ns}, {@code 12.3 µs}, {@code 4.56 ms}, {@code 1.23 s}, {@code 2 min 3 s}. */
  public static String duration(double nanos) {
    double size = Math.abs(nanos);
    if (size < 999.5) {
      return String.format(Locale.ROOT, "%.0f ns", nanos);
    }
    if (size < 999.5e3) {
      return figure(nanos / 1e3) + " µs";
    }
    if (size < 999.5e6) {
      return figure(nanos / 1e6) + " ms";
    }
    if (size < 120e9) {
      return figure(nanos / 1e9) + " s";
    }
    long seconds = Math.round(nanos / 1e9);
    return seconds / 60 + " min " + Math.abs(seconds % 60) + " s";
  }

  /** A moment, to the microsecond once the run is a millisecond old: {@code 1.234567 s}. */
  public static String instant(double nanos) {
    if (Math.abs(nanos) < 1e6) {
      return String.format(Locale.ROOT, "%.3f µs", nanos / 1e3);
    }
    return Math.abs(nanos) < 1e9
        ? String.format(Locale.ROOT, "%.3f ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.6f s", nanos / 1e9);
  }

  private static String figure(double value) {
    double size = Math.abs(value);
    int decimals = size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
