// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.viewport.Ruler;
import org.lokoscope.views.viewport.TimeRange;
import org.lokoscope.views.viewport.WallClock;

/** Draws a whole timeline: minimap, ruler, lanes, arrows, graphs and, over all, the playhead. */
public final class TimelinePainter {

  private static final double LABEL_DISTANCE = 104;

  /** Pixels from one label to the next mark that has one; folds bring marks close together. */
  private static final double LABEL_ROOM = 6;

  /** Pixels of what was noted at a mark, at most; its tooltip says all. */
  private static final double NOTE = 220;

  private TimelinePainter() {}

  public static void paint(Surface surface, TimelineFrame frame) {
    Areas areas = frame.areas();
    surface.fill(0, 0, areas.width(), areas.height(), surface.theme().of(Tone.BACKGROUND));
    Ruler ruler = Ruler.of(frame.window(), LABEL_DISTANCE);
    new OverviewPainter(surface, frame).paint();
    LanePainter lanes = new LanePainter(surface, frame);
    lanes.paint();
    grid(surface, frame, ruler);
    new LandmarkPainter(surface, frame).paint();
    if (frame.overlay().chain().isEmpty()) {
      new ArrowPainter(surface, frame).paint();
    }
    new WakePainter(surface, frame).paint(lanes);
    new GutterPainter(surface, frame).paint();
    new GraphPainter(surface, frame).paint();
    ruler(surface, frame, ruler);
    range(surface, frame);
    bookmarks(surface, frame);
    hover(surface, frame);
    playhead(surface, frame);
  }

  private static void grid(Surface surface, TimelineFrame frame, Ruler ruler) {
    Areas areas = frame.areas();
    for (Ruler.Tick tick : ruler.ticks()) {
      double x = Math.round(frame.x(tick.time()));
      if (tick.major() && x >= frame.areas().gutter()) {
        surface.fill(x, areas.lanesTop(), 1, areas.lanesHeight(), surface.theme().of(Tone.GRID));
      }
    }
  }

  private static void ruler(Surface surface, TimelineFrame frame, Ruler ruler) {
    Areas areas = frame.areas();
    double top = areas.rulerTop();
    double bottom = areas.lanesTop();
    surface.fill(0, top, areas.width(), Areas.RULER, surface.theme().of(Tone.PANEL));
    FoldPainter.paint(surface, frame, top, areas.lanesBottom() + Areas.GAP - top);
    String text = gutterText(surface, frame, ruler);
    surface.text(text, 12, bottom - 9, TextStyle.SMALL, surface.theme().of(Tone.DIM_TEXT));
    surface.clip(frame.areas().gutter(), top, areas.plotWidth(), Areas.RULER);
    double taken = 0;
    for (Ruler.Tick tick : ruler.ticks()) {
      double x = Math.round(frame.x(tick.time()));
      double height = tick.major() ? 9 : 4;
      surface.fill(x, bottom - height, 1, height, surface.theme().of(Tone.DIM_TEXT));
      String label = label(frame, ruler, tick);
      double end = x + 4 + surface.textWidth(label, TextStyle.SMALL);
      if (tick.major() && end <= areas.width() && x >= taken) {
        taken = end + LABEL_ROOM;
        surface.text(label, x + 4, bottom - 11, TextStyle.SMALL, surface.theme().of(Tone.TEXT));
      }
    }
    surface.unclip();
    surface.fill(0, bottom - 1, areas.width(), 1, surface.theme().of(Tone.SEPARATOR));
  }

  private static String label(TimelineFrame frame, Ruler ruler, Ruler.Tick tick) {
    Instant started = frame.overlay().started();
    return started == null || !tick.major()
        ? tick.label()
        : WallClock.time(started, tick.time(), ruler.step(), ZoneId.systemDefault());
  }

  /** The moment that the ruler counts from; else what to do about arrows that are left out. */
  private static String gutterText(Surface surface, TimelineFrame frame, Ruler ruler) {
    boolean hidden = !frame.layers().isEmpty() && frame.layers().getLast().arrowsLeftOut();
    String hint = hidden ? "zoom in to see what wakes it" : "";
    String text =
        ruler.baseLabel().isEmpty() || frame.overlay().started() != null ? hint : ruler.baseLabel();
    return Texts.cut(surface, text, TextStyle.SMALL, frame.areas().gutter() - 20);
  }

  private static void hover(Surface surface, TimelineFrame frame) {
    double hover = frame.marks().hoverX();
    if (hover < 0) {
      return;
    }
    Areas areas = frame.areas();
    double x = Math.round(frame.areas().gutter() + hover);
    surface.fill(
        x, areas.lanesTop(), 1, areas.height() - areas.lanesTop(), surface.theme().of(Tone.HOVER));
    String label = Figures.instant(frame.window().time(hover));
    flag(
        surface,
        frame,
        label,
        x,
        areas.rulerTop() + 2,
        surface.theme().of(Tone.GROUP),
        surface.theme().of(Tone.TEXT));
  }

