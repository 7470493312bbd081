// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;
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
    Trend trend = trend(least);
    if (!trend.growing()) {
      trend = trend(late(least));
    }
    return new Accumulation(trend.growing(), trend.confidence(), (long) least[PARTS - 1]);
  }

  private static Trend trend(double[] least) {
    return Trend.of(IntStream.range(0, least.length).asDoubleStream().toArray(), least, FEW);
  }

  /**
   * The last parts, from the last one on that was no higher than the first half: what began late.
   * None if these are less than a quarter of the run's work: the end of a run may take a run-up.
   */
  private static double[] late(double[] least) {
    double most = Arrays.stream(least, 0, PARTS / 2).max().orElse(0);
    int start = PARTS - 1;
    while (start > 0 && least[start] > most) {
      start--;
    }
    return PARTS - start <= PARTS / 4 ? new double[0] : Arrays.copyOfRange(least, start, PARTS);
  }
}
