// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import org.lokoscope.views.layout.GraphTrack.Unit;

/**
 * A value axis from 0 to a round number.
 *
 * @param yTop pixel of {@code top}
 * @param yZero pixel of 0
 * @param top greatest value of the axis
 */
record Scale(double yTop, double yZero, double top) {

  private static final double[] ROUND = {1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10};

  /**
   * Up to the first round number that is at least {@code most}; for counts one whose half is a
   * whole number, too.
   */
  static Scale of(double yTop, double yZero, double most, Unit unit) {
    double top = round(most);
    boolean halved = unit == Unit.COUNT && top < 10 && top % 2 == 1;
    return new Scale(yTop, yZero, halved ? top + 1 : top);
  }

  double y(double value) {
    return yZero - value / top * (yZero - yTop);
  }

  private static double round(double most) {
    if (most <= 2) {
      return 2;
    }
    double power = Math.pow(10, Math.floor(Math.log10(most)));
    for (double factor : ROUND) {
      if (factor * power >= most) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
