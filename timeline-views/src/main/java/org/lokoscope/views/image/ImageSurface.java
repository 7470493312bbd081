// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.TexturePaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.lokoscope.views.paint.Pattern;
import org.lokoscope.views.paint.Surface;
import org.lokoscope.views.paint.TextStyle;
import org.lokoscope.views.paint.Theme;
import org.lokoscope.views.query.Pixels;

/** A surface in memory that can be written as a PNG. */
public final class ImageSurface implements Surface, AutoCloseable {

  private static final Rectangle2D TILE = new Rectangle2D.Double(0, 0, Pattern.TILE, Pattern.TILE);

  private final BufferedImage image;
  private final Graphics2D graphics;

  /** By the ordinal of the style. */
  private final Font[] fonts = new Font[TextStyle.values().length];

  private final Deque<Shape> clips = new ArrayDeque<>();
  private final Theme theme;

  public ImageSurface(int width, int height) {
    this(width, height, 1, Theme.DARK);
  }

  /**
   * @param width in pixels of the views
   * @param scale pixels of the image for each of them
   */
  public ImageSurface(int width, int height, double scale, Theme theme) {
    this.theme = theme;
    int columns = (int) Math.ceil(width * scale);
    int rows = (int) Math.ceil(height * scale);
    image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.scale(scale, scale);
    graphics.setClip(0, 0, width, height);
    for (TextStyle style : TextStyle.values()) {
      String family = style.fixed() ? Font.MONOSPACED : Font.SANS_SERIF;
      Font font = new Font(family, style.bold() ? Font.BOLD : Font.PLAIN, 12);
      fonts[style.ordinal()] = font.deriveFont((float) style.size());
    }
  }

  /** What was painted so far. */
  public BufferedImage image() {
    return image;
  }

  /** Writes into what is there, which may be a device: to replace it would take that away. */
  public void writePng(Path file) throws IOException {
    // First the bytes: ImageIO does not bear that its output cannot be written.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream png = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", png)) {
        throw new IOException("no PNG writer in this Java");
      }
    }
    Files.write(file, bytes.toByteArray());
  }

  @Override
  public void fill(double x, double y, double width, double height, int colour) {
    if (width > 0 && height > 0) {
      graphics.setColor(new Color(colour, true));
      graphics.fill(new Rectangle2D.Double(x, y, width, height));
    }
  }

  @Override
  public void pattern(
      double x, double y, double width, double height, Pattern pattern, int colour) {
    if (width > 0 && height > 0 && pattern != Pattern.NONE) {
      graphics.setPaint(new TexturePaint(tile(pattern, colour), TILE));
      graphics.fill(new Rectangle2D.Double(x, y, width, height));
    }
  }

  private static BufferedImage tile(Pattern pattern, int colour) {
    BufferedImage tile = new BufferedImage(Pattern.TILE, Pattern.TILE, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < Pattern.TILE * Pattern.TILE; i++) {
      int column = i % Pattern.TILE;
      int row = i / Pattern.TILE;
      tile.setRGB(column, row, pattern.at(column, row) ? colour : 0);
    }
    return tile;
  }

  @Override
  public void picture(Pixels pixels, double x, double y, double width, double height) {
    BufferedImage picture =
        new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_ARGB_PRE);
    picture.getRaster().setDataElements(0, 0, pixels.width(), pixels.height(), pixels.argb());
    AffineTransform stretched = AffineTransform.getTranslateInstance(x, y);
    stretched.scale(width / pixels.width(), height / pixels.height());
    graphics.drawImage(picture, stretched, null);
  }

  @Override
  public Theme theme() {
    return theme;
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, double thickness, int colour) {
    strokePath(new double[] {x1, x2}, new double[] {y1, y2}, 2, thickness, colour);
  }

  @Override
  public void fillPath(double[] xs, double[] ys, int count, int colour) {
    if (count == 0) {
      return;
    }
    graphics.setColor(new Color(colour, true));
    Path2D path = path(xs, ys, count);
    path.closePath();
    graphics.fill(path);
  }

  @Override
  public void strokePath(double[] xs, double[] ys, int count, double thickness, int colour) {
    if (count == 0) {
      return;
    }
    graphics.setColor(new Color(colour, true));
    graphics.setStroke(
        new BasicStroke((float) thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    graphics.draw(path(xs, ys, count));
  }

  private static Path2D path(double[] xs, double[] ys, int count) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO, count + 1);
    path.moveTo(xs[0], ys[0]);
    for (int i = 1; i < count; i++) {
      path.lineTo(xs[i], ys[i]);
    }
    return path;
  }

  @Override
  public void text(String text, double x, double y, TextStyle style, int colour) {
    graphics.setColor(new Color(colour, true));
    graphics.setFont(fonts[style.ordinal()]);
    graphics.drawString(text, (float) x, (float) y);
  }

  @Override
  public double textWidth(String text, TextStyle style) {
    return fonts[style.ordinal()].getStringBounds(text, graphics.getFontRenderContext()).getWidth();
  }

  @Override
  public void clip(double x, double y, double width, double height) {
    clips.push(graphics.getClip());
    graphics.clip(new Rectangle2D.Double(x, y, width, height));
  }

  @Override
  public void unclip() {
    graphics.setClip(clips.pop());
  }

  @Override
  public void close() {
    graphics.dispose();
  }
}
