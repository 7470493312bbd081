package org.lokoscope.store.index;

import java.util.Locale;

/** The tables of an index. Those of the second group are computed from those of the first. */
enum Part {
  /** By lane: state, subject, site. */
  INTERVALS(4),
  /** By fiber, at each suspend: resume, frames, words, base words, winders, site. */
  GROWTH(7),
  /** By series: value. */
  POINTS(2),
  /** By lane: kind and direction, other lane, other time, object. */
  ARROWS(5),
  /** By fiber: kind, continuation, count, first number, numbers. */
  SNAPSHOTS(7),
  /** The numbers of all snapshots. */
  NUMBERS(2),

  /**
   * By lane, for every {@link IntervalSums#EVERY} intervals: nanoseconds in each state before them.
   */
  INTERVAL_SUMS(2),
  /** By series, for each block of points: least and greatest value. */
  POINT_RANGES(4),
  /** By fiber, for each block of suspends: least and greatest words, frames, winders. */
  GROWTH_RANGES(7);

  final int columns;

  Part(int columns) {
    this.columns = columns;
  }

  String file() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".table";
  }
}
