// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.Locale;
import java.util.Set;

/** The tables of an index. */
enum Part {
  /** By lane: state, subject, site. */
  INTERVALS(4, 1 << 18, Set.of()),
  /** By fiber, at each suspend: resume, frames, words, base words, winders, site. */
  GROWTH(7, 1 << 17, Set.of(2, 3, 5)),
  /** By series: value, and a second one that is said at the same times. */
  POINTS(3, 1 << 18, Set.of(1, 2)),
  /** By lane: kind and direction, other lane, how long before the time it was sent, object. */
  ARROWS(5, 1 << 17, Set.of()),
  /** By fiber: kind, continuation, count, first number, numbers. */
  SNAPSHOTS(7, 1 << 14, Set.of()),
  /** The numbers of all snapshots. */
  NUMBERS(2, 1 << 16, Set.of());

  /** Rows of a block, but for the last one of a segment, which may have fewer. */
  static final int MOST_ROWS = 128;

  /** Columns with the time, which is column 0. */
  final int columns;

  /** Rows of a segment, more or less. */
  final int segmentRows;

  /** The columns whose least and greatest values in each block are kept. */
  private final int ranged;

  Part(int columns, int segmentRows, Set<Integer> ranged) {
    this.columns = columns;
    this.segmentRows = segmentRows;
    this.ranged = ranged.stream().mapToInt(column -> 1 << column).sum();
  }

  boolean isRanged(int column) {
    return (ranged >>> column & 1) != 0;
  }

  /**
   * Whether column 1 is a state that lasts until the next row: how long rows are apart depends on
   * it, and sums of the time in each state are kept.
   */
  boolean hasStates() {
    return this == INTERVALS;
  }

  String file() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".table";
  }
}
