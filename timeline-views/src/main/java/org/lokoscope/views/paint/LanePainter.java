// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Strip;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.query.LabelledInterval;
import org.lokoscope.views.query.LaneData;
import org.lokoscope.views.query.Pixels;
import org.lokoscope.views.query.Taken;
import org.lokoscope.views.query.TimelineData;
import org.lokoscope.views.viewport.TimeRange;
import org.lokoscope.views.viewport.Viewport;

/**
 * Draws the visible lanes: intervals one by one where they are wide enough to see, each with the
 * pattern of its state and its name, else the picture of a strip, in which every state has its
 * share of the height.
 */
public final class LanePainter {

  private static final double PADDING = 2;
  private static final double LEAST_TEXT = 26;

  /** What is left of a name in less room says nothing, and many of them are a nuisance. */
  private static final double LEAST_CUT = 76;

  /** A narrower bar is too small for its pattern. */
  private static final double LEAST_PATTERN = 7;

  /** Pixels of the life of a fiber that is drawn by itself. */
  private static final double LEAST_LIFE = 2;

  private final Surface surface;
  private final Theme theme;
  private final TimelineFrame frame;
  private final double left;
  private final double right;

  private @Nullable List<Taken> hatched;

  /** Up to where the line is covered by a block of fibers that are not told apart. */
  private double merged;

  LanePainter(Surface surface, TimelineFrame frame) {
    this.surface = surface;
    this.theme = surface.theme();
    this.frame = frame;
    this.left = frame.areas().gutter();
    this.right = frame.areas().width();
  }

  void paint() {
    Areas areas = frame.areas();
    surface.clip(left, areas.lanesTop(), areas.plotWidth(), areas.lanesHeight());
    for (Row row : visible(frame)) {
      double y = areas.lanesTop() + row.y() - frame.scroll();
      int back = background(row);
      Row.Life life = row.life();
      if (life == null || life.isFirst()) {
        surface.fill(left, y, right - left, row.height(), back);
        merged = Double.NEGATIVE_INFINITY;
      }
      if (life == null) {
        lane(row, y, back);
      } else if (life.overlaps(frame.window().from(), frame.window().to())) {
        packed(row, life, y, back);
      }
      if (row.lane().equals(frame.marks().lane())) {
        selected(y, row.stateHeight());
      }
    }
    surface.unclip();
  }

  /** One of several fibers of a line; those that are too narrow to be told apart are one block. */
  private void packed(Row row, Row.Life life, double y, int back) {
    double x1 = Math.max(left, frame.x(life.from()));
    double x2 = Math.min(right, frame.x(life.to()));
    if (!isWide(life, frame.window())) {
      if (x2 > merged) {
        double height = row.stateHeight();
        surface.fill(x1, y + height / 2, Math.max(1, x2 - x1), height / 2 - PADDING, mergedInk());
        merged = Math.max(x2, Math.floor(x1) + 1);
      }
      return;
    }
    surface.clip(x1, y, x2 - x1, row.stateHeight());
    lane(row, y, back);
    surface.unclip();
    surface.fill(x1, y + 1, 1, row.stateHeight() - 2, Palette.withAlpha(theme.of(Tone.TEXT), 0x70));
  }

  private int mergedInk() {
    return Palette.mix(theme.of(Tone.TEXT), theme.of(Tone.PANEL), 0.45);
  }

  /** Whether a fiber that shares a line is drawn by itself. */
  public static boolean isWide(Row.Life life, Viewport window) {
    return window.x(life.to()) - window.x(life.from()) >= LEAST_LIFE;
  }

  /** Draws a part of a lane once more, over what has been drawn there since. */
  void part(Row row, double x, double width) {
    double y = frame.areas().lanesTop() + row.y() - frame.scroll();
    surface.clip(x, y, width, row.stateHeight());
    int back = background(row);
    surface.fill(x, y, width, row.stateHeight(), back);
    lane(row, y, back);
    surface.unclip();
  }

  static List<Row> visible(TimelineFrame frame) {
    return frame.rows().visible(frame.scroll(), frame.scroll() + frame.areas().lanesHeight());
  }

