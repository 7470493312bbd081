package org.lokoscope.views.paint;

import org.lokoscope.views.viewport.Ruler;
import org.lokoscope.views.viewport.TimeText;

/** Draws a whole timeline: minimap, ruler, lanes, arrows, graphs and, over all, the playhead. */
public final class TimelinePainter {

  private static final double LABEL_DISTANCE = 104;

  private TimelinePainter() {}

  public static void paint(Surface surface, TimelineFrame frame) {
    Areas areas = frame.areas();
    surface.fill(0, 0, areas.width(), areas.height(), surface.theme().of(Tone.BACKGROUND));
    Ruler ruler = Ruler.of(frame.window(), LABEL_DISTANCE);
    new OverviewPainter(surface, frame).paint();
    new LanePainter(surface, frame).paint();
    grid(surface, frame, ruler);
    new ArrowPainter(surface, frame).paint();
    new GutterPainter(surface, frame).paint();
    new GraphPainter(surface, frame).paint();
    ruler(surface, frame, ruler);
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
    String text = gutterText(surface, frame, ruler);
    surface.text(text, 12, bottom - 9, TextStyle.SMALL, surface.theme().of(Tone.DIM_TEXT));
    surface.clip(frame.areas().gutter(), top, areas.plotWidth(), Areas.RULER);
    for (Ruler.Tick tick : ruler.ticks()) {
      double x = Math.round(frame.x(tick.time()));
      double height = tick.major() ? 9 : 4;
      surface.fill(x, bottom - height, 1, height, surface.theme().of(Tone.DIM_TEXT));
      double end = x + 4 + surface.textWidth(tick.label(), TextStyle.SMALL);
      if (tick.major() && end <= areas.width()) {
        surface.text(
            tick.label(), x + 4, bottom - 11, TextStyle.SMALL, surface.theme().of(Tone.TEXT));
      }
    }
    surface.unclip();
    surface.fill(0, bottom - 1, areas.width(), 1, surface.theme().of(Tone.SEPARATOR));
  }

  /** The moment that the ruler counts from; else what to do about arrows that are left out. */
  private static String gutterText(Surface surface, TimelineFrame frame, Ruler ruler) {
    boolean hidden = !frame.layers().isEmpty() && frame.layers().getLast().arrowsLeftOut();
    String hint = hidden ? "zoom in to see what wakes it" : "";
    String text = ruler.baseLabel().isEmpty() ? hint : ruler.baseLabel();
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
    String label = TimeText.instant(frame.window().time(hover));
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
    if (time < 0 || x < frame.areas().gutter() || x > areas.width()) {
      return;
    }
    double top = areas.rulerTop();
    surface.fill(x, top, 1.5, areas.height() - top, surface.theme().of(Tone.PLAYHEAD));
    double[] xs = {x - 6, x + 7, x + 0.5};
    double[] ys = {areas.lanesTop() - 9, areas.lanesTop() - 9, areas.lanesTop() + 1};
    surface.fillPath(xs, ys, 3, surface.theme().of(Tone.PLAYHEAD));
    String label = TimeText.instant(time);
    flag(
        surface,
        frame,
        label,
        x,
        top + 1,
        surface.theme().of(Tone.PLAYHEAD),
        surface.theme().of(Tone.PLAYHEAD_INK));
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
