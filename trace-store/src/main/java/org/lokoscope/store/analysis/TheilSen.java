// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.Arrays;

/**
 * The slope of a line through points, some of which may be far off: the median of the slopes of all
 * pairs. Up to 29 % of the points may be arbitrary without moving it far.
 */
final class TheilSen {

  private TheilSen() {}

  /** The slope of {@code y} over {@code x}, or 0 when no two points differ in {@code x}. */
  static double slope(double[] x, double[] y) {
    int n = x.length;
    double[] slopes = new double[n * (n - 1) / 2];
    int size = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        if (x[j] != x[i]) {
          slopes[size++] = (y[j] - y[i]) / (x[j] - x[i]);
        }
      }
    }
    Arrays.sort(slopes, 0, size);
    return middle(slopes, size);
  }

  /** The median of the first numbers of an array, which are in order; 0 if there are none. */
  static double middle(double[] values, int size) {
    if (size == 0) {
      return 0;
    }
    int middle = size / 2;
    return size % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
