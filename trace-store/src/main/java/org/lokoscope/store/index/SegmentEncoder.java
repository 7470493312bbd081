// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.function.IntUnaryOperator;

/**
 * Turns sorted rows into the bytes of a segment.
 *
 * <pre>
 *  for each block: first key 4 | place of the block 4 | time of its first row 8
 *  block: [states 1 | so often: state 1, nanoseconds in it]    of tables that have states
 *         mask 2 | length 2 of each column but the last | the columns that are not all 0
 *  8 bytes of 0
 * </pre>
 *
 * The columns of a block are: the key, less the block's first one; at the first row of a key, how
 * many segments before this one the key has rows, else 0; the time; the values. Columns of which
 * ranges are kept begin with their least value and the distance to the greatest.
 *
 * <p>The times of a block are how long after the row before it each row is, with widths of their
 * own for each state of that row before; and at the first row of a key how long after the segment's
 * begin it is. The time of the first row is in the directory alone.
 */
final class SegmentEncoder {

  static final int ENTRY = 16;
  static final int STATES = IntervalSums.STATES;

  /** The class of times that are counted from the segment's begin. */
  static final int FROM_BEGIN = 15;

  static final int CLASSES = 16;

  private final Part part;
  private final ColumnCodec codec = new ColumnCodec();
  private final Bits out = new Bits();
  private final Bits column = new Bits();
  private final Bits columns = new Bits();
  private final long[] keyColumn = new long[Part.MOST_ROWS];
  private final long[] links = new long[Part.MOST_ROWS];
  private final long[] steps = new long[Part.MOST_ROWS];
  private final byte[] classes = new byte[Part.MOST_ROWS];
  private final int[] width = new int[CLASSES];
  private final int[] wide = new int[CLASSES];
  private final int[][] histograms = new int[CLASSES][65];
  private final long[] sums = new long[STATES];

  /** The columns of the block, from place 1 on; at place 0 is the row before it. */
  private final long[][] values;

  SegmentEncoder(Part part) {
    this.part = part;
    values = new long[part.columns][Part.MOST_ROWS + 1];
  }

  /** A segment's bytes and the time from which its times are counted. */
  record Encoded(byte[] bytes, int size, long begin) {}

  /**
   * Encodes rows, at least one.
   *
   * @param link says for a key how many segments before this one it last had rows; 0 for never
   */
  Encoded encode(RowBuffer.Sorted rows, IntUnaryOperator link) {
    int n = rows.size;
    long begin = rows.begin;
    int blocks = Math.ceilDiv(n, Part.MOST_ROWS);
    out.clear();
    java.util.Arrays.fill(sums, 0);
    Bits directory = new Bits();
    for (int block = 0; block < blocks; block++) {
      int from = block * Part.MOST_ROWS;
      int to = Math.min(n, from + Part.MOST_ROWS);
      directory.put(rows.keys[from], 32);
      directory.put(blocks * ENTRY + out.size(), 32);
      directory.put(rows.time(from), 64);
      block(rows, from, to - from, begin, link);
    }
    int head = directory.size();
    byte[] bytes = new byte[head + out.size() + Bits.SLACK];
    System.arraycopy(directory.array(), 0, bytes, 0, head);
    System.arraycopy(out.array(), 0, bytes, head, out.size());
    return new Encoded(bytes, bytes.length, begin);
  }

  private void block(RowBuffer.Sorted rows, int from, int n, long begin, IntUnaryOperator link) {
    rows.columns(from, n, values);
    if (part.hasStates()) {
      sums(rows, from, n);
    }
    boolean goesOn =
        from > 0 && rows.keys[from - 1] == rows.keys[from] && isOfOneKey(rows, from, n);
    if (!goesOn) {
      keys(rows, from, n, link);
    }
    columns.clear();
    int mask = 0;
    int maskAt = out.size();
    out.u16(0);
    int number = 0;
    int written = 0;
    for (int c = -2; c < part.columns; c++, number++) {
      column.clear();
      if (c == 0) {
        times(rows, from, n, begin);
      } else {
        long[] source = c == -2 ? keyColumn : c == -1 ? links : values[c];
        int start = c < 0 ? 0 : 1;
        if (c < 0 && goesOn || isZero(source, start, n)) {
          continue;
        }
        if (c > 0 && part.isRanged(c)) {
          range(source, start, n);
        }
        codec.write(column, source, start, n);
      }
      if (written++ > 0) {
        out.u16(columns.size());
      }
      columns.append(column);
      mask |= 1 << number;
    }
    out.u16At(maskAt, mask);
    out.append(columns);
  }

