// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

/** A rectangle to draw in. */
record Rectangle(double x, double y, double width, double height) {

  double right() {
    return x + width;
  }

  double bottom() {
    return y + height;
  }

  Rectangle inset(double by) {
    return new Rectangle(x + by, y + by, Math.max(1, width - 2 * by), Math.max(1, height - 2 * by));
  }
}
