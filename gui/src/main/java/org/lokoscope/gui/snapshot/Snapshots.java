package org.lokoscope.gui.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import org.lokoscope.gui.work.WriteFailure;
import org.lokoscope.views.image.ImageSurface;

/** Writes painted views into PNG files. */
public final class Snapshots {

  private Snapshots() {}

  public static void write(PaintedView view, PaintedView.Subject subject, Path file) {
    try (ImageSurface surface = new ImageSurface(subject.width(), subject.height())) {
      view.prepare(subject).accept(surface);
      surface.writePng(file);
    } catch (IOException e) {
      throw new WriteFailure(file, e);
    }
  }
}
