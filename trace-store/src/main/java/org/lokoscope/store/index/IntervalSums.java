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

  /** Where the walk is. */
  private long moment;

  /** Sums from the lane's first interval to the moment, and to the moment before it. */
  private final long[] sums = new long[STATES];

  private final long[] earlier = new long[STATES];

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
    if (piece >= 0 && row < last && block.timeAfter(row) < time) {
      return -1;
    }
    int state = piece < 0 ? 0 : block.state(row);
    sums[state] += piece < 0 ? 0 : time - moment;
    moment = time;
    return state;
  }

  /**
   * Goes to a time, which is not before the last one, and adds to {@code into} how long the lane
   * was in each state since then; absent before its first interval.
   */
  void advance(long time, long[] into) {
    System.arraycopy(sums, 0, earlier, 0, STATES);
    if (nextPiece < time || nextBlock < time) {
      jump(time);
    } else if (piece >= 0) {
      row = block.walk(row, last, moment, time, sums);
    }
    moment = time;
    for (int state = 0; state < STATES; state++) {
      into[state] += sums[state] - earlier[state];
    }
  }

  /** From one block to another: what was summed up before it was written, and a walk from there. */
  private void jump(long time) {
    int pieces = index.segments().length;
    while (piece + 1 < pieces && index.times()[piece + 1] < time) {
      piece++;
    }
    nextPiece = piece + 1 < pieces ? index.times()[piece + 1] : Long.MAX_VALUE;
    enter(time);
    row = block.walk(row, last, block.timeOf(row), time, sums);
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
    System.arraycopy(index.sums()[piece], 0, sums, 0, STATES);
    if (row == 0) {
      block.addSums(sums);
    }
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
