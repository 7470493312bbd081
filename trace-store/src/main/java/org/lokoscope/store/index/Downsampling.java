package org.lokoscope.store.index;

import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;

/** Cuts a column of points to what a screen can show, without losing its extremes. */
final class Downsampling {

  private final Table table;
  private final int column;
  private final Table ranges;
  private final int range;
  private final int key;

  /**
   * @param range the column of {@code ranges} with the least values; the greatest are in the next
   * @param key the series, or -1 for none
   */
  Downsampling(Table table, int column, Table ranges, int range, int key) {
    this.table = table;
    this.column = column;
    this.ranges = ranges;
    this.range = range;
    this.key = key < table.keys() ? key : -1;
  }

  /**
   * The points in the range, and the last one before it, so that a line can be drawn from the left
   * edge on. A thinned point stands for the points from it up to the next.
   */
  Series series(SeriesId id, long from, long to, int maxPoints) {
    if (key < 0) {
      return new Series(id, new long[0], new double[0], new double[0], new double[0]);
    }
    long first = Math.max(table.start(key), table.firstFrom(key, from) - 1);
    long last = to == Long.MAX_VALUE ? table.end(key) : table.firstFrom(key, to + 1);
    long rows = Math.max(0, last - first);
    int size = (int) Math.min(rows, Math.max(1, maxPoints));
    long[] times = new long[size];
    double[] values = new double[size];
    double[] low = new double[size];
    double[] high = new double[size];
    for (int i = 0; i < size; i++) {
      long start = first + rows * i / size;
      long end = first + rows * (i + 1) / size;
      times[i] = table.time(start);
      values[i] = table.get(column, start);
      low[i] = Ranges.least(table, column, ranges, range, key, start, end);
      high[i] = Ranges.greatest(table, column, ranges, range + 1, key, start, end);
    }
    return new Series(id, times, values, low, high);
  }
}