  /** How high what runs is in a row of this height. */
  static int barHeight(double rowHeight) {
    return (int) Math.round(rowHeight - 2 * PADDING);
  }

  private int background(Row row) {
    if (row.lane().kind() == LaneId.Kind.PROCESS) {
      return theme.of(Tone.GROUP);
    }
    boolean even = Math.floorMod(Math.round(row.y() / row.stateHeight()), 2) == 0;
    return theme.of(even ? Tone.LANE_EVEN : Tone.LANE_ODD);
  }

  /**
   * Only the finest layer, if it reaches over the whole window; else what it does not hide, too.
   */
  private void lane(Row row, double y, int back) {
    List<TimelineData> layers = frame.layers();
    int first = layers.size() - 1;
    while (first > 0 && !hidesAll(layers.get(first), row.lane())) {
      first--;
    }
    for (int i = Math.max(0, first); i < layers.size(); i++) {
      LaneData lane = layers.get(i).lanes().get(row.lane());
      if (lane != null) {
        layer(layers.get(i), lane, row, y, back, i > Math.max(0, first));
      }
    }
  }

  private boolean hidesAll(TimelineData layer, LaneId lane) {
    return layer.lanes().containsKey(lane)
        && layer.range().from() <= Math.max(0, frame.window().from())
        && layer.range().to() >= Math.min(frame.window().to(), frame.window().highest());
  }

  private void layer(TimelineData layer, LaneData lane, Row row, double y, int back, boolean over) {
    double height = row.stateHeight();
    if (over) {
      double from = Math.max(left, frame.x(layer.range().from()));
      double to = Math.min(right, frame.x(layer.range().to()));
      surface.fill(from, y, Math.max(0, to - from), height, back);
    }
    for (int i = 0; i < lane.strips().size(); i++) {
      strip(
          lane.strips().get(i),
          lane.pictures().isEmpty() ? null : lane.pictures().get(i),
          y,
          height);
    }
    if (lane.strips().isEmpty()) {
      for (LabelledInterval labelled : lane.intervals()) {
        bar(labelled.interval(), y, height);
      }
    }
    for (LabelledInterval labelled : lane.intervals()) {
      label(labelled, row, y, back);
    }
  }

  /**
   * A strip is even in time. One of an axis with other folds than the frame's is drawn in parts,
   * until there is a finer one.
   */
  private void strip(Strip strip, @Nullable Pixels drawn, double y, double height) {
    double end = strip.from() + (double) strip.dominant().length * strip.bucketWidth();
    Viewport window = frame.window();
    TimeRange range = new TimeRange(strip.from(), (long) end);
    List<TimeRange> parts = window.axis().shown(range);
    Pixels picture = drawn == null ? StripPicture.of(strip, barHeight(height), theme) : drawn;
    for (TimeRange part : parts) {
      double x1 = frame.x(part.from());
      double x2 = frame.x(part.to());
      if (x2 < left || x1 > right) {
        continue;
      }
      double from = x1 - (part.from() - strip.from()) / window.nanosPerPixel();
      double width = (end - strip.from()) / window.nanosPerPixel();
      boolean cut = part.length() < range.length();
      if (cut) {
        surface.clip(x1, y, x2 - x1, height);
      }
      surface.picture(picture, from, y + PADDING, width, height - 2 * PADDING);
      if (cut) {
        surface.unclip();
      }
    }
  }

  private void bar(Interval interval, double y, double height) {
    double x1 = Math.max(left, frame.x(interval.from()));
    double x2 = Math.min(right, frame.x(interval.to()));
    LaneState state = interval.state();
    if (x2 < x1 || state == LaneState.ABSENT) {
      return;
    }
    double gap = x2 - x1 > 4 ? 0.6 : 0;
    double width = Math.max(0.8, x2 - x1 - gap);
    double full = height - 2 * PADDING;
    double bar = Math.round(full * Palette.height(state));
    double top = y + PADDING + full - bar;
    int colour = theme.of(state);
    surface.fill(x1, top, width, bar, colour);
    Pattern pattern = Pattern.of(state);
    if (pattern != Pattern.NONE && width >= LEAST_PATTERN) {
      surface.pattern(x1, top, width, bar, pattern, Palette.patternInk(colour, theme));
    }
  }

