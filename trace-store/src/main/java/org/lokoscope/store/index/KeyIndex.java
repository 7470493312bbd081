// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of one key lie: in which segments, from which row of each on.
 *
 * @param segments their numbers, ascending
 * @param starts the key's first row in each
 * @param before how many rows of the key lie before each; behind the last, how many there are
 * @param times the time of the first row in each
 * @param sums nanoseconds in each state before the first row of each; empty without states
 * @param bits where in its block the step behind the first row of each lies; empty without states
 */
record KeyIndex(
    int[] segments, int[] starts, long[] before, long[] times, long[][] sums, int[] bits) {

  private static final KeyIndex NONE =
      new KeyIndex(new int[0], new int[0], new long[1], new long[0], new long[0][], new int[0]);

  long size() {
    return before[segments.length];
  }

  /** The last segment that has rows of the key; -1 if there is none. */
  int last() {
    return segments.length == 0 ? -1 : segments[segments.length - 1];
  }

  /** What is known of the segments before one. */
  KeyIndex until(int segment) {
    int count = segments.length;
    while (count > 0 && segments[count - 1] >= segment) {
      count--;
    }
    return count == segments.length
        ? this
        : new KeyIndex(
            Arrays.copyOf(segments, count),
            Arrays.copyOf(starts, count),
            Arrays.copyOf(before, count + 1),
            Arrays.copyOf(times, count),
            Arrays.copyOf(sums, Math.min(sums.length, count)),
            Arrays.copyOf(bits, Math.min(bits.length, count)));
  }

  /**
   * Finds a key by going back from the last segment that has rows of it.
   *
   * @param known of the first segments of the table; it need not be found again
   */
  static KeyIndex of(Table table, int key, Block block, @Nullable KeyIndex known) {
    int[] segments = new int[8];
    int[] starts = new int[8];
    int[] sizes = new int[8];
    int count = 0;
    int at = table.lastSegment(key);
    KeyIndex begin = known == null ? NONE : known.until(at + 1);
    while (at > begin.last()) {
      if (count == segments.length) {
        segments = Arrays.copyOf(segments, 2 * count);
        starts = Arrays.copyOf(starts, 2 * count);
        sizes = Arrays.copyOf(sizes, 2 * count);
      }
      SegmentRef segment = table.segment(at);
      int start = start(segment, key, block);
      int end = end(segment, key, block);
      if (end <= start) {
        throw new DamagedIndexException("a key without rows");
      }
      block.load(segment, start / Part.MOST_ROWS);
      long back = block.links()[start % Part.MOST_ROWS];
      if (back < 0 || back > at) {
        throw new DamagedIndexException("a link out of the table");
      }
      segments[count] = at;
      starts[count] = start;
      sizes[count++] = end - start;
      at = back == 0 ? -1 : at - (int) back;
    }
    if (at != begin.last()) {
      throw new DamagedIndexException("a link past rows of the key");
    }
    return begin.with(table, block, segments, starts, sizes, count);
  }

  /** The same with more segments, of which the last one comes first. */
  private KeyIndex with(
      Table table, Block block, int[] more, int[] moreStarts, int[] moreSizes, int count) {
    int had = segments.length;
    int all = had + count;
    KeyIndex whole =
        new KeyIndex(
            Arrays.copyOf(segments, all),
            Arrays.copyOf(starts, all),
            Arrays.copyOf(before, all + 1),
            Arrays.copyOf(times, all),
            Arrays.copyOf(sums, table.part().hasStates() ? all : 0),
            Arrays.copyOf(bits, table.part().hasStates() ? all : 0));
    for (int i = had; i < all; i++) {
      int from = count - 1 - (i - had);
      whole.segments[i] = more[from];
      whole.starts[i] = moreStarts[from];
      whole.before[i + 1] = whole.before[i] + moreSizes[from];
      SegmentRef segment = table.segment(more[from]);
      int firstBlock = moreStarts[from] / Part.MOST_ROWS;
      block.load(segment, firstBlock);
      int first = moreStarts[from] % Part.MOST_ROWS;
      whole.times[i] = first == 0 ? segment.time(firstBlock) : block.times()[first];
      if (table.part().hasStates() && first > 0) {
        whole.bits[i] = block.stepBit(first);
      }
    }
    if (table.part().hasStates() && count > 0) {
      whole.addUp(table, block, had);
    }
    return whole;
  }

  /** Sums up the times in each state before each segment from one on. */
  private void addUp(Table table, Block block, int first) {
    if (first == 0) {
      sums[0] = new long[IntervalSums.STATES];
    }
    for (int i = Math.max(1, first); i < segments.length; i++) {
      long[] sum = sums[i - 1].clone();
      int size = (int) (before[i] - before[i - 1]);
      int last = starts[i - 1] + size - 1;
      block.load(table.segment(segments[i - 1]), last / Part.MOST_ROWS);
      int row = Table.firstRow(last / Part.MOST_ROWS, starts[i - 1]);
      if (row == 0) {
        block.addSums(sum);
      }
      long[] time = block.times();
      long[] state = block.values(1);
      for (int to = last % Part.MOST_ROWS; row < to; row++) {
        sum[(int) state[row]] += time[row + 1] - time[row];
      }
      sum[(int) state[row]] += times[i] - time[row];
      sums[i] = sum;
    }
  }

  private static int start(SegmentRef segment, int key, Block block) {
    int at = segment.lastBefore(key);
    if (at < 0) {
      return 0;
    }
    block.load(segment, at);
    return at * Part.MOST_ROWS + firstNotBelow(block, (long) key - segment.firstKey(at));
  }

  private static int end(SegmentRef segment, int key, Block block) {
    int at = key == Integer.MAX_VALUE ? segment.blocks() - 1 : segment.lastBefore(key + 1);
    if (at < 0) {
      return 0;
    }
    block.load(segment, at);
    return at * Part.MOST_ROWS + firstNotBelow(block, key + 1L - segment.firstKey(at));
  }

  private static int firstNotBelow(Block block, long key) {
    if (block.hasOneKey()) {
      return key <= 0 ? 0 : block.rows();
    }
    long[] keys = block.keys();
    int low = 0;
    int high = block.rows();
    while (low < high) {
      int middle = low + high >>> 1;
      if (keys[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
