// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.Arrays;

/**
 * Rows as they come, the numbers of one side by side; {@link #sort} then puts those of a key
 * together, in columns.
 */
final class RowBuffer implements Rows {

  /** So many rows are put in columns at a time: they stay in the cache until all columns are. */
  private static final int TILE = 128;

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

  /** Sorted rows: keys that ascend, values by column. */
  static final class Sorted {

    int size;
    int[] keys = {};
    final long[][] values;
    private int[] from = {};

    Sorted(int columns) {
      values = new long[columns][];
    }

    private void fill(int[] unsorted, long[] rows, int count, int greatest) {
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
        from = new int[count];
        for (int i = 0; i < values.length; i++) {
          values[i] = new long[count];
        }
      }
      int columns = values.length;
      for (int i = 0; i < count; i++) {
        int at = next[unsorted[i]]++;
        keys[at] = unsorted[i];
        from[at] = i * columns;
      }
      for (int tile = 0; tile < count; tile += TILE) {
        int end = Math.min(count, tile + TILE);
        for (int column = 0; column < columns; column++) {
          gather(rows, column, tile, end);
        }
      }
    }

    private void gather(long[] rows, int column, int begin, int end) {
      long[] target = values[column];
      int[] places = from;
      for (int row = begin; row < end; row++) {
        target[row] = rows[places[row] + column];
      }
    }
  }
}