  private static void playhead(Surface surface, TimelineFrame frame) {
    long time = frame.marks().playhead();
    double x = Math.round(frame.x(time));
    Areas areas = frame.areas();
    if (time < 0) {
      return;
    }
    if (x < areas.gutter() || x > areas.width()) {
      outOfSight(surface, frame, x < areas.gutter());
      return;
    }
    double top = areas.rulerTop();
    surface.fill(x, top, 1.5, areas.height() - top, surface.theme().of(Tone.PLAYHEAD));
    double[] xs = {x - 6, x + 7, x + 0.5};
    double[] ys = {areas.lanesTop() - 9, areas.lanesTop() - 9, areas.lanesTop() + 1};
    surface.fillPath(xs, ys, 3, surface.theme().of(Tone.PLAYHEAD));
    String label = Figures.instant(time);
    flag(
        surface,
        frame,
        label,
        x,
        top + 1,
        surface.theme().of(Tone.PLAYHEAD),
        surface.theme().of(Tone.PLAYHEAD_INK));
  }

  private static void bookmarks(Surface surface, TimelineFrame frame) {
    Areas areas = frame.areas();
    int colour = surface.theme().of(Tone.ACCENT);
    for (Map.Entry<Long, String> mark : frame.overlay().bookmarks().entrySet()) {
      double x = Math.round(frame.x(mark.getKey()));
      if (x >= areas.gutter() && x <= areas.width()) {
        surface.fill(x, areas.rulerTop(), 1, areas.height() - areas.rulerTop(), colour);
        double top = areas.rulerTop() + 1;
        surface.fillPath(
            new double[] {x, x + 9, x}, new double[] {top, top + 5, top + 10}, 3, colour);
        note(surface, areas, mark.getValue(), x);
      }
    }
  }

  /** What was noted at a mark, beside it. */
  private static void note(Surface surface, Areas areas, String text, double x) {
    String shown =
        Texts.cut(surface, text, TextStyle.SMALL, Math.min(NOTE, areas.width() - x - 20));
    if (!shown.isEmpty()) {
      double width = surface.textWidth(shown, TextStyle.SMALL) + 8;
      surface.fill(x + 1, areas.lanesTop() + 2, width, 15, surface.theme().of(Tone.FLAG));
      surface.text(
          shown, x + 5, areas.lanesTop() + 13.5, TextStyle.SMALL, surface.theme().of(Tone.ACCENT));
    }
  }

  /** A hint at the edge behind which the playhead stands. */
  private static void outOfSight(Surface surface, TimelineFrame frame, boolean before) {
    Areas areas = frame.areas();
    int colour = surface.theme().of(Tone.PLAYHEAD);
    double y = areas.rulerTop() + Areas.RULER / 2;
    double tip = before ? areas.gutter() + 3 : areas.width() - 3;
    double base = before ? tip + 8 : tip - 8;
    surface.fillPath(new double[] {tip, base, base}, new double[] {y, y - 6, y + 6}, 3, colour);
    String text = "playhead " + Figures.instant(frame.marks().playhead());
    double width = surface.textWidth(text, TextStyle.SMALL);
    double x = before ? base + 4 : base - 4 - width;
    surface.fill(x - 3, y - 8, width + 6, 16, surface.theme().of(Tone.PANEL));
    surface.text(text, x, y + 4, TextStyle.SMALL, colour);
  }

  /** The chosen stretch of time: what lies outside is darkened, its length stands at the ruler. */
  private static void range(Surface surface, TimelineFrame frame) {
    TimeRange range = frame.overlay().range();
    if (range == null) {
      return;
    }
    Areas areas = frame.areas();
    double x1 = Math.clamp(frame.x(range.from()), areas.gutter(), areas.width());
    double x2 = Math.clamp(frame.x(range.to()), areas.gutter(), areas.width());
    double top = areas.lanesTop();
    double height = areas.height() - top;
    int outside = Palette.withAlpha(surface.theme().of(Tone.BACKGROUND), 0x78);
    surface.fill(areas.gutter(), top, x1 - areas.gutter(), height, outside);
    surface.fill(x2, top, areas.width() - x2, height, outside);
    int edge = surface.theme().of(Tone.SELECTION);
    surface.fill(x1, areas.rulerTop(), 1, areas.height() - areas.rulerTop(), edge);
    surface.fill(x2 - 1, areas.rulerTop(), 1, areas.height() - areas.rulerTop(), edge);
    surface.fill(x1, areas.rulerTop(), x2 - x1, Areas.RULER - 1, Palette.withAlpha(edge, 0x50));
    String text = Figures.duration(range.length());
    double middle = (x1 + x2) / 2;
    flag(surface, frame, text, middle, areas.rulerTop() + 2, edge, Palette.inkOn(edge));
  }

  private static void flag(
      Surface surface, TimelineFrame frame, String label, double x, double y, int back, int ink) {
    double width = surface.textWidth(label, TextStyle.SMALL) + 10;
    double left =
        Math.max(frame.areas().gutter(), Math.min(x - width / 2, frame.areas().width() - width));
    surface.fill(left, y, width, 15, back);
    surface.text(label, left + 5, y + 11.5, TextStyle.SMALL, ink);
  }
}
