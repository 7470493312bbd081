// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.List;
import org.lokoscope.store.patch.Patch;

/** A change of a source: what goes is red, what comes green, with the numbers of both. */
final class DiffPainter implements PageBlock {

  private static final double LINE = CodePainter.LINE;
  private static final double NUMBERS = 34;
  private static final double SIGN = 16;

  private final Surface surface;
  private final List<Patch.Line> lines;
  private final CodePainter code;

  DiffPainter(Surface surface, List<Patch.Line> lines) {
    this.surface = surface;
    this.lines = lines;
    this.code = new CodePainter(surface);
  }

  @Override
  public double height(double width) {
    return LINE * (lines.size() + gaps());
  }

  /** Places where lines were left out. */
  private long gaps() {
    long gaps = 0;
    int next = 0;
    for (Patch.Line line : lines) {
      gaps += isGap(line, next) ? 1 : 0;
      next = next(line, next);
    }
    return gaps;
  }

  private static boolean isGap(Patch.Line line, int next) {
    return next > 0 && line.kind() != '+' && line.number() > next;
  }

  private static int next(Patch.Line line, int next) {
    return line.kind() == '+' ? next : line.number() + 1;
  }

  @Override
  public void paint(Rectangle box) {
    double y = box.y();
    int next = 0;
    double left = box.x() + NUMBERS + SIGN + 8;
    for (Patch.Line line : lines) {
      if (isGap(line, next)) {
        surface.text("⋯", left, y + 13, TextStyle.SMALL, surface.theme().of(Tone.DIM_TEXT));
        y += LINE;
      }
      next = next(line, next);
      line(line, box, left, y);
      y += LINE;
    }
  }

  private void line(Patch.Line line, Rectangle box, double left, double y) {
    int colour =
        switch (line.kind()) {
          case '-' -> surface.theme().of(Tone.LEAK);
          case '+' -> surface.theme().of(Tone.STEADY);
          default -> surface.theme().of(Tone.DIM_TEXT);
        };
    if (line.kind() != ' ') {
      int tint = Palette.mix(colour, surface.theme().of(Tone.PANEL), 0.16);
      surface.fill(box.x(), y, box.width(), LINE, tint);
      surface.fill(box.x(), y, 3, LINE, colour);
      String sign = line.kind() == '-' ? "−" : "+";
      surface.text(sign, left - SIGN, y + 13, TextStyle.CODE, colour);
    }
    String number = Integer.toString(line.number());
    double width = surface.textWidth(number, TextStyle.CODE);
    surface.text(
        number,
        box.x() + NUMBERS - width,
        y + 13,
        TextStyle.CODE,
        surface.theme().of(Tone.DIM_TEXT));
    code.line(line.text(), left, y + 13, box.right() - left);
  }
}
