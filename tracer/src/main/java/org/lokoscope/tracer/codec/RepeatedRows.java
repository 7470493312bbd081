// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

/** The joint events that a reader of a chunk remembers, for a {@link Repetition}. */
final class RepeatedRows {

  private final int[] codes = new int[Repetition.ROWS];
  private final long[] fields = new long[Repetition.ROWS * Repetition.ROW];
  private int size;
  private int loop;

  void forget() {
    size = 0;
  }

  /** Adds a row for a joint event; returns its number. Its fields are yet to be set. */
  int add(int code) {
    if (size == Repetition.ROWS) {
      size = 0;
    }
    codes[size] = code;
    return size++;
  }

  int code(int row) {
    return codes[row];
  }

  void set(int row, int field, long value) {
    fields[row * Repetition.ROW + field] = value;
  }

  long get(int row, int field) {
    return fields[row * Repetition.ROW + field];
  }

  /** Whether a repetition can begin with one row and go back to another one. */
  boolean hasLoop(long from, long to) {
    return 0 <= to && to <= from && from < size;
  }

  /** Says which row comes after the last one. */
  void goBackTo(int row) {
    loop = row;
  }

  int after(int row) {
    return row + 1 == size ? loop : row + 1;
  }
}
