// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.List;
import java.util.Map;
import org.lokoscope.store.LaneState;
import org.lokoscope.tracer.text.Figures;

/** A table as a picture: as many of its rows as fit, and how many more there are. */
public final class TablePainter {

  private static final double MARGIN = 14;
  private static final double ROW = 22;
  private static final double HEAD = 56;
  private static final double GAP = 14;

  /**
   * A column.
   *
   * @param number whether its cells stand at the right
   */
  public record Column(String title, boolean number) {}

  /**
   * What is painted.
   *
   * @param rows cells of each row, one for each column
   * @param total how many rows there are in all, those that are not given included; {@link
   *     #UNKNOWN} if there are more and nobody has counted them
   * @param bars for each row the parts of a bar that stands behind the last column, in percent of
   *     the longest; empty for none
   * @param barTitle the header above the bars
   */
  public record Content(
      String title,
      List<Column> columns,
      List<List<String>> rows,
      long total,
      List<Map<LaneState, Double>> bars,
      String barTitle) {

    /** More rows than are given. */
    public static final long UNKNOWN = -1;

    /** A table without bars. */
    public Content(String title, List<Column> columns, List<List<String>> rows, long total) {
      this(title, columns, rows, total, List.of(), "");
    }
  }

  private static final double LEAST_BAR = 160;

  private TablePainter() {}

  /** Rows that fit a height. */
  public static int rows(double height) {
    return (int) Math.max(1, (height - HEAD - 2 * ROW) / ROW);
  }

  public static void paint(Surface surface, Content content, double width, double height) {
    Theme theme = surface.theme();
    surface.fill(0, 0, width, height, theme.of(Tone.BACKGROUND));
    surface.text(content.title(), MARGIN, 30, TextStyle.TITLE, theme.of(Tone.TEXT));
    double[] widths = widths(surface, content, width - 2 * MARGIN);
    surface.fill(0, HEAD - 16, width, ROW, theme.of(Tone.GROUP));
    line(surface, content, titles(content), widths, HEAD, TextStyle.STRONG);
    double y = HEAD + ROW;
    int shown = 0;
    for (List<String> row : content.rows()) {
      if (shown == rows(height)) {
        break;
      }
      if (shown % 2 == 1) {
        surface.fill(0, y - 16, width, ROW, theme.of(Tone.PANEL));
      }
      line(surface, content, row, widths, y, TextStyle.NORMAL);
      y += ROW;
      shown++;
    }
    bars(surface, content, widths, width);
    if (content.total() > shown || content.total() == Content.UNKNOWN) {
      String more =
          content.total() == Content.UNKNOWN
              ? "and more"
              : "and " + Figures.count(content.total() - shown) + " more";
      surface.text(more, MARGIN, y, TextStyle.NORMAL, theme.of(Tone.DIM_TEXT));
    }
  }

  private static void bars(Surface surface, Content content, double[] widths, double width) {
    double left = MARGIN;
    for (double each : widths) {
      left += each + GAP;
    }
    double room = width - MARGIN - left;
    if (content.bars().isEmpty() || room < LEAST_BAR) {
      return;
    }
    Theme theme = surface.theme();
    String title = Texts.cut(surface, content.barTitle(), TextStyle.STRONG, room);
    surface.text(title, left, HEAD, TextStyle.STRONG, theme.of(Tone.TEXT));
    for (int i = 0; i < Math.min(content.rows().size(), content.bars().size()); i++) {
      double x = left;
      double y = HEAD + (i + 1) * ROW - 12;
      for (Map.Entry<LaneState, Double> part : content.bars().get(i).entrySet()) {
        double wide = part.getValue() * room;
        int colour = theme.of(part.getKey());
        surface.fill(x, y, wide, 14, colour);
        if (wide >= 7) {
          Pattern pattern = Pattern.of(part.getKey());
          surface.pattern(x, y, wide, 14, pattern, Palette.patternInk(colour, theme));
        }
        x += wide;
      }
    }
  }

  private static List<String> titles(Content content) {
    return content.columns().stream().map(Column::title).toList();
  }

  private static void line(
      Surface surface,
      Content content,
      List<String> cells,
      double[] widths,
      double y,
      TextStyle style) {
    double x = MARGIN;
    for (int i = 0; i < widths.length; i++) {
      String text = Texts.cut(surface, cells.get(i), style, widths[i]);
      double at =
          content.columns().get(i).number() ? x + widths[i] - surface.textWidth(text, style) : x;
      surface.text(text, at, y, style, surface.theme().of(Tone.TEXT));
      x += widths[i] + GAP;
    }
  }

  /** As wide as what is in them; the last one gets what is left, and is cut first. */
  private static double[] widths(Surface surface, Content content, double room) {
    double[] widths = new double[content.columns().size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = surface.textWidth(content.columns().get(i).title(), TextStyle.STRONG);
      for (List<String> row : content.rows()) {
        widths[i] = Math.max(widths[i], surface.textWidth(row.get(i), TextStyle.NORMAL));
      }
      widths[i] = Math.min(widths[i] + 1, room / 3);
    }
    double others = 0;
    for (int i = 0; i + 1 < widths.length; i++) {
      others += widths[i] + GAP;
    }
    double rest = Math.max(40, room - others);
    boolean bars = !content.bars().isEmpty() && rest - widths[widths.length - 1] >= LEAST_BAR + GAP;
    widths[widths.length - 1] = bars ? widths[widths.length - 1] : rest;
    return widths;
  }
}
