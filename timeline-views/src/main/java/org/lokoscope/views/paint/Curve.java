// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

/** Points gathered for a path. */
final class Curve {

  /** Length of a dash and of the gap behind it, pixels. */
  private static final double DASH = 5;

  private static final double MOST_PIECES = 400;

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

  /** Every other piece of it, all of one length; longer ones where it is very long. */
  void dash(Surface surface, double thickness, int colour) {
    double piece = Math.max(DASH, length() / MOST_PIECES);
    double walked = 0;
    for (int i = 0; i + 1 < count; i++) {
      double whole = Math.hypot(xs[i + 1] - xs[i], ys[i + 1] - ys[i]);
      for (double from = 0; from < whole; ) {
        double at = walked + from;
        long number = (long) Math.floor(at / piece + 1e-9);
        double to = Math.min(whole, from + (number + 1) * piece - at);
        if (number % 2 == 0) {
          piece(surface, i, from / whole, to / whole, thickness, colour);
        }
        from = to;
      }
      walked += whole;
    }
  }

  private double length() {
    double length = 0;
    for (int i = 0; i + 1 < count; i++) {
      length += Math.hypot(xs[i + 1] - xs[i], ys[i + 1] - ys[i]);
    }
    return length;
  }

  private void piece(Surface surface, int i, double from, double to, double thickness, int colour) {
    double dx = xs[i + 1] - xs[i];
    double dy = ys[i + 1] - ys[i];
    double[] dashXs = {xs[i] + from * dx, xs[i] + to * dx};
    double[] dashYs = {ys[i] + from * dy, ys[i] + to * dy};
    surface.strokePath(dashXs, dashYs, 2, thickness, colour);
  }
}
