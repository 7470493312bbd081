// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import org.lokoscope.store.LaneState;

/**
 * How long a lane was in each state up to any moment, in a number of steps that does not grow with
 * the trace: sums are kept for every block of intervals, and from there it is a short walk.
 *
 * <p>This does what a pyramid of time buckets does (a column of pixels costs two such sums, however
 * many intervals it covers), is exact at every zoom, and takes a few bits for each interval
 * whatever the length of the trace.
 */
final class IntervalSums implements AutoCloseable {

  static final int STATES = LaneState.values().length;

  private final Table intervals;
  private final KeyIndex index;
  private final StateBlock block;

  /** The segment of the key in which the moment lies, as a place in its index; -1 before all. */
  private int piece = -1;

  /** The segment of which a block was read last. */
  private int entered = -1;

  /** The block in it, and the time of the next block. */
  private int number;

  private long nextBlock = Long.MAX_VALUE;
  private long nextPiece;

  /** The states that have a sum before the piece, as bits. */
  private int earlier;

  /** From the lane's first interval to the moment. */
  private final long[] sums = new long[STATES];

  IntervalSums(Table intervals, int lane) {
    this.intervals = intervals;
    index = intervals.index(lane);
    block = intervals.borrowOfStates();
    block.begin();
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
        : index.before()[piece]
            + (number * Part.MOST_ROWS + block.row() - index.starts()[piece])
            + 1;
  }

  /**
   * The state of the lane from the last moment on, if it is the same up to {@code time}, to which
   * the walk then goes; else -1, and the walk stays where it is.
   */
  int unchanged(long time) {
    if (nextPiece < time || nextBlock < time) {
      return -1;
    }
    if (piece < 0) {
      return 0;
    }
    if (block.next() < time) {
      return -1;
    }
    block.walk(time, sums);
    return block.state();
  }

  /** Goes to a time, which is not before the last one; absent before its first interval. */
  void advance(long time) {
    if (nextPiece < time || nextBlock < time) {
      jump(time);
    } else if (piece >= 0) {
      block.walk(time, sums);
    }
  }

  /** Nanoseconds in each state from the lane's first interval to the moment; read only. */
  long[] sums() {
    return sums;
  }

  /** The states that can have a sum, as bits. */
  int states() {
    return earlier | block.seen();
  }

  /** From one block to another: what was summed up before it was written, and a walk from there. */
  private void jump(long time) {
    int pieces = index.segments().length;
    while (piece + 1 < pieces && index.times()[piece + 1] < time) {
      piece++;
    }
    nextPiece = piece + 1 < pieces ? index.times()[piece + 1] : Long.MAX_VALUE;
    enter(time);
    block.walk(time, sums);
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
    if (piece != entered) {
      for (int state = 0; state < STATES; state++) {
        earlier |= index.sums()[piece][state] != 0 ? 1 << state : 0;
      }
    }
    entered = piece;
    block.load(segment, number);
    int first = Table.firstRow(number, start);
    int last = Math.min(block.rows(), end - number * Part.MOST_ROWS) - 1;
    boolean begins = start / Part.MOST_ROWS == number;
    System.arraycopy(index.sums()[piece], 0, sums, 0, STATES);
    block.enter(
        first,
        last,
        begins ? index.times()[piece] : segment.time(number),
        index.bits()[piece],
        sums);
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
        walk.advance(time);
        System.arraycopy(walk.sums, 0, total, 0, STATES);
      }
    }
    return total;
  }
}
