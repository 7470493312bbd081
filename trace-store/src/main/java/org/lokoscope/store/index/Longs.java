package org.lokoscope.store.index;

import java.util.Arrays;

/** A growing array of numbers; what was never set is the value that it was made with. */
final class Longs {

  private final long none;
  private long[] values;

  Longs(long none) {
    this.none = none;
    values = new long[16];
    Arrays.fill(values, none);
  }

  long get(int index) {
    return index < values.length ? values[index] : none;
  }

  void set(int index, long value) {
    if (index >= values.length) {
      int old = values.length;
      values = Arrays.copyOf(values, Math.max(index + 1, old * 2));
      Arrays.fill(values, old, values.length, none);
    }
    values[index] = value;
  }

  void add(int index, long value) {
    set(index, get(index) + value);
  }

  long[] toArray(int size) {
    long[] copy = new long[size];
    for (int i = 0; i < size; i++) {
      copy[i] = get(i);
    }
    return copy;
  }
}
