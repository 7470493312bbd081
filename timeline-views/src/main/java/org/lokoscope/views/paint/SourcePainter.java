// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lokoscope.views.source.Extent;
import org.lokoscope.views.source.MarkedSource;
import org.lokoscope.views.source.MarkedSource.Row;
import org.lokoscope.views.source.SchemeText.Piece;

/**
 * The source of a finding: the outer of its two places has a bar beside its lines, the inner one is
 * underlined, and an arrow leads from the call back to the form.
 */
final class SourcePainter implements PageBlock {

  private static final double LINE = CodePainter.LINE;
  private static final double ARROWS = 26;
  private static final double NUMBERS = 34;

  private final Surface surface;
  private MarkedSource source;
  private final boolean round;
  private final CodePainter code;

  SourcePainter(Surface surface, MarkedSource source, boolean round) {
    this.surface = surface;
    this.source = source;
    this.round = round;
    this.code = new CodePainter(surface);
  }

  @Override
  public double height(double width) {
    return source.rows().size() * LINE + 4;
  }

  /** What is left is filled with more lines. */
  @Override
  public double stretch() {
    return 1;
  }

  @Override
  public double most(double width) {
    return source.text().size() * LINE + 4;
  }

  @Override
  public void paint(Rectangle box) {
    source = source.with((int) ((box.height() - 4) / LINE));
    Extent form = mark(0);
    Extent call = mark(1);
    double left = box.x() + ARROWS + NUMBERS + 14;
    double room = box.right() - left;
    surface.clip(box.x(), box.y() - 4, box.width(), box.height() + 8);
    if (form != null && call != null && call.contains(form.line(), form.column())) {
      form(call, box, left, surface.theme().of(Tone.ACCENT));
      extent(form, box, left, surface.theme().of(Tone.LEAK));
    } else {
      if (form != null) {
        form(form, box, left, surface.theme().of(Tone.LEAK));
      }
      if (call != null) {
        extent(call, box, left, surface.theme().of(Tone.ACCENT));
      }
    }
    double y = box.y();
    for (Row row : source.rows()) {
      double baseline = y + 13;
      if (row.number() == 0) {
        String hidden = "⋯  " + row.hidden() + " lines";
        surface.text(hidden, left, baseline, TextStyle.SMALL, surface.theme().of(Tone.DIM_TEXT));
      } else {
        number(row, form, call, box.x() + ARROWS, baseline);
        code.line(row.pieces(), left, baseline, room);
      }
      y += LINE;
    }
    if (round && form != null && call != null && form.line() != call.line()) {
      arrow(box, call.line(), form.line());
    }
    surface.unclip();
  }

  private @Nullable Extent mark(int index) {
    List<@Nullable Extent> marks = source.marks();
    return index < marks.size() ? marks.get(index) : null;
  }

  private void number(
      Row row, @Nullable Extent form, @Nullable Extent call, double x, double baseline) {
    String number = Integer.toString(row.number());
    boolean ofForm = form != null && row.number() == form.line() + 1;
    boolean ofCall = call != null && row.number() == call.line() + 1;
    int ink =
        ofForm
            ? surface.theme().of(Tone.LEAK)
            : ofCall ? surface.theme().of(Tone.ACCENT) : surface.theme().of(Tone.DIM_TEXT);
    double width = surface.textWidth(number, TextStyle.CODE);
    surface.text(number, x + NUMBERS - width, baseline, TextStyle.CODE, ink);
  }

  /** A tint over the lines of the form, and a bar where it begins in each. */
  private void form(Extent form, Rectangle box, double left, int colour) {
    double top = y(box, form.line());
    double bottom = y(box, form.endLine()) + LINE;
    if (top < 0 || bottom < LINE) {
      return;
    }
    double x = left + form.column() * code.letter() - 5;
    int tint = Palette.mix(colour, surface.theme().of(Tone.PANEL), 0.13);
    surface.fill(x, top, box.right() - x, bottom - top, tint);
    surface.fill(x, top, 3, bottom - top, colour);
  }

  private void extent(Extent form, Rectangle box, double left, int colour) {
    for (int line = form.line(); line <= form.endLine(); line++) {
      double top = y(box, line);
      if (top >= 0) {
        Row row = row(line);
        String text = row == null ? "" : text(row);
        int indent = text.length() - text.stripLeading().length();
        int start = line == form.line() ? form.column() : indent;
        int end = line == form.endLine() ? form.endColumn() : text.length();
        double x = left + start * code.letter();
        double width = Math.min((end - start) * code.letter(), box.right() - x);
        surface.fill(
            x - 2, top, width + 4, LINE, Palette.mix(colour, surface.theme().of(Tone.PANEL), 0.24));
        surface.fill(x - 2, top + LINE - 2, width + 4, 2, colour);
      }
    }
  }

  private static String text(Row row) {
    return row.pieces().stream().map(Piece::text).collect(Collectors.joining());
  }

  private @Nullable Row row(int line) {
    return source.rows().stream()
        .filter(each -> each.number() == line + 1)
        .findFirst()
        .orElse(null);
  }

  /** The top of a line; negative for one that is folded. */
  private double y(Rectangle box, int line) {
    for (int i = 0; i < source.rows().size(); i++) {
      if (source.rows().get(i).number() == line + 1) {
        return box.y() + i * LINE;
      }
    }
    return -1;
  }

  private void arrow(Rectangle box, int from, int to) {
    double start = y(box, from) + LINE / 2;
    double end = y(box, to) + LINE / 2;
    double near = box.x() + ARROWS - 2;
    double far = box.x() + 7;
    double bend = Math.min(6, Math.abs(start - end) / 2) * Math.signum(end - start);
    double[] xs = {near, far + 6, far + 2, far, far, far + 2, far + 6, near - 4};
    double[] ys = {
      start, start, start + bend * 0.4, start + bend, end - bend, end - bend * 0.4, end, end
    };
    surface.strokePath(xs, ys, xs.length, 2, surface.theme().of(Tone.ACCENT));
    surface.fillPath(
        new double[] {near + 2, near - 6, near - 6},
        new double[] {end, end - 5, end + 5},
        3,
        surface.theme().of(Tone.ACCENT));
  }
}
