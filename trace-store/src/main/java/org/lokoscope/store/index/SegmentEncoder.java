// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.function.IntUnaryOperator;

/**
 * Turns sorted rows into the bytes of a segment.
 *
 * <pre>
 *  for each block: first key 4 | place of the block 4 | time of its first row 8
 *  block: [sums]    of tables that have states
 *         mask 2 | length 2 of each column but the last | the columns that are not all 0
 *  8 bytes of 0
 *
 *  sums:  which states 2 | [widths 3 | bits]    the second part if there are any states
 *  bits:  for each of them how long it lasted before the block
 *         for each mark: for each of the states how long it lasted in the block before the mark,
 *                        and how many bits the steps of time before it take
 * </pre>
 *
 * The columns of a block are: the key, less the block's first one; at the first row of a key, how
 * many segments before this one the key has rows, else 0; the time; the values. Columns of which
 * ranges are kept begin with their least value and the distance to the greatest.
 *
 * <p>The times of a block are how long after the row before it each row is, with widths of their
 * own for each state of that row before; and at the first row of a key how long after the segment's
 * begin it is. The time of the first row is in the directory alone.
 *
 * <p>Sums count the time since the first row of the same key in the segment; those of a mark, which
 * lies at every {@value #MARKED}th row, since that row or the block's first. So whoever looks for a
 * moment need not walk past more than {@value #MARKED} rows.
 */
final class SegmentEncoder {

  static final int ENTRY = 16;
  static final int STATES = IntervalSums.STATES;

  /** The class of times that are counted from the segment's begin. */
  static final int FROM_BEGIN = 15;

  static final int CLASSES = 16;

  /** Rows from one mark to the next. */
  static final int MARKED = 32;

  /** Marks of a block at most. */
  static final int MARKS = (Part.MOST_ROWS - 1) / MARKED;

  private final Part part;
  private final ColumnCodec codec = new ColumnCodec();
  private final Bits out = new Bits();
  private final Bits column = new Bits();
  private final Bits timeColumn = new Bits();
  private final Bits columns = new Bits();
  private final long[] keyColumn = new long[Part.MOST_ROWS];
  private final long[] links = new long[Part.MOST_ROWS];
  private final long[] steps = new long[Part.MOST_ROWS];
  private final byte[] classes = new byte[Part.MOST_ROWS];
  private final int[] width = new int[CLASSES];
  private final int[] wide = new int[CLASSES];
  private final int[][] histograms = new int[CLASSES][65];
  private final long[] sums = new long[STATES];
  private final long[] inBlock = new long[STATES];
  private final long[][] markSums = new long[MARKS][STATES];

  /** How many bits the steps of time before each mark take. */
  private final int[] markBits = new int[MARKS];

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
    timeColumn.clear();
    times(rows, from, n, begin);
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
        column.append(timeColumn);
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

  /** Writes what was summed up before the block and its marks, and adds the block's own rows. */
  private void sums(RowBuffer.Sorted rows, int from, int n) {
    boolean goesOn = from > 0 && rows.keys[from] == rows.keys[from - 1];
    if (goesOn) {
      addUp(1, sums);
    } else {
      java.util.Arrays.fill(sums, 0);
    }
    int present = 0;
    long most = 0;
    for (int state = 0; state < STATES; state++) {
      present |= sums[state] != 0 ? 1 << state : 0;
      most |= sums[state];
    }
    int firstWidth = Bits.width(most);
    long[] first = sums.clone();
    java.util.Arrays.fill(inBlock, 0);
    long mostMarked = 0;
    int marks = 0;
    for (int i = 1; i < n; i++) {
      if (rows.keys[from + i] == rows.keys[from + i - 1]) {
        addUp(i + 1, sums);
        addUp(i + 1, inBlock);
      } else {
        java.util.Arrays.fill(sums, 0);
        java.util.Arrays.fill(inBlock, 0);
      }
      if (i % MARKED == 0) {
        for (int state = 0; state < STATES; state++) {
          long sum = inBlock[state];
          present |= sum != 0 ? 1 << state : 0;
          mostMarked |= sum;
          markSums[marks][state] = sum;
        }
        marks++;
      }
    }
    out.u16(present);
    if (present == 0) {
      return;
    }
    int markWidth = Bits.width(mostMarked);
    int bitsWidth = marks == 0 ? 0 : Bits.width(markBits[marks - 1]);
    out.u8(firstWidth);
    out.u8(markWidth);
    out.u8(bitsWidth);
    put(first, present, firstWidth);
    for (int mark = 0; mark < marks; mark++) {
      put(markSums[mark], present, markWidth);
      out.put(markBits[mark], bitsWidth);
    }
    out.align();
  }

  private void put(long[] times, int present, int width) {
    for (int rest = present; rest != 0; rest &= rest - 1) {
      out.put(times[Integer.numberOfTrailingZeros(rest)], width);
    }
  }

  private void addUp(int row, long[] into) {
    into[(int) values[1][row - 1]] += values[0][row] - values[0][row - 1];
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
    timeColumn.u16(present);
    for (int kind = 0; kind < CLASSES; kind++) {
      if ((present >>> kind & 1) != 0) {
        chooseWidths(kind);
        timeColumn.u8(width[kind]);
        timeColumn.u8(wide[kind]);
      }
    }
    int bits = 0;
    for (int i = 1; i < n; i++) {
      int kind = classes[i];
      int most = width[kind];
      bits += most;
      if (most < wide[kind] && Bits.width(steps[i] + 1) > most) {
        timeColumn.put(-1, most);
        timeColumn.put(steps[i], wide[kind]);
        bits += wide[kind];
      } else {
        timeColumn.put(steps[i], most);
      }
      if (i % MARKED == 0) {
        markBits[i / MARKED - 1] = bits;
      }
    }
    timeColumn.align();
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
