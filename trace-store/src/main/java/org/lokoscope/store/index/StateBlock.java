// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * A walk along the rows of one key in a block of states, which only goes forward, and decodes no
 * more than the states and times on its way: it begins at the last mark before where it goes to.
 * Where nothing is read twice, this is what a strip costs. Of one thread.
 */
final class StateBlock {

  private static final int STATES = SegmentEncoder.STATES;
  private static final int MARKED = SegmentEncoder.MARKED;

  /** The columns of which something is read. */
  private static final int TIME = 2;

  private static final int STATE = 3;

  /** Columns of the table with states: key, link, and its own. */
  private static final int COLUMNS = Part.INTERVALS.columns + 2;

  /** No length of a row: rows of a key are in order of time. */
  private static final long NEVER = -1;

  private final ByteReader in = new ByteReader();
  private @Nullable SegmentRef segment;
  private int number = -1;
  private int rows;

  // What was summed up: of which states, in how many bits, and where the first sum lies.
  private int summed;
  private final int[] stateOf = new int[SegmentEncoder.CLASSES];
  private int kinds;
  private int sumWidth;
  private int markWidth;
  private int bitsWidth;
  private int sumBit;

  // Times: by state, how many bits the length of a row has most often and otherwise, or 0 if all
  // have the same; the number that says that this one is another; and where the first one is.
  private final int[] widths = new int[SegmentEncoder.CLASSES];
  private final int[] wides = new int[SegmentEncoder.CLASSES];
  private final long[] unusual = new long[SegmentEncoder.CLASSES];
  private int firstStep;

  // States, as far as they are decoded.
  private final ColumnCodec.Some column = new ColumnCodec.Some();
  private final byte[] states = new byte[Part.MOST_ROWS];
  private int decoded;

  // Where the walk is.
  private int row;
  private int last;
  private long moment;
  private long next;
  private int bit;

  /** Whether the state and the end of the row are known. */
  private boolean begun;

  /** States that the walk was in, as bits. */
  private int seen;

  // The next mark, and the sums from which those of marks are counted.
  private int mark;
  private long markTime;
  private long baseTime;
  private final long[] base = new long[STATES];

