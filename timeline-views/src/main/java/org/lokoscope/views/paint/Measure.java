// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

/** Draws nothing, and measures texts as another surface does. */
record Measure(Surface like) implements Surface {

  @Override
  public void fill(double x, double y, double width, double height, int colour) {}

  @Override
  public void line(double x1, double y1, double x2, double y2, double thickness, int colour) {}

  @Override
  public void fillPath(double[] xs, double[] ys, int count, int colour) {}

  @Override
  public void strokePath(double[] xs, double[] ys, int count, double thickness, int colour) {}

  @Override
  public void text(String text, double x, double y, TextStyle style, int colour) {}

  @Override
  public double textWidth(String text, TextStyle style) {
    return like.textWidth(text, style);
  }

  @Override
  public void clip(double x, double y, double width, double height) {}

  @Override
  public void unclip() {}
}
