package org.lokoscope.views.paint;

import java.util.List;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Strip;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.query.LabelledInterval;
import org.lokoscope.views.query.LaneData;
import org.lokoscope.views.query.TimelineData;

/**
 * Draws the visible lanes: intervals one by one where they are wide enough to see, else columns in
 * the dominant state's colour, paler the smaller its share.
 */
final class LanePainter {

  private static final LaneState[] STATES = LaneState.values();
  private static final double PADDING = 2;
  private static final double LEAST_TEXT = 34;

  private final Surface surface;
  private final TimelineFrame frame;
  private final double left;
  private final double right;

  LanePainter(Surface surface, TimelineFrame frame) {
    this.surface = surface;
    this.frame = frame;
    this.left = frame.areas().gutter();
    this.right = frame.areas().width();
  }

  void paint() {
    Areas areas = frame.areas();
    surface.clip(left, areas.lanesTop(), areas.plotWidth(), areas.lanesHeight());
    int index = 0;
    for (Row row : visible(frame)) {
      double y = areas.lanesTop() + row.y() - frame.scroll();
      int back = background(row, index++);
      surface.fill(left, y, right - left, row.height(), back);
      for (TimelineData layer : frame.layers()) {
        LaneData lane = layer.lanes().get(row.lane());
        if (lane != null) {
          layer(layer, lane, y, row.height(), back);
        }
      }
      if (row.lane().equals(frame.marks().lane())) {
        selected(y, row.height());
      }
    }
    surface.unclip();
  }

  static List<Row> visible(TimelineFrame frame) {
    return frame.rows().visible(frame.scroll(), frame.scroll() + frame.areas().lanesHeight());
  }

  private static int background(Row row, int index) {
    if (row.lane().kind() == LaneId.Kind.PROCESS) {
      return Palette.GROUP;
    }
    return index % 2 == 0 ? Palette.LANE_EVEN : Palette.LANE_ODD;
  }

  private void layer(TimelineData layer, LaneData lane, double y, double height, int back) {
    double from = Math.max(left, frame.x(layer.range().from()));
    double to = Math.min(right, frame.x(layer.range().to()));
    surface.fill(from, y, Math.max(0, to - from), height, back);
    if (lane.strip() != null) {
      strip(lane.strip(), y, height, back);
    } else {
      for (LabelledInterval labelled : lane.intervals()) {
        bar(labelled.interval(), y, height);
      }
    }
    for (LabelledInterval labelled : lane.intervals()) {
      label(labelled, y, height);
    }
  }

  private void strip(Strip strip, double y, double height, int back) {
    int columns = strip.dominant().length;
    int begin = 0;
    for (int i = 1; i <= columns; i++) {
      if (i == columns || !alike(strip, begin, i)) {
        columns(strip, begin, i, y, height, back);
        begin = i;
      }
    }
  }

  private static boolean alike(Strip strip, int a, int b) {
    return strip.dominant()[a] == strip.dominant()[b] && strip.share()[a] == strip.share()[b];
  }

  private void columns(Strip strip, int begin, int end, double y, double height, int back) {
    LaneState state = STATES[strip.dominant()[begin]];
    double x1 = Math.max(left, frame.x(strip.from() + (double) begin * strip.bucketWidth()));
    double x2 = Math.min(right, frame.x(strip.from() + (double) end * strip.bucketWidth()));
    if (state == LaneState.ABSENT || x2 <= x1) {
      return;
    }
    double share = (strip.share()[begin] & 0xff) / 255.0;
    int colour = Palette.mix(Palette.of(state), back, 0.25 + 0.75 * share);
    fill(state, x1, Math.max(x2 - x1, 1), y, height, colour);
  }

  private void bar(Interval interval, double y, double height) {
    double x1 = Math.max(left, frame.x(interval.from()));
    double x2 = Math.min(right, frame.x(interval.to()));
    if (x2 >= x1 && interval.state() != LaneState.ABSENT) {
      double gap = x2 - x1 > 4 ? 0.6 : 0;
      fill(
          interval.state(),
          x1,
          Math.max(0.8, x2 - x1 - gap),
          y,
          height,
          Palette.of(interval.state()));
    }
  }

  private void fill(LaneState state, double x, double width, double y, double height, int colour) {
    double full = height - 2 * PADDING;
    double bar = full * Palette.height(state);
    surface.fill(x, y + PADDING + (full - bar) / 2, width, bar, colour);
  }

  private void label(LabelledInterval labelled, double y, double height) {
    LaneState state = labelled.interval().state();
    double x1 = Math.max(left, frame.x(labelled.from())) + 4;
    double x2 = Math.min(right, frame.x(labelled.to())) - 3;
    if (x2 - x1 < LEAST_TEXT || labelled.text().isEmpty()) {
      return;
    }
    boolean thin = Palette.height(state) < 0.5;
    int ink = thin ? Palette.DIM_TEXT : Palette.inkOn(Palette.of(state));
    String text = Texts.cut(surface, labelled.text(), TextStyle.SMALL, x2 - x1);
    if (thin && !text.isEmpty()) {
      double width = surface.textWidth(text, TextStyle.SMALL) + 6;
      surface.fill(x1 - 2, y + PADDING + 2, width, height - 2 * PADDING - 4, Palette.LANE_EVEN);
    }
    surface.text(text, x1, y + height / 2 + 3.8, TextStyle.SMALL, ink);
  }

  private void selected(double y, double height) {
    surface.fill(left, y, right - left, 1, Palette.SELECTION);
    surface.fill(left, y + height - 1, right - left, 1, Palette.SELECTION);
    Interval interval = frame.marks().interval();
    if (interval != null) {
      double x1 = Math.max(left - 2, frame.x(interval.from()));
      double x2 = Math.min(right + 2, Math.max(frame.x(interval.to()), x1 + 3));
      surface.fill(x1, y, x2 - x1, 2, 0xffffffff);
      surface.fill(x1, y + height - 2, x2 - x1, 2, 0xffffffff);
      surface.fill(x1, y, 2, height, 0xffffffff);
      surface.fill(x2 - 2, y, 2, height, 0xffffffff);
    }
  }
}
