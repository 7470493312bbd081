// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** One block of a segment, decoded column by column as they are asked for. Of one thread. */
final class Block {

  private static final int KEY = 0;
  private static final int LINK = 1;
  private static final int TIME = 2;

  private final Part part;
  private final int count;
  private final ByteReader in = new ByteReader();
  private final long[][] values;
  private final int[] places;
  private final int[] widths = new int[SegmentEncoder.CLASSES];
  private final int[] wide = new int[SegmentEncoder.CLASSES];

  private int decoded;

  /** The states of which there are sums, how many bits each sum has, and where the first lies. */
  private int summed;

  private int sumWidth;
  private int sumBit;

  /** How many times are decoded, and where the next one lies. */
  private int timed;

  private int timeBit;

  private @Nullable SegmentRef segment;
  private int number = -1;
  private int rows;

  Block(Part part) {
    this.part = part;
    count = part.columns + 2;
    values = new long[count][];
    places = new int[count];
  }

  /** Goes to a block; nothing of it is decoded yet. */
  void load(SegmentRef wanted, int block) {
    if (segment == wanted && number == block) {
      return;
    }
    segment = null;
    MemorySegment bytes = wanted.bytes();
    int last = wanted.blocks() - 1;
    int from = wanted.place(block);
    long to = block == last ? wanted.length : (long) wanted.place(block + 1) + Bits.SLACK;
    if (block < 0 || block > last || from < 0 || to < from || to > wanted.length) {
      throw new DamagedIndexException("a block out of its segment");
    }
    int length = (int) (to - from);
    if (length > in.bytes.length) {
      in.bytes = new byte[length];
    }
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, from, in.bytes, 0, length);
    rows = block == last ? wanted.rows - block * Part.MOST_ROWS : Part.MOST_ROWS;
    decoded = 0;
    timed = 0;
    head();
    segment = wanted;
    number = block;
  }

  private void head() {
    in.at = 0;
    if (part.hasStates()) {
      sums();
    }
    int mask = in.u16();
    int columns = in.at + 2 * Math.max(0, Integer.bitCount(mask) - 1);
    boolean first = true;
    for (int i = 0; i < count; i++) {
      if ((mask >>> i & 1) == 0) {
        places[i] = -1;
      } else {
        places[i] = columns + (first ? 0 : in.u16());
        first = false;
      }
    }
  }

  private void sums() {
    summed = in.u16();
    if (summed == 0) {
      return;
    }
    sumWidth = in.width();
    int markWidth = in.width();
    int bitsWidth = in.width();
    sumBit = in.at << 3;
    int states = Integer.bitCount(summed);
    int marks = (rows - 1) / SegmentEncoder.MARKED;
    in.at += states * sumWidth + marks * (states * markWidth + bitsWidth) + 7 >>> 3;
  }

  int rows() {
    return rows;
  }

  /** The keys of the rows, less the block's first one. */
  long[] keys() {
    return column(KEY);
  }

  /** At the first row of a key: how many segments before this one it has rows; else 0. */
  long[] links() {
    return column(LINK);
  }

  boolean hasOneKey() {
    return places[KEY] < 0;
  }

  long[] times() {
    return column(TIME);
  }

  /** A column; 0 is the time. */
  long[] values(int column) {
    return column(TIME + column);
  }

  /** The least and the greatest value of a column of which ranges are kept, over all keys. */
  void bounds(int column, long[] into) {
    int place = places[TIME + column];
    into[0] = 0;
    into[1] = 0;
    if (place >= 0) {
      in.at = place;
      into[0] = in.number();
      into[1] = into[0] + in.number();
    }
  }

  /**
   * Adds the time in each state up to the block's first row since its key's first in the segment.
   */
  void addSums(long[] into) {
    int bit = sumBit;
    for (int rest = summed; rest != 0; rest &= rest - 1, bit += sumWidth) {
      into[Integer.numberOfTrailingZeros(rest)] += Bits.get(in.bytes, bit, sumWidth);
    }
  }

  private long[] column(int index) {
    long[] column = values[index];
    if (column == null) {
      column = new long[Part.MOST_ROWS];
      values[index] = column;
    }
    if ((decoded >>> index & 1) == 0) {
      decode(index, column);
      decoded |= 1 << index;
    }
    return column;
  }

  private void decode(int index, long[] column) {
    if (index == TIME) {
      if (timed == 0) {
        beginTimes(column);
      }
      continueTimes(column, rows);
      return;
    }
    if (places[index] < 0) {
      java.util.Arrays.fill(column, 0, rows, 0);
      return;
    }
    in.at = places[index];
    if (index > TIME && part.isRanged(index - TIME)) {
      in.number();
      in.number();
    }
    ColumnCodec.read(in, column, rows);
  }

  /** Where the step of time behind a row lies, in bits behind the block's first. */
  int stepBit(int row) {
    long[] column = values[TIME];
    if (column == null) {
      column = new long[Part.MOST_ROWS];
      values[TIME] = column;
    }
    decoded &= ~(1 << TIME);
    beginTimes(column);
    continueTimes(column, row + 1);
    return timeBit;
  }

  private void decodedTimes(int count, int bit) {
    timed = count;
    timeBit = bit;
    if (count == rows) {
      decoded |= 1 << TIME;
    }
  }

  private void beginTimes(long[] column) {
    if (places[TIME] < 0) {
      throw new DamagedIndexException("a block without times");
    }
    in.at = places[TIME];
    int present = in.u16();
    for (int kind = 0; kind < SegmentEncoder.CLASSES; kind++) {
      widths[kind] = 0;
      wide[kind] = 0;
      if ((present >>> kind & 1) != 0) {
        widths[kind] = in.width();
        wide[kind] = in.width();
      }
    }
    timeBit = in.at << 3;
    column[0] = java.util.Objects.requireNonNull(segment).time(number);
    timed = 1;
  }

  private void continueTimes(long[] column, int wanted) {
    long begin = java.util.Objects.requireNonNull(segment).begin;
    boolean classed = part.hasStates();
    long[] states = classed ? values(1) : column;
    boolean oneKey = hasOneKey();
    long[] keys = oneKey ? column : keys();
    byte[] bytes = in.bytes;
    int bit = timeBit;
    int i = timed;
    long time = column[i - 1];
    while (i < wanted) {
      boolean goesOn = oneKey || keys[i] == keys[i - 1];
      int kind = !goesOn ? SegmentEncoder.FROM_BEGIN : classed ? (int) states[i - 1] & 0xF : 0;
      int width = widths[kind];
      long step = Bits.get(bytes, bit, width);
      bit += width;
      if (width < wide[kind] && step == (1L << width) - 1) {
        step = Bits.get(bytes, bit, wide[kind]);
        bit += wide[kind];
      }
      time = (goesOn ? time : begin) + step;
      column[i++] = time;
    }
    decodedTimes(i, bit);
  }
}
