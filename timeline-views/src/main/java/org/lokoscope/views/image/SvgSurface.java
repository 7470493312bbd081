// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.image;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.lokoscope.views.paint.Pattern;
import org.lokoscope.views.paint.Surface;
import org.lokoscope.views.paint.TextStyle;
import org.lokoscope.views.paint.Theme;
import org.lokoscope.views.query.Pixels;

/** A surface that is written as an SVG: sharp at any size, with text that can be searched. */
public final class SvgSurface implements Surface {

  private static final FontRenderContext MEASURE = new FontRenderContext(null, true, true);

  private final StringBuilder body = new StringBuilder();
  private final Map<String, String> definitions = new LinkedHashMap<>();
  private final int width;
  private final int height;
  private final Theme theme;

  public SvgSurface(int width, int height, Theme theme) {
    this.width = width;
    this.height = height;
    this.theme = theme;
  }

  /**
   * Writes what was drawn.
   *
   * @param scale pixels of the picture for each of the view, as a viewer first shows it
   */
  public void write(Path file, double scale) throws IOException {
    StringBuilder svg = new StringBuilder();
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
        .append(number(width * scale))
        .append("\" height=\"")
        .append(number(height * scale))
        .append("\" viewBox=\"0 0 ")
        .append(width)
        .append(' ')
        .append(height)
        .append("\">\n<defs>\n");
    definitions.values().forEach(svg::append);
    svg.append("</defs>\n").append(body).append("</svg>\n");
    Files.writeString(file, svg, StandardCharsets.UTF_8);
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
  }

  private static String paint(String name, int colour) {
    String rgb = String.format(Locale.ROOT, "#%06x", colour & 0xffffff);
    int alpha = colour >>> 24;
    return alpha == 255
        ? " " + name + "=\"" + rgb + "\""
        : String.format(
            Locale.ROOT, " %s=\"%s\" %s-opacity=\"%.3f\"", name, rgb, name, alpha / 255.0);
  }

  private static String box(double x, double y, double width, double height) {
    return String.format(
        " x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"",
        number(x), number(y), number(width), number(height));
  }

  @Override
  public void fill(double x, double y, double width, double height, int colour) {
    if (width > 0 && height > 0) {
      body.append("<rect").append(box(x, y, width, height)).append(paint("fill", colour));
      body.append("/>\n");
    }
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, double thickness, int colour) {
    strokePath(new double[] {x1, x2}, new double[] {y1, y2}, 2, thickness, colour);
  }

  @Override
  public void fillPath(double[] xs, double[] ys, int count, int colour) {
    body.append("<polygon").append(points(xs, ys, count)).append(paint("fill", colour));
    body.append("/>\n");
  }

  @Override
  public void strokePath(double[] xs, double[] ys, int count, double thickness, int colour) {
    body.append("<polyline fill=\"none\" stroke-width=\"").append(number(thickness)).append('"');
    body.append(points(xs, ys, count)).append(paint("stroke", colour)).append("/>\n");
  }

  private static String points(double[] xs, double[] ys, int count) {
    StringBuilder points = new StringBuilder(" points=\"");
    for (int i = 0; i < count; i++) {
      points.append(i == 0 ? "" : " ").append(number(xs[i])).append(',').append(number(ys[i]));
    }
    return points.append('"').toString();
  }

  @Override
  public void text(String text, double x, double y, TextStyle style, int colour) {
    body.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y));
    body.append("\" font-size=\"").append(number(style.size())).append("\" font-family=\"");
    body.append(style.fixed() ? "monospace" : "sans-serif").append('"');
    body.append(style.bold() ? " font-weight=\"bold\"" : "").append(paint("fill", colour));
    body.append(" xml:space=\"preserve\">").append(escaped(text)).append("</text>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public double textWidth(String text, TextStyle style) {
    String family = style.fixed() ? Font.MONOSPACED : Font.SANS_SERIF;
    Font font = new Font(family, style.bold() ? Font.BOLD : Font.PLAIN, 12);
    return font.deriveFont((float) style.size()).getStringBounds(text, MEASURE).getWidth();
  }

  @Override
  public void clip(double x, double y, double width, double height) {
    String key = "clip" + box(x, y, Math.max(0, width), Math.max(0, height));
    String id = "c" + key.hashCode();
    definitions.putIfAbsent(
        key,
        "<clipPath id=\""
            + id
            + "\"><rect"
            + box(x, y, Math.max(0, width), Math.max(0, height))
            + "/></clipPath>\n");
    body.append("<g clip-path=\"url(#").append(id).append(")\">\n");
  }

  @Override
  public void unclip() {
    body.append("</g>\n");
  }

  @Override
  public void pattern(
      double x, double y, double width, double height, Pattern pattern, int colour) {
    if (width <= 0 || height <= 0 || pattern == Pattern.NONE) {
      return;
    }
    String id = pattern.name().toLowerCase(Locale.ROOT) + Integer.toHexString(colour);
    definitions.computeIfAbsent(id, absent -> tile(id, pattern, colour));
    body.append("<rect").append(box(x, y, width, height));
    body.append(" fill=\"url(#").append(id).append(")\"/>\n");
  }

  private static String tile(String id, Pattern pattern, int colour) {
    StringBuilder tile = new StringBuilder();
    tile.append("<pattern id=\"").append(id);
    tile.append("\" patternUnits=\"userSpaceOnUse\" width=\"").append(Pattern.TILE);
    tile.append("\" height=\"").append(Pattern.TILE).append("\">");
    for (int i = 0; i < Pattern.TILE * Pattern.TILE; i++) {
      int column = i % Pattern.TILE;
      int row = i / Pattern.TILE;
      if (pattern.at(column, row)) {
        tile.append("<rect").append(box(column, row, 1, 1));
        tile.append(paint("fill", colour)).append("/>");
      }
    }
    return tile.append("</pattern>\n").toString();
  }

  @Override
  public void picture(Pixels pixels, double x, double y, double width, double height) {
    BufferedImage picture =
        new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_ARGB_PRE);
    picture.getRaster().setDataElements(0, 0, pixels.width(), pixels.height(), pixels.argb());
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
      ImageIO.write(picture, "png", out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    body.append("<image").append(box(x, y, width, height));
    body.append(" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"");
    body.append("data:image/png;base64,")
        .append(Base64.getEncoder().encodeToString(png.toByteArray()));
    body.append("\"/>\n");
  }

  @Override
  public Theme theme() {
    return theme;
  }
}
