// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import org.lokoscope.store.Series;
import org.lokoscope.views.query.Pixels;

/**
 * Draws a line of a graph as a picture, a column for each pixel of the plot: steps have only level
 * and upright edges, so that nothing is gained by the smoothing of a path, which costs many times
 * as much.
 */
final class GraphPicture {

  private final TimelineFrame frame;
  private final Series series;
  private final int left;
  private final int width;
  private final int height;
  private final int[] pixels;

  /** By column, in pixels from the top: the greatest and the least value; -1 for no value. */
  private final int[] tops;

  private final int[] lows;

  private GraphPicture(TimelineFrame frame, Series series, int height) {
    this.frame = frame;
    this.series = series;
    this.height = height;
    left = (int) frame.areas().gutter();
    width = (int) Math.ceil(frame.areas().plotWidth());
    pixels = new int[width * height];
    tops = new int[width];
    lows = new int[width];
  }

  /**
   * @param top pixel of the track's upper edge, from which the picture's rows count
   * @param alpha of the area below the least value of a column, 0 to 255
   */
  static Pixels of(
      TimelineFrame frame,
      Series series,
      Scale scale,
      double top,
      int height,
      int colour,
      int alpha) {
    GraphPicture picture = new GraphPicture(frame, series, height);
    picture.measure(scale, top);
    picture.draw(colour, alpha, (int) Math.round(scale.y(0) - top));
    return new Pixels(picture.width, height, picture.pixels);
  }

  private void measure(Scale scale, double top) {
    java.util.Arrays.fill(tops, -1);
    for (int i = 0; i < series.size(); i++) {
      int from = column(frame.x(series.times()[i]));
      int to = Math.max(from, column(until(i)) - 1);
      if (to < 0 || from >= width) {
        continue;
      }
      int high = row(scale.y(series.high()[i]) - top);
      int low = row(scale.y(series.low()[i]) - top);
      for (int x = Math.max(0, from); x <= Math.min(width - 1, to); x++) {
        tops[x] = tops[x] < 0 ? high : Math.min(tops[x], high);
        lows[x] = tops[x] < 0 ? low : Math.max(lows[x], low);
      }
    }
  }

  private int column(double x) {
    return (int) Math.clamp(Math.floor(x) - left, -1, width + 1.0);
  }

  private int row(double y) {
    return Math.clamp(Math.round(y), 0, height - 1);
  }

  /** The pixel up to which the value of a point holds. */
  private double until(int point) {
    if (point + 1 < series.size()) {
      return frame.x(series.times()[point + 1]);
    }
    double end = frame.overview() == null ? frame.window().highest() : frame.overview().end();
    return frame.x(Math.max(series.times()[point], end));
  }

  private void draw(int colour, int alpha, int zero) {
    int area = Palette.multiplied(colour, alpha);
    int band = Palette.multiplied(colour, Math.max(0, alpha - 0x10));
    int before = -1;
    for (int x = 0; x < width; x++) {
      int top = tops[x];
      if (top >= 0) {
        fill(x, top, Math.min(lows[x], zero), band);
        fill(x, Math.min(lows[x], zero), zero, area);
        int upper = before < 0 ? top : Math.min(top, before);
        int lower = before < 0 ? top : Math.max(top, before);
        fill(x, upper, lower + 1, colour);
      }
      before = top;
    }
  }

  private void fill(int x, int from, int to, int argb) {
    for (int y = from; y < Math.min(to, height); y++) {
      pixels[y * width + x] = argb;
    }
  }
}
