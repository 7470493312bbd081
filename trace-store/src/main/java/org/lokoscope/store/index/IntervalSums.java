package org.lokoscope.store.index;

import java.util.Arrays;
import org.lokoscope.store.LaneState;

/**
 * How long a lane was in each state up to any moment, in a number of steps that does not grow with
 * the trace: sums are kept for every {@value #EVERY}th interval, and from there it is a short walk.
 *
 * <p>This does what a pyramid of time buckets does (a column of pixels costs two such sums, however
 * many intervals it covers), is exact at every zoom, and takes 1.5 bytes for each state and
 * interval whatever the length of the trace.
 */
final class IntervalSums {

  static final int EVERY = 64;
  static final int STATES = LaneState.values().length;

  private final Table intervals;
  private final Table sums;
  private final int lane;
  private final long start;
  private final long end;

  /** The last interval that began at or before the time asked for, or one before the first. */
  private long row;

  private final long[] before = new long[STATES];

  IntervalSums(Table intervals, Table sums, int lane) {
    this.intervals = intervals;
    this.sums = sums;
    this.lane = lane;
    start = intervals.start(lane);
    end = intervals.end(lane);
    row = start - 1;
  }

  static void write(Table intervals, Rows out) {
    for (int lane = 0; lane < intervals.keys(); lane++) {
      long[] sum = new long[STATES];
      long start = intervals.start(lane);
      long end = intervals.end(lane);
      for (long row = start; row < end; row++) {
        if ((row - start) % EVERY == 0) {
          for (long value : sum) {
            out.add(lane, 0, value);
          }
        }
        if (row + 1 < end) {
          sum[(int) intervals.get(1, row)] += intervals.time(row + 1) - intervals.time(row);
        }
      }
    }
  }

  /** How many intervals of the lane began before the moment of the last {@link #at}. */
  long count() {
    return row - start + 1;
  }

  /**
   * Puts into {@code into} how long the lane was in each state before {@code time}; absent before
   * its first interval. Calls must not go back in time.
   */
  void at(long time, long[] into) {
    skip(time);
    while (row + 1 < end && intervals.time(row + 1) < time) {
      if (row >= start) {
        before[(int) intervals.get(1, row)] += intervals.time(row + 1) - intervals.time(row);
      }
      row++;
    }
    System.arraycopy(before, 0, into, 0, STATES);
    if (row >= start) {
      into[(int) intervals.get(1, row)] += time - intervals.time(row);
    }
  }

  /** Jumps to the last kept sum before {@code time} if that is farther than a walk. */
  private void skip(long time) {
    long near = row + EVERY;
    if (near >= end || intervals.time(near) >= time) {
      return;
    }
    long low = (Math.max(row, start) - start) / EVERY;
    long high = (end - 1 - start) / EVERY;
    while (low < high) {
      long middle = low + high + 1 >>> 1;
      if (intervals.time(start + middle * EVERY) < time) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    row = start + low * EVERY;
    long at = sums.start(lane) + low * STATES;
    for (int state = 0; state < STATES; state++) {
      before[state] = sums.get(1, at + state);
    }
  }

  /** Nanoseconds in each state from the first interval to {@code time}. */
  static long[] total(Table intervals, Table sums, int lane, long time) {
    long[] total = new long[STATES];
    if (lane >= 0 && lane < intervals.keys()) {
      new IntervalSums(intervals, sums, lane).at(time, total);
    } else {
      Arrays.fill(total, 0);
    }
    return total;
  }
}
