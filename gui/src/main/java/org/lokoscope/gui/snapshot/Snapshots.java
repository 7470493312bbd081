// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.lokoscope.gui.work.WriteFailure;
import org.lokoscope.views.image.ImageSurface;
import org.lokoscope.views.image.SvgSurface;
import org.lokoscope.views.paint.Theme;

/** Writes painted views into files: PNG, or SVG if the name says so. */
public final class Snapshots {

  private Snapshots() {}

  /** In the dark theme, a pixel of the image for each of the view. */
  public static void write(PaintedView view, PaintedView.Subject subject, Path file) {
    write(view, subject, Theme.DARK, 1, file);
  }

  /**
   * @param scale pixels of the image for each of the view
   */
  public static void write(
      PaintedView view, PaintedView.Subject subject, Theme theme, double scale, Path file) {
    if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".svg")) {
      writeSvg(view, subject, theme, scale, file);
      return;
    }
    try (ImageSurface surface = new ImageSurface(subject.width(), subject.height(), scale, theme)) {
      view.prepare(subject).accept(surface);
      surface.writePng(file);
    } catch (IOException e) {
      throw new WriteFailure(file, e);
    }
  }

  private static void writeSvg(
      PaintedView view, PaintedView.Subject subject, Theme theme, double scale, Path file) {
    SvgSurface surface = new SvgSurface(subject.width(), subject.height(), theme);
    view.prepare(subject).accept(surface);
    try {
      surface.write(file, scale);
    } catch (IOException e) {
      throw new WriteFailure(file, e);
    }
  }
}
