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

    private void fill(int[] unsorted, long[][] columns, int count, int greatest) {
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
      for (int i = 0; i < count; i++) {
        int at = next[unsorted[i]]++;
        keys[at] = unsorted[i];
        from[at] = i;
      }
      for (int i = 0; i < columns.length; i++) {
        gather(columns[i], values[i], count);
      }
    }

    private void gather(long[] source, long[] target, int count) {
      for (int row = 0; row < count; row++) {
        target[row] = source[from[row]];
      }
    }
  }
}
