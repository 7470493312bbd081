// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.List;

/** References from a root to what is kept, as a chain that breaks into lines. */
final class ChainPainter implements PageBlock {

  private static final double LINK = 26;
  private static final double LINE = 34;
  private static final double ARROW = 26;

  private final Surface surface;
  private final List<String> chain;

  ChainPainter(Surface surface, List<String> chain) {
    this.surface = surface;
    this.chain = chain;
  }

  @Override
  public double height(double width) {
    return walk(0, 0, width, false) + LINK + 2;
  }

  @Override
  public void paint(Rectangle box) {
    walk(box.x(), box.y(), box.width(), true);
  }

  /** Returns the top of the last line. */
  private double walk(double left, double top, double width, boolean paint) {
    double x = left;
    double y = top;
    for (int i = 0; i < chain.size(); i++) {
      String name = Texts.cut(surface, chain.get(i), TextStyle.NORMAL, width - ARROW - 24);
      double wide = surface.textWidth(name, TextStyle.NORMAL) + 22;
      double before = i == 0 ? 0 : ARROW;
      if (x > left && x + before + wide > left + width) {
        x = left;
        y += LINE;
      }
      if (i > 0) {
        if (paint) {
          arrow(x + 4, y + LINK / 2);
        }
        x += ARROW;
      }
      if (paint) {
        link(name, x, y, wide, i);
      }
      x += wide;
    }
    return y;
  }

  private void link(String name, double x, double y, double width, int index) {
    boolean end = index == chain.size() - 1;
    int colour =
        index == 0
            ? surface.theme().of(Tone.SELECTION)
            : end ? surface.theme().of(Tone.LEAK) : surface.theme().of(Tone.DIM_TEXT);
    surface.fill(x, y, width, LINK, Palette.mix(colour, surface.theme().of(Tone.PANEL), 0.2));
    surface.fill(x, y, 3, LINK, colour);
    surface.text(name, x + 12, y + 17, TextStyle.NORMAL, surface.theme().of(Tone.TEXT));
  }

  private void arrow(double x, double y) {
    surface.line(x, y, x + 14, y, 1.5, surface.theme().of(Tone.DIM_TEXT));
    surface.fillPath(
        new double[] {x + 18, x + 12, x + 12},
        new double[] {y, y - 4, y + 4},
        3,
        surface.theme().of(Tone.DIM_TEXT));
  }
}