  /** Goes to a block; where in it, {@link #enter} says. */
  void load(SegmentRef wanted, int block) {
    if (segment == wanted && number == block) {
      return;
    }
    segment = null;
    MemorySegment bytes = wanted.bytes();
    int end = wanted.blocks() - 1;
    if (block < 0 || block > end) {
      throw new DamagedIndexException("a block out of its segment");
    }
    int from = wanted.place(block);
    long to = block == end ? wanted.length : (long) wanted.place(block + 1) + Bits.SLACK;
    if (from < 0 || to < from || to > wanted.length) {
      throw new DamagedIndexException("a block out of its segment");
    }
    int length = (int) (to - from);
    if (length > in.bytes.length) {
      in.bytes = new byte[length];
    }
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, from, in.bytes, 0, length);
    rows = block == end ? wanted.rows - block * Part.MOST_ROWS : Part.MOST_ROWS;
    head();
    segment = wanted;
    number = block;
  }

  private void head() {
    in.at = 0;
    summed = in.u16();
    kinds = 0;
    sumWidth = 0;
    if (summed != 0) {
      sumWidth = in.width();
      markWidth = in.width();
      bitsWidth = in.width();
      sumBit = in.at << 3;
      for (int rest = summed; rest != 0; rest &= rest - 1) {
        stateOf[kinds++] = Integer.numberOfTrailingZeros(rest);
      }
      int marks = (rows - 1) / MARKED;
      in.at += kinds * sumWidth + marks * (kinds * markWidth + bitsWidth) + 7 >>> 3;
    }
    int mask = in.u16();
    if ((mask >>> TIME & 1) == 0) {
      throw new DamagedIndexException("a block without times");
    }
    int lengths = in.at;
    int columns = lengths + 2 * Math.max(0, Integer.bitCount(mask & (1 << COLUMNS) - 1) - 1);
    int state = place(mask, STATE, lengths, columns);
    in.at = place(mask, TIME, lengths, columns);
    widths();
    firstStep = in.at << 3;
    in.at = state;
    column.begin(in, (mask >>> STATE & 1) == 0, rows);
  }

  /** Where a column begins. */
  private int place(int mask, int column, int lengths, int columns) {
    int before = Integer.bitCount(mask & (1 << column) - 1);
    if (before == 0) {
      return columns;
    }
    in.at = lengths + 2 * (before - 1);
    return columns + in.u16();
  }

  private void widths() {
    // What is said of the others is of the block before; nobody asks for it.
    for (int rest = in.u16(); rest != 0; rest &= rest - 1) {
      int kind = Integer.numberOfTrailingZeros(rest);
      int width = in.width();
      int wide = in.width();
      widths[kind] = width;
      wides[kind] = width < wide ? wide : 0;
      unusual[kind] = width < wide ? (1L << width) - 1 : NEVER;
    }
  }

  int rows() {
    return rows;
  }

  /**
   * Begins a walk at the first row of the key.
   *
   * @param end the key's last row
   * @param time when the first row begins
   * @param step where the step behind it lies, in bits behind the block's first; not looked at when
   *     the row is the block's
   * @param sums nanoseconds in each state before the first row of the key in the segment; is filled
   *     in with those before its first row in the block
   */
  void enter(int first, int end, long time, int step, long[] sums) {
    row = first;
    last = end;
    moment = time;
    baseTime = time;
    decoded = 0;
    if (first == 0 && sumWidth > 0) {
      int at = sumBit;
      for (int i = 0; i < kinds; i++, at += sumWidth) {
        sums[stateOf[i]] += Bits.get(in.bytes, at, sumWidth);
      }
    }
    seen |= summed;
    System.arraycopy(sums, 0, base, 0, STATES);
    bit = first == 0 ? firstStep : step;
    begun = false;
    mark = first / MARKED + 1;
    markTime = timeOfMark();
  }

  /** States that the lane was in on the way, and perhaps others, as bits. */
  int seen() {
    return seen;
  }

  /** A new walk has been nowhere. */
  void begin() {
    seen = 0;
  }

  int row() {
    return row;
  }

  int state() {
    return states[row];
  }

  /** When the row behind the walk's begins; never, if the walk is at the key's last one. */
  long next() {
    return next;
  }

  /**
   * Goes on to the last row that begins before a moment, and adds up how long each state lasts
   * until then.
   *
   * @param sums up to where the walk is; afterwards up to {@code until}
   */
  void walk(long until, long[] sums) {
    if (markTime < until) {
      jump(until, sums);
    }
    if (!begun) {
      begin(row);
    }
    if (next >= until) {
      sums[states[row]] += until - moment;
      moment = until;
      return;
    }
    byte[] bytes = in.bytes;
    byte[] known = states;
    int[] usual = widths;
    int[] wide = wides;
    long[] full = unusual;
    int at = row;
    int end = last;
    int place = bit;
    long from = moment;
    long to = next;
    int state = known[at];
    int met = 0;
    do {
      sums[state] += to - from;
      from = to;
      if (++at >= decoded) {
        decoded = column.read(known, at);
      }
      state = known[at];
      met |= 1 << state;
      if (at == end) {
        to = Long.MAX_VALUE;
        break;
      }
      int kind = state & 0xF;
      int width = usual[kind];
      int more = wide[kind];
      long step = Bits.get(bytes, place, width);
      // Without a branch, which nobody could foresee: all bits are set where the step is not usual.
      long differs = step ^ full[kind];
      long isWide = ~(differs | -differs) >> 63;
      place += width;
      to += step & ~isWide | Bits.get(bytes, place, more) & isWide;
      place += more & (int) isWide;
    } while (to < until);
    sums[state] += until - from;
    seen |= met;
    row = at;
    bit = place;
    moment = until;
    next = to;
  }

  /** Goes to the last mark before a moment; the next one is. */
  private void jump(long until, long[] sums) {
    long from;
    do {
      from = markTime;
      mark++;
      markTime = timeOfMark();
    } while (markTime < until);
    int at = markBit(mark - 1);
    for (int i = 0; i < kinds; i++, at += markWidth) {
      int state = stateOf[i];
      sums[state] = base[state] + Bits.get(in.bytes, at, markWidth);
    }
    bit = firstStep + (int) Bits.get(in.bytes, at, bitsWidth);
    row = (mark - 1) * MARKED;
    moment = from;
    begun = false;
  }

  private void begin(int first) {
    int state = first < decoded ? states[first] : decode(first);
    seen |= 1 << state;
    next = first == last ? Long.MAX_VALUE : moment + step(state);
    begun = true;
  }

  private int decode(int wanted) {
    decoded = column.read(states, wanted);
    return states[wanted];
  }

  private int markBit(int wanted) {
    return sumBit + kinds * sumWidth + (wanted - 1) * (kinds * markWidth + bitsWidth);
  }

  /** When the row of the mark begins, if it is one of the key's; else never. */
  private long timeOfMark() {
    if (mark * MARKED > last || kinds == 0) {
      return Long.MAX_VALUE;
    }
    int at = markBit(mark);
    long time = baseTime;
    for (int i = 0; i < kinds; i++, at += markWidth) {
      time += Bits.get(in.bytes, at, markWidth);
    }
    return time;
  }

  private long step(int state) {
    int kind = state & 0xF;
    int width = widths[kind];
    long step = Bits.get(in.bytes, bit, width);
    bit += width;
    if (step == unusual[kind] && wides[kind] > 0) {
      step = Bits.get(in.bytes, bit, wides[kind]);
      bit += wides[kind];
    }
    return step;
  }
}
