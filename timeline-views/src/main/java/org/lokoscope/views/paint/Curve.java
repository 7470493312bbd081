// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

/** Points gathered for a path. */
final class Curve {

  private final double[] xs;
  private final double[] ys;
  private int count;

  Curve(int capacity) {
    xs = new double[capacity];
    ys = new double[capacity];
  }

  void add(double x, double y) {
    xs[count] = x;
    ys[count] = y;
    count++;
  }

  void fill(Surface surface, int colour) {
    surface.fillPath(xs, ys, count, colour);
  }

  void stroke(Surface surface, double thickness, int colour) {
    surface.strokePath(xs, ys, count, thickness, colour);
  }

  /** Every other piece of it. */
  void dash(Surface surface, double thickness, int colour) {
    for (int i = 0; i + 1 < count; i += 2) {
      double[] dashXs = {xs[i], xs[i + 1]};
      double[] dashYs = {ys[i], ys[i + 1]};
      surface.strokePath(dashXs, dashYs, 2, thickness, colour);
    }
  }
}
