// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import org.lokoscope.views.query.Pixels;

/** What a painter needs of a canvas. Pixels from the top left; colours are 0xAARRGGBB. */
public interface Surface {

  void fill(double x, double y, double width, double height, int colour);

  void line(double x1, double y1, double x2, double y2, double thickness, int colour);

  /** Fills the polygon of the first {@code count} points. */
  void fillPath(double[] xs, double[] ys, int count, int colour);

  void strokePath(double[] xs, double[] ys, int count, double thickness, int colour);

  /** Writes a line of text; {@code y} is its baseline. */
  void text(String text, double x, double y, TextStyle style, int colour);

  double textWidth(String text, TextStyle style);

  /** Limits drawing to a rectangle, within the limits in force, until {@link #unclip}. */
  void clip(double x, double y, double width, double height);

  void unclip();

  /** Lays a pattern over a rectangle; a surface that cannot leaves it out. */
  default void pattern(
      double x, double y, double width, double height, Pattern pattern, int colour) {}

  /** Draws a picture stretched over a rectangle, without smoothing. */
  default void picture(Pixels pixels, double x, double y, double width, double height) {
    double column = width / pixels.width();
    double row = height / pixels.height();
    for (int i = 0; i < pixels.argb().length; i++) {
      if (pixels.argb()[i] != 0) {
        int across = i % pixels.width();
        int down = i / pixels.width();
        fill(x + across * column, y + down * row, column, row, plain(pixels.argb()[i]));
      }
    }
  }

  /** A colour that is no longer multiplied by its alpha. */
  private static int plain(int argb) {
    int alpha = argb >>> 24;
    int result = alpha;
    for (int shift = 16; shift >= 0; shift -= 8) {
      result = result << 8 | Math.min(255, ((argb >> shift) & 0xff) * 255 / alpha);
    }
    return result;
  }

  /** The colours to draw in. */
  default Theme theme() {
    return Theme.DARK;
  }
}
