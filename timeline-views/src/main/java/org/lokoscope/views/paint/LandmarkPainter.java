// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.List;
import org.lokoscope.store.LaneId;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.query.Landmarks;
import org.lokoscope.views.query.Taken;

/**
 * Draws what is rare: spans below the state of their lane, marks as flags on theirs, what was taken
 * of the CPUs over their lanes, and holes of the trace, torn through all lanes.
 */
final class LandmarkPainter {

  private static final double LEAST_TEXT = 26;
  private static final double TOOTH = 5;

  /** Height of what was taken somewhere in a stretch: the state must stay in sight. */
  private static final double SAMPLED = 6;

  /** Pixels from one sign of a ready port to the next. */
  private static final double LEAST_READY = 12;

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
      List<Landmarks.Mark> marks = landmarks.marksOf().get(row.lane());
      if (marks != null) {
        marks(row, marks);
      }
      if (row.lane().kind() == LaneId.Kind.CPU) {
        taken(row, landmarks.taken());
      }
    }
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

  /** From above down, as much of the height as was taken of the time. */
  private void taken(Row row, List<Taken> all) {
    int veil = Palette.withAlpha(theme.of(Tone.BACKGROUND), 0xb0);
    int ink = theme.of(Tone.TEXT);
    double drawn = left - 1;
    for (Taken each : all) {
      double x1 = Math.max(left, frame.x(each.from()));
      double x2 = Math.min(right, frame.x(each.to()));
      if (x2 < left || x1 > right || x2 < drawn) {
        continue;
      }
      double width = Math.max(1, x2 - x1);
      double most = each.byJvm() ? row.stateHeight() - 2 : SAMPLED;
      double height = Math.max(2, most * each.part());
      surface.fill(x1, top(row) + 1, width, height, veil);
      surface.fill(x1, top(row) + 1, width, 1.2, Palette.withAlpha(ink, 0xb0));
      if (width >= Pattern.TILE && each.byJvm()) {
        surface.pattern(
            x1, top(row) + 1, width, height, Pattern.SPARSE, Palette.withAlpha(ink, 0x80));
        String text = Texts.cut(surface, "collection", TextStyle.SMALL, width - 8);
        surface.text(text, x1 + 4, top(row) + row.stateHeight() / 2 + 4, TextStyle.SMALL, ink);
      }
      drawn = Math.max(x2, Math.floor(x1) + 1);
    }
  }

  /** Those of a pixel are one; what there is much of has no flag where it stands too close. */
  private void marks(Row row, List<Landmarks.Mark> marks) {
    double last = Double.NEGATIVE_INFINITY;
    for (int i = firstFrom(marks, Math.floor(frame.window().from())); i < marks.size(); i++) {
      Landmarks.Mark mark = marks.get(i);
      double x = frame.x(mark.time());
      if (x > right) {
        return;
      }
      if (x - last >= (mark.isFrequent() ? LEAST_READY : 1)) {
        flag(mark, x, top(row), row.stateHeight());
        last = x;
      }
    }
  }

  private static int firstFrom(List<Landmarks.Mark> marks, double time) {
    int low = 0;
    int high = marks.size();
    while (low < high) {
      int middle = low + high >>> 1;
      if (marks.get(middle).time() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void flag(Landmarks.Mark mark, double x, double y, double height) {
    int colour = mark.failure() ? theme.of(Tone.LEAK) : theme.of(Tone.EDGE);
    if (mark.isFrequent()) {
      double foot = y + height - 1;
      surface.fillPath(
          new double[] {x - 2.5, x + 2.5, x}, new double[] {foot, foot, foot - 5}, 3, colour);
      return;
    }
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
    // What other CPUs have told of that time stays in sight.
    surface.fill(x1, top, x2 - x1, height, Palette.withAlpha(theme.of(Tone.BACKGROUND), 0xa0));
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
