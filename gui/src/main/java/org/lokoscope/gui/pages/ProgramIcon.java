// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.pages;

import java.io.IOException;
import java.nio.file.Path;
import org.lokoscope.store.LaneState;
import org.lokoscope.views.image.ImageSurface;
import org.lokoscope.views.image.SvgSurface;
import org.lokoscope.views.paint.Surface;
import org.lokoscope.views.paint.Theme;

/** The picture of the program: three lanes of a timeline, and what grows behind them. */
public final class ProgramIcon {

  /** The side of the picture, in the units that it is drawn in. */
  private static final int SIDE = 64;

  private static final int GROUND = 0xff1e2530;
  private static final int GROWTH = 0xffe5534b;

  private ProgramIcon() {}

  /** Writes it as an SVG. */
  public static void writeSvg(Path file) throws IOException {
    SvgSurface surface = new SvgSurface(SIDE, SIDE, Theme.DARK);
    paint(surface);
    surface.write(file, 1);
  }

  /**
   * Writes it as a PNG.
   *
   * @param side its width and height in pixels
   */
  public static void writePng(int side, Path file) throws IOException {
    try (ImageSurface surface = new ImageSurface(SIDE, SIDE, (double) side / SIDE, Theme.DARK)) {
      paint(surface);
      surface.writePng(file);
    }
  }

  private static void paint(Surface surface) {
    surface.fill(0, 0, SIDE, SIDE, GROUND);
    double[] xs = {6, 6, 18, 18, 30, 30, 42, 42, 58, 58};
    double[] ys = {58, 50, 50, 40, 40, 28, 28, 14, 14, 58};
    surface.fillPath(xs, ys, xs.length, GROWTH);
    lane(surface, 10, 6, 20, LaneState.RUNNING, 34, LaneState.BLOCKED_GET);
    lane(surface, 27, 6, 12, LaneState.READY, 40, LaneState.RUNNING);
    lane(surface, 44, 6, 30, LaneState.BLOCKED_GET, 58, LaneState.RUNNING);
  }

  /** A lane of two bars, each until an x. */
  private static void lane(
      Surface surface,
      double y,
      double from,
      double middle,
      LaneState first,
      double end,
      LaneState second) {
    surface.fill(from, y, middle - from, 9, Theme.DARK.of(first));
    surface.fill(middle, y, end - middle, 9, Theme.DARK.of(second));
  }
}
