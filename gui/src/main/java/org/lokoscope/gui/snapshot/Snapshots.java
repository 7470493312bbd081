package org.lokoscope.gui.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import org.lokoscope.gui.work.WriteFailure;
import org.lokoscope.views.image.ImageSurface;
import org.lokoscope.views.paint.Theme;

/** Writes painted views into PNG files. */
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
    try (ImageSurface surface = new ImageSurface(subject.width(), subject.height(), scale, theme)) {
      view.prepare(subject).accept(surface);
      surface.writePng(file);
    } catch (IOException e) {
      throw new WriteFailure(file, e);
    }
  }
}
