// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.fx;

import java.nio.IntBuffer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.paint.ImagePattern;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import org.lokoscope.views.paint.Pattern;
import org.lokoscope.views.paint.Surface;
import org.lokoscope.views.paint.TextStyle;
import org.lokoscope.views.paint.Theme;
import org.lokoscope.views.query.Pixels;

/** A surface on a JavaFX canvas. Text widths are summed from letters measured once each. */
public final class CanvasSurface implements Surface {

  private final GraphicsContext graphics;
  private final Map<Integer, Color> colours = new HashMap<>();
  private final Map<TextStyle, Font> fonts = new EnumMap<>(TextStyle.class);
  private final Map<TextStyle, Map<Integer, Double>> letters = new EnumMap<>(TextStyle.class);

  private final Map<Drawn, ImagePattern> patterns = new HashMap<>();

  /** By identity, as long as somebody may still draw them. */
  private final Map<Pixels, WritableImage> pictures = new WeakHashMap<>();

  private Theme theme = Theme.DARK;

  private record Drawn(Pattern pattern, int colour) {}

  public CanvasSurface(GraphicsContext graphics) {
    this.graphics = graphics;
    graphics.setLineCap(StrokeLineCap.BUTT);
    graphics.setLineJoin(StrokeLineJoin.ROUND);
    for (TextStyle style : TextStyle.values()) {
      String family = style.fixed() ? "Monospaced" : Font.getDefault().getFamily();
      FontWeight weight = style.bold() ? FontWeight.BOLD : FontWeight.NORMAL;
      fonts.put(style, Font.font(family, weight, style.size()));
    }
  }

  @Override
  public void fill(double x, double y, double width, double height, int colour) {
    if (width > 0 && height > 0) {
      graphics.setFill(colour(colour));
      graphics.fillRect(x, y, width, height);
    }
  }

  @Override
  public void pattern(
      double x, double y, double width, double height, Pattern pattern, int colour) {
    if (width > 0 && height > 0 && pattern != Pattern.NONE) {
      graphics.setFill(
          patterns.computeIfAbsent(
              new Drawn(pattern, colour), drawn -> tile(drawn.pattern(), drawn.colour())));
      graphics.fillRect(x, y, width, height);
    }
  }

  private static ImagePattern tile(Pattern pattern, int colour) {
    WritableImage tile = new WritableImage(Pattern.TILE, Pattern.TILE);
    for (int i = 0; i < Pattern.TILE * Pattern.TILE; i++) {
      int column = i % Pattern.TILE;
      int row = i / Pattern.TILE;
      tile.getPixelWriter().setArgb(column, row, pattern.at(column, row) ? colour : 0);
    }
    return new ImagePattern(tile, 0, 0, Pattern.TILE, Pattern.TILE, false);
  }

  @Override
  public void picture(Pixels pixels, double x, double y, double width, double height) {
    WritableImage image = pictures.computeIfAbsent(pixels, CanvasSurface::image);
    graphics.setImageSmoothing(false);
    graphics.drawImage(image, x, y, width, height);
  }

  /** Shares the pixels: nothing is copied. */
  private static WritableImage image(Pixels pixels) {
    return new WritableImage(
        new PixelBuffer<>(
            pixels.width(),
            pixels.height(),
            IntBuffer.wrap(pixels.argb()),
            PixelFormat.getIntArgbPreInstance()));
  }

  @Override
  public Theme theme() {
    return theme;
  }

  /** Draws in other colours from now on. */
  public void use(Theme next) {
    theme = next;
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, double thickness, int colour) {
    graphics.setStroke(colour(colour));
    graphics.setLineWidth(thickness);
    graphics.strokeLine(x1, y1, x2, y2);
  }

  @Override
  public void fillPath(double[] xs, double[] ys, int count, int colour) {
    graphics.setFill(colour(colour));
    graphics.fillPolygon(xs, ys, count);
  }

  @Override
  public void strokePath(double[] xs, double[] ys, int count, double thickness, int colour) {
    graphics.setStroke(colour(colour));
    graphics.setLineWidth(thickness);
    graphics.strokePolyline(xs, ys, count);
  }

  @Override
  public void text(String text, double x, double y, TextStyle style, int colour) {
    graphics.setFill(colour(colour));
    graphics.setFont(fonts.get(style));
    graphics.fillText(text, x, y);
  }

  @Override
  public double textWidth(String text, TextStyle style) {
    Map<Integer, Double> known = letters.computeIfAbsent(style, first -> new HashMap<>());
    return text.codePoints()
        .mapToDouble(letter -> known.computeIfAbsent(letter, one -> measure(one, style)))
        .sum();
  }

  private double measure(int letter, TextStyle style) {
    Text node = new Text(Character.toString(letter));
    node.setFont(fonts.get(style));
    return node.getLayoutBounds().getWidth();
  }

  @Override
  public void clip(double x, double y, double width, double height) {
    graphics.save();
    graphics.beginPath();
    // With edges between pixels the toolkit masks the whole canvas for each thing that is drawn,
    // which takes a hundred times as long.
    double left = Math.rint(x);
    double top = Math.rint(y);
    graphics.rect(left, top, Math.rint(x + width) - left, Math.rint(y + height) - top);
    graphics.clip();
  }

  @Override
  public void unclip() {
    graphics.restore();
  }

  private Color colour(int argb) {
    return colours.computeIfAbsent(
        argb,
        value ->
            Color.rgb(
                (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff, (value >>> 24) / 255.0));
  }
}