  private void label(LabelledInterval labelled, Row row, double y, int back) {
    double height = row.stateHeight();
    LaneState state = labelled.interval().state();
    TimeRange place = place(labelled);
    if (row.lane().kind() == LaneId.Kind.CPU) {
      place = free(place);
    }
    double x1 = Math.max(left, frame.x(place.from())) + 4;
    double x2 = Math.min(right, frame.x(place.to())) - 3;
    if (x2 - x1 < LEAST_TEXT || labelled.text().isEmpty()) {
      return;
    }
    int colour = theme.of(state);
    String text = Texts.cut(surface, labelled.text(), TextStyle.SMALL, x2 - x1);
    boolean cut = !text.equals(labelled.text());
    if (text.isEmpty() || cut && x2 - x1 < LEAST_CUT) {
      return;
    }
    boolean low = Palette.height(state) < 1;
    if (low) {
      double width = surface.textWidth(text, TextStyle.SMALL) + 6;
      int plate = Palette.mix(colour, back, 0.22);
      surface.fill(x1 - 2, y + PADDING + 1, width, height - 2 * PADDING - 2, plate);
    }
    int ink = low ? theme.of(Tone.TEXT) : Palette.inkOn(colour);
    surface.text(text, x1, y + height / 2 + 3.8, TextStyle.SMALL, ink);
  }

  /** Where the name of an interval has the most room: between two folds, as far as it is seen. */
  private TimeRange place(LabelledInterval labelled) {
    Viewport window = frame.window();
    TimeRange whole = new TimeRange(labelled.from(), labelled.to());
    if (window.axis().isLinear()) {
      return whole;
    }
    TimeRange best = whole;
    double most = -1;
    for (TimeRange part : window.axis().shown(whole)) {
      double room =
          Math.min(window.width(), window.x(part.to())) - Math.max(0, window.x(part.from()));
      if (room > most) {
        most = room;
        best = part;
      }
    }
    return best;
  }

  /** The longest part of a time that no collection is drawn over: its hatch hides names. */
  private TimeRange free(TimeRange whole) {
    TimeRange best = new TimeRange(whole.from(), whole.from());
    long from = whole.from();
    for (Taken each : hatched()) {
      if (each.to() > from && each.from() < whole.to()) {
        best = longer(best, from, each.from());
        from = each.to();
      }
    }
    return longer(best, from, whole.to());
  }

  private static TimeRange longer(TimeRange best, long from, long to) {
    return to - from > best.length() ? new TimeRange(from, to) : best;
  }

  /** The collections in sight that are wide enough for a hatch, in order. */
  private List<Taken> hatched() {
    if (hatched == null) {
      hatched =
          frame.overlay().landmarks().taken().stream()
              .filter(each -> each.byJvm() && frame.x(each.to()) >= left)
              .filter(each -> frame.x(each.from()) <= right)
              .filter(each -> frame.x(each.to()) - frame.x(each.from()) >= Pattern.TILE)
              .toList();
    }
    return hatched;
  }

  private void selected(double y, double height) {
    int line = theme.of(Tone.SELECTION);
    surface.fill(left, y, right - left, 1, line);
    surface.fill(left, y + height - 1, right - left, 1, line);
    Interval interval = frame.marks().interval();
    if (interval != null) {
      int edge = theme.of(Tone.EDGE);
      double x1 = Math.max(left - 2, frame.x(interval.from()));
      double x2 = Math.min(right + 2, Math.max(frame.x(interval.to()), x1 + 3));
      surface.fill(x1, y, x2 - x1, 2, edge);
      surface.fill(x1, y + height - 2, x2 - x1, 2, edge);
      surface.fill(x1, y, 2, height, edge);
      surface.fill(x2 - 2, y, 2, height, edge);
    }
  }
}
