// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.query.Moments;

/**
 * The headers of the lanes, which are the tree: an arrow that folds, the state at the playhead, the
 * name, a sign at who is suspected, and the words of the continuation.
 */
public final class GutterPainter {

  private static final double INDENT = 14;
  private static final double ARROW = 16;
  private static final double DOT = 8;
  private static final double MARGIN = 8;

  /** Room for how many fibers stand in a line. */
  private static final double COUNT = 48;

  private final Surface surface;
  private final TimelineFrame frame;
  private final double width;

  GutterPainter(Surface surface, TimelineFrame frame) {
    this.surface = surface;
    this.frame = frame;
    this.width = frame.areas().gutter();
  }

  /** Whether a click at this pixel of a row's header is meant for the arrow that folds. */
  public static boolean onArrow(Row row, double x) {
    return row.children() > 0 && x < MARGIN + row.depth() * INDENT + ARROW;
  }

  void paint() {
    Areas areas = frame.areas();
    surface.clip(0, areas.lanesTop(), width, areas.lanesHeight());
    surface.fill(0, areas.lanesTop(), width, areas.lanesHeight(), surface.theme().of(Tone.PANEL));
    for (Row row : LanePainter.visible(frame)) {
      row(row, areas.lanesTop() + row.y() - frame.scroll());
    }
    surface.unclip();
    surface.fill(width - 1, Areas.OVERVIEW, 1, areas.height(), surface.theme().of(Tone.SEPARATOR));
  }

  /** The header of a line of several fibers: who lives at the playhead, and how many there are. */
  private void line(Row row, Row.Life life, double y) {
    boolean selected = row.lane().equals(frame.marks().lane());
    double playhead = frame.marks().playhead();
    boolean lives = playhead >= 0 && life.overlaps(playhead, playhead);
    double middle = y + row.stateHeight() / 2;
    String count = life.fibers() > 1 ? "\u00d7 " + Figures.count(life.fibers()) : "";
    double right = width - MARGIN - COUNT;
    if (row.lane().equals(frame.overlay().standing())) {
      right = standing(right, middle);
    }
    if (life.isFirst()) {
      double size = surface.textWidth(count, TextStyle.SMALL);
      surface.text(
          count,
          width - MARGIN - size,
          middle + 4.4,
          TextStyle.SMALL,
          surface.theme().of(Tone.DIM_TEXT));
    }
    if (selected) {
      surface.fill(0, y, right, row.height(), surface.theme().of(Tone.PANEL));
      surface.fill(0, y, width, row.height(), surface.theme().of(Tone.SELECTED_LANE));
      surface.fill(0, y, 3, row.height(), surface.theme().of(Tone.SELECTION));
    }
    double x = MARGIN + row.depth() * INDENT + ARROW;
    if (life.isFirst() && playhead < 0 && !selected) {
      x += DOT + 6;
      String label = Texts.cutMiddle(surface, life.name(), TextStyle.NORMAL, right - x - 6);
      surface.text(label, x, middle + 4.4, TextStyle.NORMAL, surface.theme().of(Tone.TEXT));
    } else if (lives || selected) {
      dot(x, middle, frame.overlay().moments().of(row.lane()).state());
      x += DOT + 6;
      String label = Texts.cutMiddle(surface, row.label(), TextStyle.NORMAL, right - x - 6);
      surface.text(label, x, middle + 4.4, TextStyle.NORMAL, surface.theme().of(Tone.TEXT));
    }
  }

  private void row(Row row, double y) {
    Row.Life life = row.life();
    if (life != null) {
      line(row, life, y);
      return;
    }
    boolean process = row.lane().kind() == LaneId.Kind.PROCESS;
    if (process) {
      surface.fill(0, y, width, row.height(), surface.theme().of(Tone.GROUP));
    }
    if (row.lane().equals(frame.marks().lane())) {
      surface.fill(0, y, width, row.height(), surface.theme().of(Tone.SELECTED_LANE));
      surface.fill(0, y, 3, row.height(), surface.theme().of(Tone.SELECTION));
    }
    double x = MARGIN + row.depth() * INDENT;
    double middle = y + row.stateHeight() / 2;
    if (row.children() > 0) {
      triangle(x, middle, row.collapsed());
    }
    x += ARROW;
    Moments.Moment moment = frame.overlay().moments().of(row.lane());
    dot(x, middle, moment.state());
    x += DOT + 6;
    double baseline = middle + 4.4;
    double right = figure(row, moment, baseline);
    if (frame.overlay().suspects().contains(row.lane().id())
        && row.lane().kind() == LaneId.Kind.FIBER) {
      right = badge(right, middle);
    }
    if (row.lane().equals(frame.overlay().standing())) {
      right = standing(right, middle);
    }
    TextStyle style = process ? TextStyle.STRONG : TextStyle.NORMAL;
    String label = Texts.cutMiddle(surface, row.label(), style, right - x - 6);
    boolean absent = moment.state() == LaneState.ABSENT && frame.overlay().moments().time() >= 0;
    surface.text(
        label,
        x,
        baseline,
        style,
        absent ? surface.theme().of(Tone.DIM_TEXT) : surface.theme().of(Tone.TEXT));
  }

  /** What stands at the right end, and where it begins. */
  private double figure(Row row, Moments.Moment moment, double baseline) {
    String text =
        row.collapsed()
            ? Count.of(row.children(), "fiber")
            : moment.words() > 0 ? Figures.count(moment.words()) : "";
    double size = surface.textWidth(text, TextStyle.SMALL);
    double left = width - MARGIN - size;
    if (text.isEmpty() || left < width * 0.45) {
      return width - MARGIN;
    }
    surface.text(text, left, baseline, TextStyle.SMALL, surface.theme().of(Tone.DIM_TEXT));
    return left;
  }

  private double badge(double right, double middle) {
    double left = right - 16;
    surface.fill(left, middle - 6.5, 12, 13, surface.theme().of(Tone.LEAK));
    surface.fill(left + 5.2, middle - 4, 1.8, 5, surface.theme().of(Tone.BADGE_INK));
    surface.fill(left + 5.2, middle + 2.2, 1.8, 2, surface.theme().of(Tone.BADGE_INK));
    return left;
  }

  /** Two bars on a plate: a debugger stands here. */
  private double standing(double right, double middle) {
    double left = right - 18;
    surface.fill(left, middle - 7, 14, 14, surface.theme().of(Tone.ACCENT));
    surface.fill(left + 4, middle - 4, 2, 8, surface.theme().of(Tone.BADGE_INK));
    surface.fill(left + 8, middle - 4, 2, 8, surface.theme().of(Tone.BADGE_INK));
    return left;
  }

  private void dot(double x, double middle, LaneState state) {
    if (state != LaneState.ABSENT) {
      surface.fill(x, middle - DOT / 2, DOT, DOT, surface.theme().of(state));
    }
  }

  private void triangle(double x, double y, boolean collapsed) {
    double[] xs = collapsed ? new double[] {x, x, x + 6} : new double[] {x - 1, x + 7, x + 3};
    double[] ys = collapsed ? new double[] {y - 4, y + 4, y} : new double[] {y - 3, y - 3, y + 3};
    surface.fillPath(xs, ys, 3, surface.theme().of(Tone.DIM_TEXT));
  }
}
