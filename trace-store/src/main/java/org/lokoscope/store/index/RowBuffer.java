package org.lokoscope.store.index;

import java.util.Arrays;

/** Rows as they come, in columns of their own; {@link #sort} then puts those of a key together. */
final class RowBuffer implements Rows {

  private final int columns;
  private final int most;
  private int[] keys = new int[256];
  private long[][] values;
  private int size;
  private int greatest = -1;

  RowBuffer(int columns, int most) {
    this.columns = columns;
    this.most = most;
    values = new long[columns][256];
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
    int at = size;
    if (at == keys.length) {
      grow();
    }
    keys[at] = key;
    greatest = Math.max(greatest, key);
    values[0][at] = time;
    values[1][at] = a;
    if (columns > 2) {
      values[2][at] = b;
    }
    if (columns > 3) {
      values[3][at] = c;
    }
    if (columns > 4) {
      values[4][at] = d;
    }
    if (columns > 5) {
      values[5][at] = e;
      values[6][at] = f;
    }
    size = at + 1;
  }

  private void grow() {
    int capacity = (int) Math.min(Math.max(most, size + 1L), size * 2L);
    capacity = Math.max(capacity, size + 1);
    keys = Arrays.copyOf(keys, capacity);
    for (int i = 0; i < columns; i++) {
      values[i] = Arrays.copyOf(values[i], capacity);
    }
  }

  /** The rows by key, and those of one key as they came. */
  Sorted sort() {
    return new Sorted(keys, values, size, greatest);
  }

  /** Sorted rows: keys that ascend, values by column. */
  static final class Sorted {

    final int size;
    final int[] keys;
    final long[][] values;

    private Sorted(int[] unsorted, long[][] columns, int size, int greatest) {
      this.size = size;
      int[] next = new int[greatest + 2];
      for (int i = 0; i < size; i++) {
        next[unsorted[i] + 1]++;
      }
      for (int i = 1; i < next.length; i++) {
        next[i] += next[i - 1];
      }
      keys = new int[size];
      int[] from = new int[size];
      for (int i = 0; i < size; i++) {
        int at = next[unsorted[i]]++;
        keys[at] = unsorted[i];
        from[at] = i;
      }
      values = new long[columns.length][];
      for (int i = 0; i < columns.length; i++) {
        long[] source = columns[i];
        long[] sorted = new long[size];
        for (int row = 0; row < size; row++) {
          sorted[row] = source[from[row]];
        }
        values[i] = sorted;
      }
    }
  }
}
