// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

/**
 * Where the rows of one key lie: in which segments, from which row of each on.
 *
 * @param segments their numbers, ascending
 * @param starts the key's first row in each
 * @param before how many rows of the key lie before each; behind the last, how many there are
 * @param times the time of the first row in each
 * @param sums nanoseconds in each state before the first row of each; empty without states
 */
record KeyIndex(int[] segments, int[] starts, long[] before, long[] times, long[][] sums) {

  long size() {
    return before[segments.length];
  }

  /** Finds a key by going back from the last segment that has rows of it. */
  static KeyIndex of(Table table, int key, Block block) {
    int[] segments = new int[8];
    int[] starts = new int[8];
    int[] sizes = new int[8];
    int count = 0;
    int at = table.lastSegment(key);
    while (at >= 0) {
      if (count == segments.length) {
        segments = java.util.Arrays.copyOf(segments, 2 * count);
        starts = java.util.Arrays.copyOf(starts, 2 * count);
        sizes = java.util.Arrays.copyOf(sizes, 2 * count);
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
    return complete(table, block, segments, starts, sizes, count);
  }

  private static KeyIndex complete(
      Table table, Block block, int[] segments, int[] starts, int[] sizes, int count) {
    int[] segmentsUp = new int[count];
    int[] startsUp = new int[count];
    long[] before = new long[count + 1];
    long[] times = new long[count];
    boolean states = table.part().hasStates();
    long[][] sums = new long[states ? count : 0][];
    long[] sum = new long[IntervalSums.STATES];
    int lastState = 0;
    long lastTime = 0;
    for (int i = 0; i < count; i++) {
      int from = count - 1 - i;
      segmentsUp[i] = segments[from];
      startsUp[i] = starts[from];
      before[i + 1] = before[i] + sizes[from];
      SegmentRef segment = table.segment(segments[from]);
      block.load(segment, starts[from] / Part.MOST_ROWS);
      int first = starts[from] % Part.MOST_ROWS;
      times[i] = first == 0 ? segment.time(starts[from] / Part.MOST_ROWS) : block.times()[first];
      if (states) {
        if (i > 0) {
          sum[lastState] += times[i] - lastTime;
        }
        sums[i] = sum.clone();
        int last = starts[from] + sizes[from] - 1;
        block.load(segment, last / Part.MOST_ROWS);
        int row = Table.firstRow(last / Part.MOST_ROWS, starts[from]);
        if (row == 0) {
          block.addSums(sum);
        }
        long[] time = block.times();
        long[] state = block.values(1);
        for (int to = last % Part.MOST_ROWS; row < to; row++) {
          sum[(int) state[row]] += time[row + 1] - time[row];
        }
        lastState = (int) state[row];
        lastTime = time[row];
      }
    }
    return new KeyIndex(segmentsUp, startsUp, before, times, sums);
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
