// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.lokoscope.gui.work.ExportFormat;
import org.lokoscope.gui.work.Workbench;
import org.lokoscope.gui.work.WriteFailure;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.views.image.ImageSurface;
import org.lokoscope.views.paint.LegendPainter;
import org.lokoscope.views.paint.Theme;
import org.lokoscope.views.paint.TimelineFrame;
import org.lokoscope.views.paint.TimelinePainter;

/** Files that the window writes. */
final class Exports {

  /** Pixels of a picture for one of the window. */
  private static final double SHARP = 2;

  private Exports() {}

  static Path png(TimelineFrame frame, Path file) {
    int width = (int) Math.ceil(frame.areas().width());
    int height = (int) Math.ceil(frame.areas().height());
    try (ImageSurface surface = new ImageSurface(width, height)) {
      TimelinePainter.paint(surface, frame.still());
      surface.writePng(file);
      return file;
    } catch (IOException e) {
      throw new WriteFailure(file, e);
    }
  }

  /** The timeline as it is shown, with twice as many pixels; in the colours that are shown. */
  static BufferedImage picture(TimelineFrame frame, Theme theme) {
    int width = (int) Math.ceil(frame.areas().width());
    int height = (int) Math.ceil(frame.areas().height() + LegendPainter.HEIGHT);
    try (ImageSurface surface = new ImageSurface(width, height, SHARP, theme)) {
      TimelinePainter.paint(surface, frame.still());
      LegendPainter.paint(surface, 0, frame.areas().height(), width);
      return surface.image();
    }
  }

  static Path csv(Workbench workbench, Path directory, Path file, Progress progress) {
    try (Trace trace = workbench.open(directory, progress)) {
      workbench.export(trace, ExportFormat.CSV, file, progress);
      return file;
    }
  }
}
