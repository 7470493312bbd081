// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Series;
import org.lokoscope.store.analysis.Growth;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.layout.GraphTrack.Unit;
import org.lokoscope.views.viewport.TimeText;

/**
 * The growth that a finding is about: a fiber's words against its resumes with the line through
 * them, or a number over time; and where the playhead stands.
 */
final class GrowthPainter implements PageBlock {

  private static final double AXIS = 78;
  private static final double BELOW = 24;
  private static final double LEAST = 150;

  private final Surface surface;
  private final @Nullable Growth growth;
  private final @Nullable Series series;
  private final Unit unit;
  private final long end;
  private final int colour;
  private final double playhead;

  private GrowthPainter(
      Surface surface,
      @Nullable Growth growth,
      @Nullable Series series,
      Unit unit,
      long end,
      int colour,
      double playhead) {
    this.surface = surface;
    this.growth = growth;
    this.series = series;
    this.unit = unit;
    this.end = Math.max(1, end);
    this.colour = colour;
    this.playhead = playhead;
  }

  /**
   * @param playhead nanoseconds; negative for none
   */
  static GrowthPainter ofFiber(Surface surface, Growth growth, int colour, double playhead) {
    return new GrowthPainter(surface, growth, null, Unit.WORDS, 0, colour, playhead);
  }

  /**
   * @param end of the time axis, nanoseconds
   */
  static GrowthPainter overTime(
      Surface surface, Series series, Unit unit, long end, int colour, double playhead) {
    return new GrowthPainter(surface, null, series, unit, end, colour, playhead);
  }

  @Override
  public double height(double width) {
    return LEAST;
  }

  @Override
  public double stretch() {
    return 1;
  }

  @Override
  public void paint(Rectangle box) {
    Rectangle plot =
        new Rectangle(
            box.x() + AXIS, box.y() + 6, box.width() - AXIS - 4, box.height() - 6 - BELOW);
    if (growth != null) {
      ofFiber(growth, plot);
    } else if (series != null) {
      overTime(series, plot);
    }
  }

  private void ofFiber(Growth grown, Rectangle plot) {
    List<GrowthPoint> points = grown.points();
    double first = points.getFirst().resume();
    double last = Math.max(first + 1, points.getLast().resume());
    long most = points.stream().mapToLong(GrowthPoint::words).max().orElse(1);
    Scale scale = Scale.of(plot.y(), plot.bottom(), most, unit);
    grid(plot, scale);
    Curve area = new Curve(points.size() + 2);
    Curve edge = new Curve(points.size());
    area.add(plot.x(), plot.bottom());
    for (GrowthPoint point : points) {
      double x = plot.x() + (point.resume() - first) / (last - first) * plot.width();
      area.add(x, scale.y(point.words()));
      edge.add(x, scale.y(point.words()));
    }
    area.add(plot.right(), plot.bottom());
    area.fill(surface, Palette.withAlpha(colour, 0x40));
    edge.stroke(surface, 2.5, colour);
    fitted(grown, plot, scale, first, last);
    xAxis(plot, Figures.count((long) first), Count.of((long) last, "resume"));
    if (playhead >= 0) {
      double at = resumeAt(points, playhead);
      playhead(plot, plot.x() + (at - first) / (last - first) * plot.width());
    }
  }

  private void fitted(Growth grown, Rectangle plot, Scale scale, double first, double last) {
    surface.clip(plot.x(), plot.y(), plot.width(), plot.height());
    double dashes = Math.max(1, Math.floor(plot.width() / 14));
    for (int i = 0; i < dashes; i++) {
      double from = first + (last - first) * i / dashes;
      double to = first + (last - first) * (i + 0.55) / dashes;
      double x = plot.x() + plot.width() * i / dashes;
      surface.line(
          x,
          scale.y(grown.at(from)),
          x + 0.55 * plot.width() / dashes,
          scale.y(grown.at(to)),
          1.4,
          surface.theme().of(Tone.TEXT));
    }
    surface.unclip();
  }

  /** The resume that was under way at a time. */
  private static double resumeAt(List<GrowthPoint> points, double time) {
    double at = points.getFirst().resume();
    for (GrowthPoint point : points) {
      if (point.time() <= time) {
        at = point.resume();
      }
    }
    return at;
  }

  private void overTime(Series points, Rectangle plot) {
    double most = 1;
    for (double high : points.high()) {
      most = Math.max(most, high);
    }
    Scale scale = Scale.of(plot.y(), plot.bottom(), most, unit);
    grid(plot, scale);
    int size = points.size();
    Curve area = new Curve(2 * size + 3);
    Curve edge = new Curve(2 * size + 1);
    area.add(plot.x() + points.times()[0] / (double) end * plot.width(), plot.bottom());
    double last = Double.NaN;
    for (int i = 0; i < size; i++) {
      double x = plot.x() + points.times()[i] / (double) end * plot.width();
      double y = scale.y(points.high()[i]);
      // It is what it was until it is something else: a slope would say what nobody measured.
      if (!Double.isNaN(last)) {
        area.add(x, last);
        edge.add(x, last);
      }
      area.add(x, y);
      edge.add(x, y);
      last = y;
    }
    edge.add(plot.right(), last);
    area.add(plot.right(), last);
    area.add(plot.right(), plot.bottom());
    area.fill(surface, Palette.withAlpha(colour, 0x40));
    edge.stroke(surface, size > plot.width() / 4 ? 1.3 : 2.5, colour);
    xAxis(plot, "0 s", TimeText.duration(end));
    String half = TimeText.duration(end / 2.0);
    double width = surface.textWidth(half, TextStyle.SMALL);
    if (width * 5 < plot.width()) {
      double middle = plot.x() + plot.width() / 2;
      surface.fill(Math.round(middle), plot.bottom(), 1, 4, surface.theme().of(Tone.GRID));
      surface.text(
          half,
          middle - width / 2,
          plot.bottom() + 16,
          TextStyle.SMALL,
          surface.theme().of(Tone.DIM_TEXT));
    }
    if (playhead >= 0) {
      playhead(plot, plot.x() + playhead / end * plot.width());
    }
  }

  private void playhead(Rectangle plot, double x) {
    double at = Math.clamp(x, plot.x(), plot.right());
    surface.fill(at - 0.75, plot.y(), 1.5, plot.height(), surface.theme().of(Tone.PLAYHEAD));
  }

  private void grid(Rectangle plot, Scale scale) {
    surface.fill(
        plot.x(), plot.y(), plot.width(), plot.height(), surface.theme().of(Tone.LANE_EVEN));
    int steps = plot.height() < 130 ? 2 : 4;
    for (int i = 0; i <= steps; i++) {
      double value = scale.top() * i / steps;
      double y = Math.round(scale.y(value));
      surface.fill(plot.x(), y, plot.width(), 1, surface.theme().of(Tone.GRID));
      String label = Texts.atAxis(value, scale.top(), unit);
      double width = surface.textWidth(label, TextStyle.SMALL);
      surface.text(
          label, plot.x() - width - 8, y + 4, TextStyle.SMALL, surface.theme().of(Tone.DIM_TEXT));
    }
  }

  private void xAxis(Rectangle plot, String left, String right) {
    double y = plot.bottom() + 16;
    surface.text(left, plot.x(), y, TextStyle.SMALL, surface.theme().of(Tone.DIM_TEXT));
    double width = surface.textWidth(right, TextStyle.SMALL);
    surface.text(
        right, plot.right() - width, y, TextStyle.SMALL, surface.theme().of(Tone.DIM_TEXT));
  }
}
