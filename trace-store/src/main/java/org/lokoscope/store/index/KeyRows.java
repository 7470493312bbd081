// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

/**
 * The rows of one key, numbered from 0 in order of time. Of one thread: the block that was read
 * last stays decoded.
 */
final class KeyRows implements AutoCloseable {

  private final Table table;
  private final KeyIndex index;
  private final Block block;

  /** The segment of the row that was read last, as a place in the index. */
  private int piece;

  KeyRows(Table table, KeyIndex index, Block block) {
    this.table = table;
    this.index = index;
    this.block = block;
  }

  @Override
  public void close() {
    table.giveBack(block);
  }

  long size() {
    return index.size();
  }

  long time(long row) {
    int at = go(row);
    return block.times()[at];
  }

  /** A value; column 0 is the time. */
  long get(int column, long row) {
    int at = go(row);
    return block.values(column)[at];
  }

  /** Loads the block of a row and returns the row's place in it. */
  private int go(long row) {
    find(row);
    int at = index.starts()[piece] + (int) (row - index.before()[piece]);
    block.load(table.segment(index.segments()[piece]), at / Part.MOST_ROWS);
    return at % Part.MOST_ROWS;
  }

  private void find(long row) {
    long[] before = index.before();
    if (row >= before[piece] && row < before[piece + 1]) {
      return;
    }
    if (row < 0 || row >= size()) {
      throw new IndexOutOfBoundsException("row=" + row + " of " + size());
    }
    int low = 0;
    int high = index.segments().length - 1;
    while (low < high) {
      int middle = low + high + 1 >>> 1;
      if (before[middle] <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    piece = low;
  }

  /** The first row whose time is at least {@code time}; {@link #size} if none is. */
  long firstFrom(long time) {
    long[] times = index.times();
    int low = -1;
    int high = times.length - 1;
    while (low < high) {
      int middle = low + high + 1 >>> 1;
      if (times[middle] < time) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low < 0 ? 0 : firstFrom(low, time);
  }

  private long firstFrom(int in, long time) {
    int start = index.starts()[in];
    int rows = (int) (index.before()[in + 1] - index.before()[in]);
    SegmentRef segment = table.segment(index.segments()[in]);
    int found = lastBlock(segment, start, start + rows, time);
    block.load(segment, found);
    long[] at = block.times();
    int low = Table.firstRow(found, start);
    int high = Math.min(block.rows(), start + rows - found * Part.MOST_ROWS);
    while (low < high) {
      int middle = low + high >>> 1;
      if (at[middle] < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return index.before()[in] + (found * Part.MOST_ROWS + low - start);
  }

  /** The last block whose first row of the key is before {@code time}; the first if none is. */
  static int lastBlock(SegmentRef segment, int start, int end, long time) {
    int low = start / Part.MOST_ROWS;
    int high = (end - 1) / Part.MOST_ROWS;
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

  /**
   * Puts the least and the greatest value of some rows, at least one, into the first two places of
   * {@code into}; of a column of which ranges are kept.
   */
  void bounds(int column, long from, long to, long[] into) {
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (long row = from; row < to; ) {
      int at = go(row);
      int end = (int) Math.min(block.rows(), at + Math.min(to, index.before()[piece + 1]) - row);
      if (at == 0 && end == block.rows() && block.hasOneKey()) {
        block.bounds(column, into);
        least = Math.min(least, into[0]);
        greatest = Math.max(greatest, into[1]);
      } else {
        long[] values = block.values(column);
        for (int i = at; i < end; i++) {
          least = Math.min(least, values[i]);
          greatest = Math.max(greatest, values[i]);
        }
      }
      row += end - at;
    }
    into[0] = least;
    into[1] = greatest;
  }
}
