package org.lokoscope.views.paint;

import java.util.List;
import org.lokoscope.store.LaneId;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.query.Landmarks;

/**
 * Draws what is rare: spans below the state of their lane, marks as flags on theirs, and holes of
 * the trace, torn through all lanes.
 */
final class LandmarkPainter {

  private static final double LEAST_TEXT = 26;
  private static final double TOOTH = 5;

  private final Surface surface;
  private final Theme theme;
  private final TimelineFrame frame;
  private final double left;
  private final double right;

  LandmarkPainter(Surface surface, TimelineFrame frame) {
    this.surface = surface;
    this.theme = surface.theme();
    this.frame = frame;
    this.left = frame.areas().gutter();
    this.right = frame.areas().width();
  }

  void paint() {
    Areas areas = frame.areas();
    Landmarks landmarks = frame.overlay().landmarks();
    surface.clip(left, areas.lanesTop(), areas.plotWidth(), areas.lanesHeight());
    for (Row row : LanePainter.visible(frame)) {
      List<Landmarks.Span> spans = landmarks.spans().get(row.lane());
      if (spans != null) {
        spans(row, spans);
      }
    }
    marks(landmarks.marks());
    surface.unclip();
    for (Landmarks.Gap gap : landmarks.gaps()) {
      gap(gap);
    }
  }

  private double top(Row row) {
    return frame.areas().lanesTop() + row.y() - frame.scroll();
  }

  private void spans(Row row, List<Landmarks.Span> spans) {
    double drawn = left - 1;
    for (Landmarks.Span span : spans) {
      double y = top(row) + row.stateHeight() + span.depth() * Row.SPAN - 1;
      double x1 = Math.max(left, frame.x(span.from()));
      double x2 = Math.min(right, frame.x(span.to()));
      boolean hidden = span.depth() == 0 && x2 < drawn;
      if (x2 < left || x1 > right || y + Row.SPAN > top(row) + row.height() || hidden) {
        continue;
      }
      double width = Math.max(1, x2 - x1 - 0.6);
      int colour = Palette.mix(theme.of(Tone.TOTAL), theme.of(Tone.PANEL), 0.5);
      surface.fill(x1, y, width, Row.SPAN - 2, colour);
      String text =
          width < LEAST_TEXT ? "" : Texts.cut(surface, span.name(), TextStyle.SMALL, width - 6);
      surface.text(text, x1 + 3, y + Row.SPAN - 4.5, TextStyle.SMALL, Palette.inkOn(colour));
      // Spans in the pixel of another one would be drawn over it.
      drawn = span.depth() == 0 ? Math.max(x2, Math.floor(x1) + 1) : drawn;
    }
  }

  private void marks(List<Landmarks.Mark> marks) {
    LaneId lane = null;
    Row row = null;
    double last = -1;
    for (Landmarks.Mark mark : marks) {
      double x = frame.x(mark.time());
      if (x < left || x > right || Math.abs(x - last) < 1 && mark.lane().equals(lane)) {
        continue;
      }
      if (!mark.lane().equals(lane)) {
        lane = mark.lane();
        row = frame.rows().of(lane, frame.scroll()).orElse(null);
      }
      if (row != null) {
        flag(mark, x, top(row), row.stateHeight());
        last = x;
      }
    }
  }

  private void flag(Landmarks.Mark mark, double x, double y, double height) {
    int colour = mark.failure() ? theme.of(Tone.LEAK) : theme.of(Tone.EDGE);
    surface.fill(x, y + 1, 1.4, height - 2, colour);
    surface.fillPath(new double[] {x, x + 7, x}, new double[] {y + 1, y + 4.5, y + 8}, 3, colour);
  }

  /** A hatched band with torn edges; also where it is narrower than a pixel it is seen. */
  private void gap(Landmarks.Gap gap) {
    double x1 = Math.max(left, frame.x(gap.from()));
    double x2 = Math.min(right, Math.max(frame.x(gap.to()), frame.x(gap.from()) + 3));
    if (x2 <= left || x1 >= right) {
      return;
    }
    Areas areas = frame.areas();
    double top = areas.lanesTop();
    double height = areas.lanesHeight();
    int red = theme.of(Tone.LEAK);
    surface.fill(x1, top, x2 - x1, height, theme.of(Tone.BACKGROUND));
    surface.fill(x1, top, x2 - x1, height, Palette.withAlpha(red, 0x28));
    surface.pattern(x1, top, x2 - x1, height, Pattern.SPARSE, Palette.withAlpha(red, 0xa0));
    torn(x1, top, height, red);
    torn(x2, top, height, red);
    String text = Landmarks.text(gap);
    double width = surface.textWidth(text, TextStyle.SMALL) + 10;
    double x = Math.max(left + 2, Math.min((x1 + x2 - width) / 2, right - width - 2));
    surface.fill(x, top + 3, width, 15, theme.of(Tone.FLAG));
    surface.text(text, x + 5, top + 14.5, TextStyle.SMALL, red);
  }

  private void torn(double x, double top, double height, int colour) {
    int teeth = (int) Math.ceil(height / TOOTH) + 1;
    Curve edge = new Curve(teeth);
    for (int i = 0; i < teeth; i++) {
      edge.add(x + (i % 2 == 0 ? -1.5 : 1.5), Math.min(top + height, top + i * TOOTH));
    }
    edge.stroke(surface, 1.3, colour);
  }
}
