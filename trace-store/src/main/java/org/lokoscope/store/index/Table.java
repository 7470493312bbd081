// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Rows of numbers, those of one key in order of time. They lie in segments, each of which holds the
 * rows of a stretch of the trace; what was written is never changed.
 */
final class Table {

  private static final int IDLE = 4;

  private final Part part;
  private final SegmentRef[] segments;

  /** By key, the last segment that has rows of it, plus 1. */
  private final int[] last;

  /** Those that nobody reads with. */
  private final ConcurrentLinkedDeque<Block> idle = new ConcurrentLinkedDeque<>();

  private final ConcurrentLinkedDeque<StateBlock> idleOfStates = new ConcurrentLinkedDeque<>();

  /** Segments that every later table has, too. */
  private final int lasting;

  /** Where the rows of keys lie in the lasting segments; shared with other tables. */
  private final KeyIndexes known;

  private final KeyIndexes found;

  /** A table that will not grow. */
  Table(Part part, SegmentRef[] segments, int[] last) {
    this(part, segments, last, segments.length, new KeyIndexes());
  }

  /**
   * A table.
   *
   * @param last by key, the last segment that has rows of it, plus 1
   * @param lasting how many of the segments every later table has, too
   * @param known to be shared with those
   */
  Table(Part part, SegmentRef[] segments, int[] last, int lasting, KeyIndexes known) {
    this.part = part;
    this.segments = segments;
    this.last = last;
    this.lasting = lasting;
    this.known = known;
    found = lasting == segments.length ? known : new KeyIndexes();
  }

  Part part() {
    return part;
  }

  SegmentRef segment(int number) {
    return segments[number];
  }

  SegmentRef[] segments() {
    return segments;
  }

  /** Where the last segment ends in the file. */
  long end() {
    return segments.length == 0
        ? 0
        : segments[segments.length - 1].offset + segments[segments.length - 1].length;
  }

  int[] last() {
    return last;
  }

  /** The last segment that has rows of a key, or -1. */
  int lastSegment(int key) {
    return key >= 0 && key < last.length ? last[key] - 1 : -1;
  }

  /** Whether there is any row of a key. */
  boolean has(int key) {
    return lastSegment(key) >= 0;
  }

  /** The rows of a key, for one thread, which closes them. */
  KeyRows rows(int key) {
    Block block = borrow();
    return new KeyRows(this, index(key, block), block);
  }

  /** A block to read with: often one that has just been decoded where the next rows lie, too. */
  Block borrow() {
    Block block = idle.poll();
    return block == null ? new Block(part) : block;
  }

  void giveBack(Block block) {
    if (idle.size() < IDLE) {
      idle.push(block);
    }
  }

  /** The same for who sums up states. */
  StateBlock borrowOfStates() {
    StateBlock block = idleOfStates.poll();
    return block == null ? new StateBlock() : block;
  }

  void giveBack(StateBlock block) {
    if (idleOfStates.size() < IDLE) {
      idleOfStates.push(block);
    }
  }

  /** Where the rows of a key lie. */
  KeyIndex index(int key) {
    Block block = borrow();
    try {
      return index(key, block);
    } finally {
      giveBack(block);
    }
  }

  KeyIndex index(int key, Block block) {
    KeyIndex complete = found.get(key);
    if (complete != null && complete.last() == lastSegment(key)) {
      return complete;
    }
    KeyIndex kept = known.get(key);
    KeyIndex begin = kept == null ? null : kept.until(lasting);
    KeyIndex index = KeyIndex.of(this, key, block, begin);
    if (found != known) {
      found.put(key, index);
    }
    if (begin == null || index.last() > begin.last()) {
      known.put(key, index.until(lasting));
    }
    return index;
  }

  /** The first row in a block that belongs to a key whose first row in the segment is known. */
  static int firstRow(int block, int start) {
    return start / Part.MOST_ROWS == block ? start % Part.MOST_ROWS : 0;
  }
}
