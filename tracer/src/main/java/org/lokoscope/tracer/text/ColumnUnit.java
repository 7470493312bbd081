// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.text;

import java.util.Locale;

/**
 * The one unit of a column of a table, so that its numbers can be compared by looking: it stands in
 * the column's header, the numbers stand in the cells.
 *
 * @param name as the header shows it
 * @param size how many of what is measured are one of it
 */
public record ColumnUnit(String name, double size) {

  private static final double ENOUGH = 10;

  /** For times, the greatest of which is so many nanoseconds. */
  public static ColumnUnit ofTimes(double greatest) {
    if (greatest >= ENOUGH * 1e9) {
      return new ColumnUnit("s", 1e9);
    }
    if (greatest >= ENOUGH * 1e6) {
      return new ColumnUnit("ms", 1e6);
    }
    return greatest >= ENOUGH * 1e3 ? new ColumnUnit("µs", 1e3) : new ColumnUnit("ns", 1);
  }

  /** For sizes, the greatest of which is so many bytes. */
  public static ColumnUnit ofBytes(double greatest) {
    if (greatest >= ENOUGH * 1e6) {
      return new ColumnUnit("MB", 1e6);
    }
    return greatest >= ENOUGH * 1e3 ? new ColumnUnit("kB", 1e3) : new ColumnUnit("B", 1);
  }

  /** The number alone; nothing for 0, and something for what is nearly 0. */
  public String cell(double value) {
    double shown = value / size;
    if (value == 0) {
      return "";
    }
    if (Math.abs(shown) < 0.0005) {
      return "< 0.001";
    }
    if (size == 1 || Math.abs(shown) >= 1000) {
      return Figures.count(Math.round(shown));
    }
    int decimals =
        Math.abs(shown) < 1 ? 3 : Math.abs(shown) < 10 ? 2 : Math.abs(shown) < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f", shown);
  }

  /** The header of a column: {@code Running, ms}. */
  public String header(String title) {
    return title + ", " + name;
  }
}
