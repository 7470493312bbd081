package org.lokoscope.store.index;

import java.util.Arrays;

/** The first pass over a table: how many rows each key has, and how wide each column must be. */
final class TableSizer implements Rows {

  private final int columns;
  private int[] counts = new int[16];
  private int keys;
  private final long[] low;
  private final long[] high;

  TableSizer(int columns) {
    this.columns = columns;
    low = new long[columns];
    high = new long[columns];
  }

  @Override
  public void add(int key, long time, long a, long b, long c, long d, long e, long f) {
    if (key >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(key + 1, counts.length * 2));
    }
    keys = Math.max(keys, key + 1);
    counts[key]++;
    widen(0, time);
    widen(1, a);
    if (columns > 2) {
      widen(2, b);
      widen(3, c);
    }
    if (columns > 4) {
      widen(4, d);
    }
    if (columns > 5) {
      widen(5, e);
      widen(6, f);
    }
  }

  private void widen(int column, long value) {
    if (value < low[column]) {
      low[column] = value;
    } else if (value > high[column]) {
      high[column] = value;
    }
  }

  /** The row at which each key begins, and behind the last the number of rows. */
  long[] starts() {
    long[] starts = new long[keys + 1];
    for (int i = 0; i < keys; i++) {
      starts[i + 1] = starts[i] + counts[i];
    }
    return starts;
  }

  /** Bytes per number of each column: 1, 2, 4 or 8. */
  int[] widths() {
    int[] widths = new int[columns];
    for (int i = 0; i < columns; i++) {
      widths[i] = width(low[i], high[i]);
    }
    return widths;
  }

  private static int width(long low, long high) {
    if (low >= Byte.MIN_VALUE && high <= Byte.MAX_VALUE) {
      return 1;
    }
    if (low >= Short.MIN_VALUE && high <= Short.MAX_VALUE) {
      return 2;
    }
    return low >= Integer.MIN_VALUE && high <= Integer.MAX_VALUE ? 4 : 8;
  }
}
