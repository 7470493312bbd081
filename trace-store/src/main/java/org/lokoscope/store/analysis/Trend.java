// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

/**
 * How a quantity of one fiber changes from resume to resume.
 *
 * <p>A leak never gives anything back, so it shows in the least values: the record is cut into
 * windows, and the least value of each window must never fall by more than a little, and must still
 * rise from window to window in the second half. So neither a recursion that comes back, nor a
 * warm-up that ends, nor noise is a leak, however steep it is in between; a leak under a recursion,
 * or one that begins late, is one.
 *
 * @param judged false when there are too few points to say anything
 * @param growing whether the quantity grows, and still does at the end
 * @param slope units per resume, by Theil and Sen
 * @param confidence 0 to 1
 */
record Trend(boolean judged, boolean growing, double slope, double confidence) {

  static final int MIN_POINTS = 8;

  static final int FEW_POINTS = 4;

  private static final int WINDOWS = 8;

  /** A fall of the least value by more than this share of the whole rise: it comes back. */
  private static final double FALL = 0.1;

  /** Growth in the second half, compared with the mean: less means that it is coming to rest. */
  private static final double STILL = 0.25;

  private static final Trend UNKNOWN = new Trend(false, false, 0, 0);
  private static final Trend STEADY = new Trend(true, false, 0, 0);

  /**
   * Judges a quantity.
   *
   * @param resumes ascending
   * @param leastRise a rise by less than this is no growth
   */
  static Trend of(double[] resumes, double[] values, double leastRise) {
    int n = values.length;
    if (n < MIN_POINTS) {
      return UNKNOWN;
    }
    int windows = n >= 2 * WINDOWS ? WINDOWS : WINDOWS / 2;
    double[] least = leastOf(values, windows);
    double rise = least[windows - 1] - least[0];
    if (rise < leastRise || falls(least, rise) || !risesToTheEnd(least, rise)) {
      return STEADY;
    }
    double slope = TheilSen.slope(resumes, values);
    if (slope <= 0) {
      // Most pairs do not rise, though the windows do: growth so late that the median misses it.
      slope = rise / (resumes[n - 1] - resumes[0]);
    }
    double certainty = MannKendall.certainty(values);
    double confidence = certainty * (0.5 + 0.5 * monotone(values)) * n / (n + 2.0);
    return new Trend(true, confidence >= 0.5, slope, confidence);
  }

  /**
   * What few points say: they must rise one and all. Only many fibers that do the same make a
   * finding of it, so it is not sure by itself, and the fiber does not count as judged.
   */
  static Trend ofFew(double[] resumes, double[] values, double leastRise) {
    int n = values.length;
    if (n < FEW_POINTS || values[n - 1] - values[0] < leastRise) {
      return UNKNOWN;
    }
    for (int i = 1; i < n; i++) {
      if (values[i] <= values[i - 1]) {
        return UNKNOWN;
      }
    }
    return new Trend(false, true, TheilSen.slope(resumes, values), (n - 1.0) / (n + 4.0));
  }

  private static double[] leastOf(double[] values, int windows) {
    double[] least = new double[windows];
    for (int w = 0; w < windows; w++) {
      least[w] = Double.POSITIVE_INFINITY;
      int end = values.length * (w + 1) / windows;
      for (int i = values.length * w / windows; i < end; i++) {
        least[w] = Math.min(least[w], values[i]);
      }
    }
    return least;
  }

  private static boolean falls(double[] least, double rise) {
    for (int w = 1; w < least.length; w++) {
      if (least[w - 1] - least[w] > FALL * rise) {
        return true;
      }
    }
    return false;
  }

  private static boolean risesToTheEnd(double[] least, double rise) {
    int middle = least.length / 2;
    for (int w = middle; w < least.length; w++) {
      if (least[w] <= least[w - 1]) {
        return false;
      }
    }
    double late = least[least.length - 1] - least[middle - 1];
    double share = (double) (least.length - middle) / (least.length - 1);
    return late >= STILL * share * rise;
  }

  /** The share of steps that do not go down. */
  private static double monotone(double[] values) {
    int up = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] >= values[i - 1]) {
        up++;
      }
    }
    return (double) up / (values.length - 1);
  }
}
