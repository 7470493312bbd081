// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.Arrays;

/**
 * Whether values rise over time, whatever the shape of the rise: of all pairs, how many more go up
 * than down, against what chance would give.
 */
final class MannKendall {

  private MannKendall() {}

  /** The probability, 0 to 1, that values without a trend would rise less than these do. */
  static double certainty(double[] values) {
    int n = values.length;
    long score = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        score += (long) Math.signum(values[j] - values[i]);
      }
    }
    double variance = (n * (n - 1.0) * (2.0 * n + 5) - ties(values)) / 18;
    if (score <= 0 || variance <= 0) {
      return 0;
    }
    return normal((score - 1) / Math.sqrt(variance));
  }

  private static double ties(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double sum = 0;
    int run = 1;
    for (int i = 1; i <= sorted.length; i++) {
      if (i < sorted.length && sorted[i] == sorted[i - 1]) {
        run++;
      } else {
        sum += run * (run - 1.0) * (2.0 * run + 5);
        run = 1;
      }
    }
    return sum;
  }

  /** The normal distribution function (Abramowitz and Stegun 26.2.17; error below 1e-7). */
  static double normal(double z) {
    double t = 1 / (1 + 0.2316419 * Math.abs(z));
    double tail =
        Math.exp(-z * z / 2)
            / Math.sqrt(2 * Math.PI)
            * t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return z >= 0 ? 1 - tail : tail;
  }
}
