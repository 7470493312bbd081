// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.List;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.statistics.Latencies;
import org.lokoscope.views.statistics.Latencies.Bar;

/** A histogram of durations on a logarithmic scale, with its percentiles as lines. */
public final class HistogramPainter {

  private static final double LEFT = 12;
  private static final double TOP = 40;
  private static final double BOTTOM = 24;
  private static final double LEAST_BAR = 7;
  private static final double[] PERCENTILES = {0.5, 0.9, 0.99, 0.999};

  private HistogramPainter() {}

  /** So many bars fit a width. */
  public static int bars(double width) {
    return (int) Math.clamp((width - 2 * LEFT) / LEAST_BAR, 8, 160);
  }

  public static void paint(Surface surface, Latencies data, double width, double height) {
    Theme theme = surface.theme();
    surface.fill(0, 0, width, height, theme.of(Tone.PANEL));
    Rectangle plot = new Rectangle(LEFT, TOP, width - 2 * LEFT, height - TOP - BOTTOM);
    if (data.count() == 0 || plot.width() < 40 || plot.height() < 20) {
      surface.text(
          "Nothing of this kind in the visible time.",
          LEFT,
          24,
          TextStyle.NORMAL,
          theme.of(Tone.DIM_TEXT));
      return;
    }
    List<Bar> bars = data.bars(bars(width));
    double most = Math.log1p(bars.stream().mapToInt(Bar::count).max().orElse(1));
    for (int i = 0; i < bars.size(); i++) {
      double x = plot.x() + plot.width() * i / bars.size();
      double high = plot.height() * Math.log1p(bars.get(i).count()) / most;
      surface.fill(
          x, plot.bottom() - high, plot.width() / bars.size() - 1, high, theme.of(Tone.TOTAL));
    }
    surface.fill(plot.x(), plot.bottom(), plot.width(), 1, theme.of(Tone.SEPARATOR));
    axis(surface, plot, bars);
    percentiles(surface, plot, data, bars);
  }

  private static void axis(Surface surface, Rectangle plot, List<Bar> bars) {
    double free = plot.x();
    for (int i = 0; i < bars.size(); i++) {
      double x = plot.x() + plot.width() * i / bars.size();
      String label = Figures.duration(bars.get(i).from());
      double wide = surface.textWidth(label, TextStyle.SMALL);
      if (x >= free && x + wide < plot.right()) {
        surface.fill(x, plot.bottom(), 1, 4, surface.theme().of(Tone.DIM_TEXT));
        surface.text(
            label, x, plot.bottom() + 16, TextStyle.SMALL, surface.theme().of(Tone.DIM_TEXT));
        free = x + wide + 40;
      }
    }
  }

  private static void percentiles(Surface surface, Rectangle plot, Latencies data, List<Bar> bars) {
    double low = Math.log(bars.getFirst().from());
    double span = Math.max(1e-9, Math.log(bars.getLast().to()) - low);
    double free = 0;
    for (double part : PERCENTILES) {
      double value = data.percentile(part);
      double x = plot.x() + plot.width() * (Math.log(Math.max(1, value)) - low) / span;
      surface.fill(x, TOP - 14, 1.5, plot.height() + 14, surface.theme().of(Tone.ACCENT));
      String label = label(part) + " " + Figures.duration(value);
      double wide = surface.textWidth(label, TextStyle.SMALL);
      double at = Math.min(x + 4, plot.right() - wide);
      if (at > free) {
        surface.text(label, at, TOP - 6, TextStyle.SMALL, surface.theme().of(Tone.TEXT));
        free = at + wide + 6;
      }
    }
    surface.text(
        data.measure().title()
            + ": "
            + Count.of(data.count(), "time")
            + (data.cut() ? ", the first of more" : ""),
        LEFT,
        16,
        TextStyle.STRONG,
        surface.theme().of(Tone.TEXT));
  }

  private static String label(double part) {
    return part == 0.5 ? "median" : Figures.number(100 * part) + " %";
  }
}
