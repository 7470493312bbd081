// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.Arrays;

/**
 * Rows as they come, the numbers of one side by side; {@link #sort} puts those of a key together.
 */
final class RowBuffer implements Rows {

  private final int columns;
  private final int most;
  private int[] keys = new int[256];
  private long[] values;
  private int size;
  private int greatest = -1;

  RowBuffer(int columns, int most) {
    this.columns = columns;
    this.most = most;
    values = new long[256 * columns];
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size >= most;
  }

  void clear() {
    size = 0;
    greatest = -1;
  }

  @Override
  public void add(int key, long time, long a, long b, long c, long d, long e, long f) {
    int row = size;
    if (row == keys.length) {
      grow();
    }
    keys[row] = key;
    greatest = Math.max(greatest, key);
    long[] into = values;
    int at = row * columns;
    into[at] = time;
    into[at + 1] = a;
    if (columns > 2) {
      into[at + 2] = b;
    }
    if (columns > 3) {
      into[at + 3] = c;
    }
    if (columns > 4) {
      into[at + 4] = d;
    }
    if (columns > 5) {
      into[at + 5] = e;
      into[at + 6] = f;
    }
    size = row + 1;
  }

  private void grow() {
    int capacity = (int) Math.min(Math.max(most, size + 1L), size * 2L);
    capacity = Math.max(capacity, size + 1);
    keys = Arrays.copyOf(keys, capacity);
    values = Arrays.copyOf(values, capacity * columns);
  }

  /** The rows by key, and those of one key as they came. */
  Sorted sort() {
    return sort(new Sorted(columns));
  }

  /** The same; what {@code into} held before is lost. */
  Sorted sort(Sorted into) {
    into.fill(keys, values, size, greatest);
    return into;
  }

  /**
   * Sorted rows: keys that ascend; the numbers of a row lie side by side.
   *
   * <p>Each row is written to its place in one go. So as many lines of the cache are written to at
   * a time as there are keys; with columns to write to, or rows to gather from, it would be several
   * for each key, or all of them.
   */
  static final class Sorted {

    int size;
    int[] keys = {};

    /** The least time of a row. */
    long begin;

    private final int columns;
    private long[] rows = {};

    Sorted(int columns) {
      this.columns = columns;
    }

    long time(int row) {
      return rows[row * columns];
    }

    /**
     * Puts rows in columns, each of which takes up to {@link Part#MOST_ROWS} and one more: from
     * place 1 on those asked for, and at place 0 the row before them, if there is one.
     */
    void columns(int from, int n, long[][] into) {
      int first = Math.min(1, from);
      for (int column = 0; column < columns; column++) {
        long[] target = into[column];
        int at = (from - first) * columns + column;
        for (int i = 1 - first; i <= n; i++) {
          target[i] = rows[at];
          at += columns;
        }
      }
    }

    private void fill(int[] unsorted, long[] source, int count, int greatest) {
      size = count;
      int[] next = new int[greatest + 2];
      for (int i = 0; i < count; i++) {
        next[unsorted[i] + 1]++;
      }
      for (int i = 1; i < next.length; i++) {
        next[i] += next[i - 1];
      }
      if (keys.length < count) {
        keys = new int[count];
        rows = new long[count * columns];
      }
      long least = Long.MAX_VALUE;
      for (int i = 0; i < count; i++) {
        int key = unsorted[i];
        int at = next[key]++;
        keys[at] = key;
        int from = i * columns;
        least = Math.min(least, source[from]);
        copy(source, from, rows, at * columns, columns);
      }
      begin = least;
    }

    private static void copy(long[] source, int from, long[] target, int to, int columns) {
      target[to] = source[from];
      target[to + 1] = source[from + 1];
      if (columns > 2) {
        target[to + 2] = source[from + 2];
      }
      if (columns > 3) {
        target[to + 3] = source[from + 3];
      }
      if (columns > 4) {
        target[to + 4] = source[from + 4];
      }
      if (columns > 5) {
        target[to + 5] = source[from + 5];
        target[to + 6] = source[from + 6];
      }
    }
  }
}
