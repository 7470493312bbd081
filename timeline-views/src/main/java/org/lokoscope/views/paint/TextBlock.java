// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

/** A paragraph. */
final class TextBlock implements PageBlock {

  private static final double LINE = 18;

  private final Surface surface;
  private final String text;

  TextBlock(Surface surface, String text) {
    this.surface = surface;
    this.text = text;
  }

  @Override
  public double height(double width) {
    return text.isEmpty() ? 0 : LINE * Texts.wrap(surface, text, TextStyle.NORMAL, width).size();
  }

  @Override
  public void paint(Rectangle box) {
    double y = box.y() + 13;
    for (String line : Texts.wrap(surface, text, TextStyle.NORMAL, box.width())) {
      surface.text(line, box.x(), y, TextStyle.NORMAL, surface.theme().of(Tone.TEXT));
      y += LINE;
    }
  }
}
