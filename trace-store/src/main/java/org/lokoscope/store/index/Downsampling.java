// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;

/** Cuts a column of points to what a screen can show, without losing its extremes. */
final class Downsampling {

  private final Table table;
  private final int column;
  private final int key;

  /**
   * Thins a series.
   *
   * @param column of which ranges are kept
   * @param key the series, or -1 for none
   */
  Downsampling(Table table, int column, int key) {
    this.table = table;
    this.column = column;
    this.key = key;
  }

  /**
   * The points in the range, and the last one before it, so that a line can be drawn from the left
   * edge on. A thinned point stands for the points from it up to the next.
   */
  Series series(SeriesId id, long from, long to, int maxPoints) {
    if (!table.has(key)) {
      return new Series(id, new long[0], new double[0], new double[0], new double[0]);
    }
    try (KeyRows points = table.rows(key)) {
      long first = Math.max(0, points.firstFrom(from) - 1);
      long last = to == Long.MAX_VALUE ? points.size() : points.firstFrom(to + 1);
      long rows = Math.max(0, last - first);
      int size = (int) Math.min(rows, Math.max(1, maxPoints));
      long[] times = new long[size];
      double[] values = new double[size];
      double[] low = new double[size];
      double[] high = new double[size];
      long[] bounds = new long[2];
      for (int i = 0; i < size; i++) {
        long start = first + rows * i / size;
        long end = first + rows * (i + 1) / size;
        times[i] = points.time(start);
        values[i] = points.get(column, start);
        points.bounds(column, start, end, bounds);
        low[i] = bounds[0];
        high[i] = bounds[1];
      }
      return new Series(id, times, values, low, high);
    }
  }
}
