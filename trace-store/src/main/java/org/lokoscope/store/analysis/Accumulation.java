package org.lokoscope.store.analysis;

import org.lokoscope.store.Series;

/**
 * Whether things that are counted, such as messages in a queue, become more and more, and still do
 * at the end of the run.
 *
 * @param growing whether they do
 * @param confidence 0 to 1
 * @param count how many there were in the end
 */
record Accumulation(boolean growing, double confidence, long count) {

  /** Guessed: a queue or a pool of this size needs no cause. */
  static final int FEW = 150;

  private static final int PARTS = 64;
  private static final Accumulation NONE = new Accumulation(false, 0, 0);

  /** Judges how many there were over the run. */
  static Accumulation of(Series series, WorkClock clock) {
    if (series.size() < FEW) {
      return NONE;
    }
    double[] least = clock.least(series, PARTS);
    double[] part = new double[PARTS];
    for (int i = 0; i < PARTS; i++) {
      part[i] = i;
    }
    Trend trend = Trend.of(part, least, FEW);
    return new Accumulation(trend.growing(), trend.confidence(), (long) least[PARTS - 1]);
  }
}
