package org.lokoscope.views.paint;

import java.util.List;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Series;
import org.lokoscope.store.analysis.Growth;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.layout.GraphTrack.Unit;
import org.lokoscope.views.query.LeaksData;
import org.lokoscope.views.viewport.TimeText;

/**
 * The large chart of a diagnosis: one fiber's words against its resumes, or where no fiber has been
 * seen twice, the words of all fibers over time.
 */
final class GrowthPainter {

  private static final double AXIS = 84;

  private final Surface surface;
  private final LeaksData data;
  private final int colour;

  GrowthPainter(Surface surface, LeaksData data, int colour) {
    this.surface = surface;
    this.data = data;
    this.colour = colour;
  }

  void paint(Rectangle box) {
    surface.fill(box.x(), box.y(), box.width(), box.height(), Palette.PANEL);
    Rectangle plot =
        new Rectangle(
            box.x() + AXIS, box.y() + 44, box.width() - AXIS - 20, box.height() - 44 - 42);
    Series words = data.words();
    if (data.growth().points().size() > 1) {
      title(box, "Continuation growth of fiber “" + data.subject() + "”");
      ofFiber(plot);
    } else if (words != null && words.size() > 1) {
      title(box, "Continuation words of all fibers");
      overTime(plot, words);
    } else {
      title(box, "No fiber was suspended often enough to draw its growth");
    }
  }

  private void title(Rectangle box, String text) {
    surface.text(text, box.x() + 14, box.y() + 24, TextStyle.STRONG, Palette.TEXT);
  }

  private void ofFiber(Rectangle plot) {
    Growth growth = data.growth();
    List<GrowthPoint> points = growth.points();
    double first = points.getFirst().resume();
    double last = Math.max(first + 1, points.getLast().resume());
    long most = points.stream().mapToLong(GrowthPoint::words).max().orElse(1);
    Scale scale = Scale.of(plot.y(), plot.bottom(), most, Unit.WORDS);
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
    area.fill(surface, Palette.withAlpha(colour, 0x50));
    edge.stroke(surface, 2.5, colour);
    double y1 = Math.min(plot.bottom(), scale.y(growth.at(first)));
    surface.line(
        plot.x(), y1, plot.right(), scale.y(growth.at(last)), 1.2, Palette.withAlpha(-1, 0xb0));
    xAxis(plot, Figures.count((long) first), Count.of((long) last, "resume"));
    String slope =
        Figures.change(growth.slope(), "word")
            + " ("
            + Figures.change(growth.slope() * 8, "byte")
            + ") per resume";
    note(plot, slope, Texts.quantity(points.getLast().words() * 8.0, Unit.BYTES) + " at the end");
  }

  private void overTime(Rectangle plot, Series words) {
    double most = 1;
    for (double high : words.high()) {
      most = Math.max(most, high);
    }
    Scale scale = Scale.of(plot.y(), plot.bottom(), most, Unit.WORDS);
    grid(plot, scale);
    Curve area = new Curve(words.size() + 2);
    area.add(plot.x(), plot.bottom());
    for (int i = 0; i < words.size(); i++) {
      double x = plot.x() + words.times()[i] / (double) data.end() * plot.width();
      area.add(x, scale.y(words.high()[i]));
    }
    area.add(plot.right(), plot.bottom());
    area.fill(surface, Palette.withAlpha(colour, 0x80));
    xAxis(plot, "0", TimeText.duration(data.end()));
  }

  private void grid(Rectangle plot, Scale scale) {
    surface.fill(plot.x(), plot.y(), plot.width(), plot.height(), Palette.LANE_EVEN);
    for (int i = 0; i <= 4; i++) {
      double value = scale.top() * i / 4;
      double y = Math.round(scale.y(value));
      surface.fill(plot.x(), y, plot.width(), 1, Palette.GRID);
      String label = Texts.quantity(value, Unit.WORDS);
      double width = surface.textWidth(label, TextStyle.SMALL);
      surface.text(label, plot.x() - width - 8, y + 4, TextStyle.SMALL, Palette.DIM_TEXT);
    }
  }

  private void xAxis(Rectangle plot, String left, String right) {
    double y = plot.bottom() + 18;
    surface.text(left, plot.x(), y, TextStyle.SMALL, Palette.DIM_TEXT);
    double width = surface.textWidth(right, TextStyle.SMALL);
    surface.text(right, plot.right() - width, y, TextStyle.SMALL, Palette.DIM_TEXT);
  }

  private void note(Rectangle plot, String... lines) {
    double y = plot.y() + 24;
    for (String line : lines) {
      surface.text(line, plot.x() + 16, y, TextStyle.STRONG, Palette.TEXT);
      y += 19;
    }
  }
}
