// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.Arrays;

/**
 * Rows as they come, the numbers of one side by side; {@link #sort} puts those of a key together.
 */
final class RowBuffer implements Rows {

  private final int columns;
  private final int most;
  private int[] keys;
  private long[] values;
  private int capacity;
  private int size;
  private int greatest = -1;

  /** What the rows lie in, whatever table they are of. */
  record Room(int[] keys, long[] values) {

    static Room small() {
      return new Room(new int[256], new long[2048]);
    }
  }

  RowBuffer(int columns, int most, Room room) {
    this.columns = columns;
    this.most = most;
    keys = room.keys;
    values = room.values;
    capacity = Math.min(keys.length, values.length / columns);
  }

  /** What the rows lay in, when nobody needs them any more. */
  Room room() {
    return new Room(keys, values);
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size >= most;
  }

  @Override
  public void add(int key, long time, long a, long b, long c, long d, long e, long f) {
    int row = size;
    if (row == capacity) {
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
    int wanted = (int) Math.min(Math.max(most, size + 1L), size * 2L);
    capacity = Math.max(wanted, size + 1);
    if (keys.length < capacity) {
      keys = Arrays.copyOf(keys, capacity);
    }
    if (values.length < capacity * columns) {
      values = Arrays.copyOf(values, capacity * columns);
    }
  }

  /**
   * The rows by key, and those of one key as they came.
   *
   * @param into what it held before is lost
   */
  Sorted sort(Sorted into) {
    return sort(into, 0);
  }

  /** The same of the rows from one on. */
  Sorted sort(Sorted into, int first) {
    into.fill(this, first);
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

    private int columns;
    private long[] rows = {};

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

    private void fill(RowBuffer from, int first) {
      int until = from.size;
      int count = until - first;
      int[] unsorted = from.keys;
      long[] source = from.values;
      size = count;
      columns = from.columns;
      if (keys.length < count) {
        keys = new int[Math.max(count, 2 * keys.length)];
      }
      if (rows.length < count * columns) {
        rows = new long[Math.max(count * columns, 2 * rows.length)];
      }
      int[] next = firstPlaces(unsorted, first, until, from.greatest);
      int least = first * columns;
      for (int i = first; i < until; i++) {
        int key = unsorted[i];
        int at = next[key]++;
        keys[at] = key;
        copy(source, i * columns, rows, at * columns, columns);
        least = source[i * columns] < source[least] ? i * columns : least;
      }
      begin = source[least];
    }

    /** By key: the place of its first row. */
    private static int[] firstPlaces(int[] unsorted, int first, int until, int greatest) {
      int[] next = new int[greatest + 2];
      for (int i = first; i < until; i++) {
        next[unsorted[i] + 1]++;
      }
      for (int i = 1; i < next.length; i++) {
        next[i] += next[i - 1];
      }
      return next;
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
