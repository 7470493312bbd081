package org.lokoscope.store.index;

/** The least and greatest values of each block of {@value #BLOCK} rows, for downsampling. */
final class Ranges {

  static final int BLOCK = 64;

  private Ranges() {}

  static void writePoints(Table points, Rows out) {
    for (int key = 0; key < points.keys(); key++) {
      for (long at = points.start(key); at < points.end(key); at += BLOCK) {
        long end = Math.min(at + BLOCK, points.end(key));
        out.add(key, 0, least(points, 1, at, end), greatest(points, 1, at, end), 0);
      }
    }
  }

  static void writeGrowth(Table growth, Rows out) {
    for (int key = 0; key < growth.keys(); key++) {
      for (long at = growth.start(key); at < growth.end(key); at += BLOCK) {
        long end = Math.min(at + BLOCK, growth.end(key));
        out.add(
            key,
            0,
            least(growth, 3, at, end),
            greatest(growth, 3, at, end),
            least(growth, 2, at, end),
            greatest(growth, 2, at, end),
            least(growth, 5, at, end),
            greatest(growth, 5, at, end));
      }
    }
  }

  private static long least(Table table, int column, long from, long to) {
    long least = Long.MAX_VALUE;
    for (long row = from; row < to; row++) {
      least = Math.min(least, table.get(column, row));
    }
    return least;
  }

  private static long greatest(Table table, int column, long from, long to) {
    long greatest = Long.MIN_VALUE;
    for (long row = from; row < to; row++) {
      greatest = Math.max(greatest, table.get(column, row));
    }
    return greatest;
  }

  /** The least (or, with the next column of {@code ranges}, greatest) value of some rows. */
  static long least(
      Table table, int column, Table ranges, int rangeColumn, int key, long from, long to) {
    long start = table.start(key);
    long first = start + (from - start + BLOCK - 1) / BLOCK * BLOCK;
    long last = start + (to - start) / BLOCK * BLOCK;
    if (first >= last) {
      return least(table, column, from, to);
    }
    long least = Math.min(least(table, column, from, first), least(table, column, last, to));
    long blocks = ranges.start(key);
    for (long block = (first - start) / BLOCK; block < (last - start) / BLOCK; block++) {
      least = Math.min(least, ranges.get(rangeColumn, blocks + block));
    }
    return least;
  }

  static long greatest(
      Table table, int column, Table ranges, int rangeColumn, int key, long from, long to) {
    long start = table.start(key);
    long first = start + (from - start + BLOCK - 1) / BLOCK * BLOCK;
    long last = start + (to - start) / BLOCK * BLOCK;
    if (first >= last) {
      return greatest(table, column, from, to);
    }
    long greatest =
        Math.max(greatest(table, column, from, first), greatest(table, column, last, to));
    long blocks = ranges.start(key);
    for (long block = (first - start) / BLOCK; block < (last - start) / BLOCK; block++) {
      greatest = Math.max(greatest, ranges.get(rangeColumn, blocks + block));
    }
    return greatest;
  }
}
