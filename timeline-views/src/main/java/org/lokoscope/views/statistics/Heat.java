// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.statistics;

import org.lokoscope.views.viewport.TimeRange;

/**
 * How many durations of each length began when: columns of time, rows of lengths that double.
 *
 * @param counts by column, then by row
 */
public record Heat(TimeRange range, int[] counts) {

  public static final int COLUMNS = 120;

  /** From less than a microsecond to more than eight seconds. */
  public static final int ROWS = 25;

  /** Bits of the longest duration in the first row. */
  private static final int SHORTEST = 10;

  static Heat empty(TimeRange range) {
    return new Heat(range, new int[COLUMNS * ROWS]);
  }

  void add(long begin, long nanos) {
    long length = Math.max(1, range.length());
    int column = (int) Math.clamp((begin - range.from()) * COLUMNS / length, 0, COLUMNS - 1L);
    counts[column * ROWS + row(nanos)]++;
  }

  static int row(long nanos) {
    int bits = 64 - Long.numberOfLeadingZeros(Math.max(1, nanos));
    return Math.clamp(bits - SHORTEST, 0, ROWS - 1);
  }

  public int count(int column, int row) {
    return counts[column * ROWS + row];
  }

  /** The shortest duration of a row, nanoseconds; 0 for the first. */
  public static long from(int row) {
    return row == 0 ? 0 : 1L << row + SHORTEST - 1;
  }

  /** Where a column begins. */
  public long begin(int column) {
    return range.from() + Math.round((double) range.length() * column / COLUMNS);
  }
}