  private static boolean isOfOneKey(RowBuffer.Sorted rows, int from, int n) {
    return rows.keys[from] == rows.keys[from + n - 1];
  }

  private void keys(RowBuffer.Sorted rows, int from, int n, IntUnaryOperator link) {
    int firstKey = rows.keys[from];
    for (int i = 0; i < n; i++) {
      int at = from + i;
      keyColumn[i] = (long) rows.keys[at] - firstKey;
      boolean begins = at == 0 || rows.keys[at] != rows.keys[at - 1];
      links[i] = begins ? link.applyAsInt(rows.keys[at]) : 0;
    }
  }

  private static boolean isZero(long[] values, int from, int n) {
    for (int i = from; i < from + n; i++) {
      if (values[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private void range(long[] values, int from, int n) {
    long low = values[from];
    long high = low;
    for (int i = from + 1; i < from + n; i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    column.number(low);
    column.number(high - low);
  }

  /** Writes what was summed up before the block, and adds the block's own rows. */
  private void sums(RowBuffer.Sorted rows, int from, int n) {
    int count = 0;
    int countAt = out.size();
    out.u8(0);
    boolean goesOn = from > 0 && rows.keys[from] == rows.keys[from - 1];
    if (goesOn) {
      addUp(1);
      for (int state = 0; state < STATES; state++) {
        if (sums[state] != 0) {
          out.u8(state);
          out.number(sums[state]);
          count++;
        }
      }
    } else {
      java.util.Arrays.fill(sums, 0);
    }
    out.array()[countAt] = (byte) count;
    for (int i = from + 1; i < from + n; i++) {
      if (rows.keys[i] == rows.keys[i - 1]) {
        addUp(i - from + 1);
      } else {
        java.util.Arrays.fill(sums, 0);
      }
    }
  }

  private void addUp(int row) {
    sums[(int) values[1][row - 1]] += values[0][row] - values[0][row - 1];
  }

  private void times(RowBuffer.Sorted rows, int from, int n, long begin) {
    long[] time = values[0];
    long[] states = values[1];
    int[] keys = rows.keys;
    boolean classed = part.hasStates();
    int present = 0;
    for (int i = 1; i < n; i++) {
      boolean goesOn = keys[from + i] == keys[from + i - 1];
      int kind = !goesOn ? FROM_BEGIN : classed ? (int) states[i] & 0xF : 0;
      classes[i] = (byte) kind;
      steps[i] = time[i + 1] - (goesOn ? time[i] : begin);
      if ((present >>> kind & 1) == 0) {
        java.util.Arrays.fill(histograms[kind], 0);
        present |= 1 << kind;
      }
      histograms[kind][Bits.width(steps[i] + 1)]++;
    }
    column.u16(present);
    for (int kind = 0; kind < CLASSES; kind++) {
      if ((present >>> kind & 1) != 0) {
        chooseWidths(kind);
        column.u8(width[kind]);
        column.u8(wide[kind]);
      }
    }
    for (int i = 1; i < n; i++) {
      int kind = classes[i];
      int most = width[kind];
      if (most < wide[kind] && Bits.width(steps[i] + 1) > most) {
        column.put(-1, most);
        column.put(steps[i], wide[kind]);
      } else {
        column.put(steps[i], most);
      }
    }
    column.align();
  }

  /**
   * Most steps of a kind are of about the same length, and some are much longer: those are written
   * as the greatest number of the usual width, and then in full. What is chosen takes the fewest
   * bits.
   */
  private void chooseWidths(int kind) {
    int[] histogram = histograms[kind];
    int all = 0;
    int greatest = 0;
    for (int bits = 0; bits <= 64; bits++) {
      all += histogram[bits];
      greatest = histogram[bits] > 0 ? bits : greatest;
    }
    boolean wraps = histogram[0] > 0;
    int full = wraps ? 64 : greatest;
    width[kind] = full;
    wide[kind] = full;
    long best = (long) all * full;
    int within = 0;
    for (int bits = 1; bits < full && !wraps; bits++) {
      within += histogram[bits];
      long cost = (long) all * bits + (long) (all - within) * full;
      if (cost < best) {
        best = cost;
        width[kind] = bits;
      }
    }
  }
}
