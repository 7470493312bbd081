package org.lokoscope.views.paint;

import org.lokoscope.store.LaneId;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.views.layout.Row;

/** The names of the rows at the left, fibers nested below their process. */
final class GutterPainter {

  private static final double INDENT = 16;

  private final Surface surface;
  private final TimelineFrame frame;

  GutterPainter(Surface surface, TimelineFrame frame) {
    this.surface = surface;
    this.frame = frame;
  }

  void paint() {
    Areas areas = frame.areas();
    surface.clip(0, areas.lanesTop(), Areas.GUTTER, areas.lanesHeight());
    surface.fill(0, areas.lanesTop(), Areas.GUTTER, areas.lanesHeight(), Palette.PANEL);
    for (Row row : LanePainter.visible(frame)) {
      row(row, areas.lanesTop() + row.y() - frame.scroll());
    }
    surface.unclip();
    surface.fill(Areas.GUTTER - 1, 0, 1, areas.height(), Palette.SEPARATOR);
  }

  private void row(Row row, double y) {
    boolean process = row.lane().kind() == LaneId.Kind.PROCESS;
    if (process) {
      surface.fill(0, y, Areas.GUTTER, row.height(), Palette.GROUP);
    }
    if (row.lane().equals(frame.marks().lane())) {
      surface.fill(0, y, Areas.GUTTER, row.height(), Palette.SELECTED_LANE);
      surface.fill(0, y, 3, row.height(), Palette.SELECTION);
    }
    if (row.children() > 0) {
      triangle(8, y + row.height() / 2, row.collapsed());
    }
    double x = 22 + row.depth() * INDENT;
    TextStyle style = process ? TextStyle.STRONG : TextStyle.NORMAL;
    String count = row.collapsed() ? Count.of(row.children(), "fiber") : "";
    double room = Areas.GUTTER - x - 8 - surface.textWidth(count, TextStyle.SMALL);
    String label = Texts.cut(surface, row.label(), style, room);
    double baseline = y + row.height() / 2 + 4.4;
    surface.text(label, x, baseline, style, row.depth() > 0 ? 0xffc3cbd8 : Palette.TEXT);
    if (!count.isEmpty()) {
      double width = surface.textWidth(count, TextStyle.SMALL);
      surface.text(count, Areas.GUTTER - 8 - width, baseline, TextStyle.SMALL, Palette.DIM_TEXT);
    }
  }

  private void triangle(double x, double y, boolean collapsed) {
    double[] xs = collapsed ? new double[] {x, x, x + 6} : new double[] {x - 1, x + 7, x + 3};
    double[] ys = collapsed ? new double[] {y - 4, y + 4, y} : new double[] {y - 3, y - 3, y + 3};
    surface.fillPath(xs, ys, 3, Palette.DIM_TEXT);
  }
}
