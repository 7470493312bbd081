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
}
