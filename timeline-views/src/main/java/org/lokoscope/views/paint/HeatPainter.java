// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.statistics.Heat;

/** Draws when durations began: time to the right, longer ones further up, many of them brighter. */
public final class HeatPainter {

  private static final double LEFT = 60;
  private static final double RIGHT = 12;
  private static final double TOP = 20;
  private static final double BOTTOM = 20;
  private static final double LINE = 14;

  private HeatPainter() {}

  /** The column below a pixel, or -1. */
  public static int columnAt(double x, double width) {
    double plot = width - LEFT - RIGHT;
    double at = (x - LEFT) / plot;
    return plot <= 0 || at < 0 || at >= 1 ? -1 : (int) (at * Heat.COLUMNS);
  }

  /** Paints it with its upper edge at a pixel. */
  public static void paint(Surface surface, Heat heat, double y, double width, double height) {
    Theme theme = surface.theme();
    surface.fill(0, y, width, height, theme.of(Tone.PANEL));
    int low = Heat.ROWS;
    int high = -1;
    int most = 0;
    for (int i = 0; i < heat.counts().length; i++) {
      if (heat.counts()[i] > 0) {
        low = Math.min(low, i % Heat.ROWS);
        high = Math.max(high, i % Heat.ROWS);
        most = Math.max(most, heat.counts()[i]);
      }
    }
    Rectangle plot = new Rectangle(LEFT, y + TOP, width - LEFT - RIGHT, height - TOP - BOTTOM);
    if (high < 0 || plot.width() < 40 || plot.height() < 20) {
      return;
    }
    surface.text("When they began", RIGHT, y + TOP - 7, TextStyle.SMALL, theme.of(Tone.DIM_TEXT));
    surface.fill(plot.x(), plot.y(), plot.width(), plot.height(), theme.of(Tone.LANE_EVEN));
    double cell = plot.height() / (high - low + 1);
    double wide = plot.width() / Heat.COLUMNS;
    double free = Double.MAX_VALUE;
    for (int row = low; row <= high; row++) {
      double top = plot.bottom() - (row - low + 1) * cell;
      for (int column = 0; column < Heat.COLUMNS; column++) {
        int count = heat.count(column, row);
        if (count > 0) {
          double part = 0.25 + 0.75 * Math.log1p(count) / Math.log1p(most);
          int colour = Palette.mix(theme.of(Tone.ACCENT), theme.of(Tone.LANE_EVEN), part);
          surface.fill(plot.x() + column * wide, top, wide, cell, colour);
        }
      }
      if (top + cell + LINE / 2 <= free) {
        surface.text(
            Figures.duration(Heat.from(row)),
            6,
            top + cell,
            TextStyle.SMALL,
            theme.of(Tone.DIM_TEXT));
        free = top + cell - LINE / 2;
      }
    }
    double baseline = plot.bottom() + LINE;
    String from = Figures.instant(heat.range().from());
    String to = Figures.instant(heat.range().to());
    surface.text(from, plot.x(), baseline, TextStyle.SMALL, theme.of(Tone.DIM_TEXT));
    double end = plot.right() - surface.textWidth(to, TextStyle.SMALL);
    surface.text(to, end, baseline, TextStyle.SMALL, theme.of(Tone.DIM_TEXT));
  }
}
