// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import org.lokoscope.store.LaneState;

/**
 * How long a lane was in each state up to any moment, in a number of steps that does not grow with
 * the trace: sums are kept for every block of intervals, and from there it is a short walk.
 *
 * <p>This does what a pyramid of time buckets does (a column of pixels costs two such sums, however
 * many intervals it covers), is exact at every zoom, and takes two bits for each interval whatever
 * the length of the trace.
 */
final class IntervalSums implements AutoCloseable {

  static final int STATES = LaneState.values().length;

  private final Table intervals;
  private final KeyIndex index;
  private final Block block;

  /** The segment of the key in which the moment lies, as a place in its index; -1 before all. */
  private int piece = -1;

  /** The segment of which a block was read last. */
  private int entered = -1;

  /** The block in it, the row in that, the last one of the key, and the time of the next block. */
  private int number;

  private int row;
  private int last;
  private long nextBlock = Long.MAX_VALUE;
  private long nextPiece;
  private long[] times = {};
  private long[] states = {};

  /** Where the walk is. */
  private long moment;

  /** Sums from the lane's first interval to a row of the block, which is not behind the row. */
  private final long[] before = new long[STATES];

  private int summed;

  IntervalSums(Table intervals, int lane) {
    this.intervals = intervals;
    block = intervals.borrow();
    index = intervals.index(lane, block);
    nextPiece = index.segments().length == 0 ? Long.MAX_VALUE : index.times()[0];
  }

  @Override
  public void close() {
    intervals.giveBack(block);
  }

  /** How many intervals of the lane began before the moment. */
  long count() {
    return piece < 0
        ? 0
        : index.before()[piece] + (number * Part.MOST_ROWS + row - index.starts()[piece]) + 1;
  }

  /**
   * The state of the lane from the last moment on, if it is the same up to {@code time}, to which
   * the walk then goes; else -1, and the walk stays where it is.
   */
  int unchanged(long time) {
    if (nextPiece < time || nextBlock < time) {
      return -1;
    }
    if (piece >= 0) {
      block.timesUntil(time);
      if (row < last && times[row + 1] < time) {
        return -1;
      }
    }
    moment = time;
    return piece < 0 ? 0 : (int) states[row];
  }

  /**
   * Goes to a time, which is not before the last one, and adds to {@code into} how long the lane
   * was in each state since then; absent before its first interval.
   */
  void advance(long time, long[] into) {
    if (nextPiece < time || nextBlock < time) {
      jump(time, into);
    } else if (piece >= 0) {
      block.timesUntil(time);
      int at = row;
      long since = moment;
      while (at < last && times[at + 1] < time) {
        into[(int) states[at]] += times[at + 1] - since;
        since = times[++at];
      }
      into[(int) states[at]] += time - since;
      row = at;
    }
    moment = time;
  }

  /** From one block to another: the difference of two sums. */
  private void jump(long time, long[] into) {
    if (piece >= 0) {
      sumUp();
      for (int state = 0; state < STATES; state++) {
        into[state] -= before[state];
      }
      into[(int) states[row]] -= moment - times[row];
    }
    int pieces = index.segments().length;
    while (piece + 1 < pieces && index.times()[piece + 1] < time) {
      piece++;
    }
    nextPiece = piece + 1 < pieces ? index.times()[piece + 1] : Long.MAX_VALUE;
    enter(time);
    int low = row;
    int high = Math.min(last, block.timed() - 1);
    while (low < high) {
      int middle = low + high + 1 >>> 1;
      if (times[middle] < time) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    row = low;
    sumUp();
    for (int state = 0; state < STATES; state++) {
      into[state] += before[state];
    }
    into[(int) states[row]] += time - times[row];
  }

  /** Brings the sums up to the row. */
  private void sumUp() {
    for (; summed < row; summed++) {
      before[(int) states[summed]] += times[summed + 1] - times[summed];
    }
  }

  /** Goes to the block of the segment in which the moment lies. */
  private void enter(long time) {
    SegmentRef segment = intervals.segment(index.segments()[piece]);
    int start = index.starts()[piece];
    int end = start + (int) (index.before()[piece + 1] - index.before()[piece]);
    number =
        piece == entered
            ? gallop(segment, (end - 1) / Part.MOST_ROWS, time)
            : KeyRows.lastBlock(segment, start, end, time);
    entered = piece;
    block.load(segment, number);
    row = Table.firstRow(number, start);
    last = Math.min(block.rows(), end - number * Part.MOST_ROWS) - 1;
    System.arraycopy(index.sums()[piece], 0, before, 0, STATES);
    summed = row;
    if (row == 0) {
      block.addSums(before);
    }
    times = block.timesUntil(time);
    states = block.values(1);
    boolean more = number < (end - 1) / Part.MOST_ROWS;
    nextBlock = more ? segment.time(number + 1) : Long.MAX_VALUE;
  }

  /** The last block that begins before a time, which is most often near. */
  private int gallop(SegmentRef segment, int most, long time) {
    int low = number;
    int step = 1;
    while (low + step <= most && segment.time(low + step) < time) {
      low += step;
      step *= 2;
    }
    int high = Math.min(most, low + step - 1);
    while (low < high) {
      int middle = low + high + 1 >>> 1;
      if (segment.time(middle) < time) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Nanoseconds in each state from the first interval to {@code time}. */
  static long[] total(Table intervals, int lane, long time) {
    long[] total = new long[STATES];
    if (intervals.has(lane)) {
      try (IntervalSums walk = new IntervalSums(intervals, lane)) {
        walk.advance(time, total);
      }
    }
    return total;
  }
}
