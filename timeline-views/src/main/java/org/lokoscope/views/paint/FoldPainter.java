// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import org.lokoscope.views.viewport.TimeRange;

/** Draws the breaks of the axis where time is folded, through ruler, lanes and graphs. */
final class FoldPainter {

  /** Pixels of a fold that has room for two edges. */
  private static final double LEAST_WIDE = 6;

  private static final double TOOTH = 6;

  private FoldPainter() {}

  /** Those in sight, from one height of the frame to another. */
  static void paint(Surface surface, TimelineFrame frame, double top, double height) {
    Areas areas = frame.areas();
    double right = areas.width();
    surface.clip(areas.gutter(), top, areas.plotWidth(), height);
    for (TimeRange fold : frame.window().axis().folds()) {
      double x1 = frame.x(fold.from());
      double x2 = frame.x(fold.to());
      if (x2 >= areas.gutter() && x1 <= right) {
        mark(surface, x1, x2, top, height);
      }
    }
    surface.unclip();
  }

  /** A stretch that is cut out, with an edge of teeth at both sides; where it is narrow, a line. */
  static void mark(Surface surface, double x1, double x2, double top, double height) {
    int ink = surface.theme().of(Tone.DIM_TEXT);
    if (x2 - x1 < LEAST_WIDE) {
      surface.fill(x1, top, Math.max(1, x2 - x1), height, Palette.withAlpha(ink, 0x60));
      return;
    }
    surface.fill(x1, top, x2 - x1, height, surface.theme().of(Tone.BACKGROUND));
    teeth(surface, x1 + 1.5, top, height, ink);
    teeth(surface, x2 - 1.5, top, height, ink);
  }

  private static void teeth(Surface surface, double x, double top, double height, int colour) {
    int teeth = (int) Math.ceil(height / TOOTH) + 1;
    Curve edge = new Curve(teeth);
    for (int i = 0; i < teeth; i++) {
      edge.add(x + (i % 2 == 0 ? -1.5 : 1.5), Math.min(top + height, top + i * TOOTH));
    }
    edge.stroke(surface, 1, Palette.withAlpha(colour, 0xa0));
  }
}
