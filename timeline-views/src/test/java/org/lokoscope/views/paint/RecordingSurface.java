// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.views.query.Pixels;

/** Remembers what was drawn. Each letter is 6 pixels wide. */
class RecordingSurface implements Surface {

  record Fill(double x, double y, double width, double height, int colour) {}

  record Word(String text, double x, double y, int colour) {}

  final List<Fill> fills = new ArrayList<>();
  final List<Word> words = new ArrayList<>();
  final List<Pixels> pictures = new ArrayList<>();
  final List<Pattern> patterns = new ArrayList<>();
  int paths;
  int clips;

  /** Left edge and width of each picture. */
  final List<double[]> placed = new ArrayList<>();

  @Override
  public void fill(double x, double y, double width, double height, int colour) {
    fills.add(new Fill(x, y, width, height, colour));
  }

  @Override
  public void picture(Pixels pixels, double x, double y, double width, double height) {
    pictures.add(pixels);
    placed.add(new double[] {x, width});
  }

  @Override
  public void pattern(
      double x, double y, double width, double height, Pattern pattern, int colour) {
    patterns.add(pattern);
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, double thickness, int colour) {
    paths++;
  }

  @Override
  public void fillPath(double[] xs, double[] ys, int count, int colour) {
    paths++;
  }

  @Override
  public void strokePath(double[] xs, double[] ys, int count, double thickness, int colour) {
    paths++;
  }

  @Override
  public void text(String text, double x, double y, TextStyle style, int colour) {
    words.add(new Word(text, x, y, colour));
  }

  @Override
  public double textWidth(String text, TextStyle style) {
    return 6.0 * text.length();
  }

  @Override
  public void clip(double x, double y, double width, double height) {
    clips++;
  }

  @Override
  public void unclip() {
    clips--;
  }

  List<String> texts() {
    return words.stream().map(Word::text).toList();
  }

  List<Fill> of(int colour) {
    return fills.stream().filter(fill -> fill.colour() == colour).toList();
  }
}
