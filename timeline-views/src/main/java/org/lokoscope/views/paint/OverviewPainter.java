// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.List;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Series;
import org.lokoscope.store.Strip;
import org.lokoscope.views.layout.Suspects;
import org.lokoscope.views.query.Landmarks;
import org.lokoscope.views.query.Overview;
import org.lokoscope.views.viewport.TimeRange;
import org.lokoscope.views.viewport.TimeText;
import org.lokoscope.views.viewport.Viewport;

/**
 * The minimap: the whole run, whatever the window shows. Continuation words as an area, under it
 * the load of the CPUs; what lies outside the window is darkened.
 */
final class OverviewPainter {

  private static final LaneState[] STATES = LaneState.values();
  private static final double CPU_BAND = 10;

  private final Surface surface;
  private final TimelineFrame frame;
  private final Viewport whole;

  OverviewPainter(Surface surface, TimelineFrame frame) {
    this.surface = surface;
    this.frame = frame;
    this.whole = frame.window().all();
  }

  void paint() {
    Areas areas = frame.areas();
    surface.fill(0, 0, areas.width(), Areas.OVERVIEW, surface.theme().of(Tone.PANEL));
    Overview overview = frame.overview();
    if (overview != null) {
      String title = frame.overlay().title() == null ? "whole run" : frame.overlay().title();
      String name = Texts.cutMiddle(surface, title, TextStyle.STRONG, frame.areas().gutter() - 20);
      surface.text(name, 12, 19, TextStyle.STRONG, surface.theme().of(Tone.TEXT));
      long hidden = whole.axis().hidden();
      String length = TimeText.duration(overview.end());
      surface.text(
          hidden == 0 ? length : length + ", " + TimeText.duration(hidden) + " folded",
          12,
          36,
          TextStyle.SMALL,
          surface.theme().of(Tone.DIM_TEXT));
      words(overview);
      cpus(overview);
    }
    ticks();
    window();
    surface.fill(0, Areas.OVERVIEW - 1, areas.width(), 1, surface.theme().of(Tone.SEPARATOR));
  }

  private void words(Overview overview) {
    Series words = overview.words();
    if (words == null || words.size() == 0) {
      return;
    }
    double bottom = Areas.OVERVIEW - CPU_BAND - 3;
    double most = 1;
    for (double high : words.high()) {
      most = Math.max(most, high);
    }
    Curve curve = new Curve(words.size() * 2 + 3);
    curve.add(x(words.times()[0]), bottom);
    for (int i = 0; i < words.size(); i++) {
      double y = bottom - words.high()[i] / most * (bottom - 4);
      double until = i + 1 < words.size() ? words.times()[i + 1] : overview.end();
      curve.add(x(words.times()[i]), y);
      curve.add(x(until), y);
    }
    curve.add(x(overview.end()), bottom);
    curve.fill(surface, Palette.withAlpha(surface.theme().of(Tone.TOTAL), 0x90));
  }

  private void cpus(Overview overview) {
    double band = CPU_BAND / Math.max(1, overview.cpus().size());
    double y = Areas.OVERVIEW - CPU_BAND - 2;
    for (List<Strip> strips : overview.cpus()) {
      for (Strip strip : strips) {
        cpu(strip, y, band);
      }
      y += band;
    }
    folds();
  }

  private void cpu(Strip strip, double y, double band) {
    for (int i = 0; i < strip.dominant().length; i++) {
      LaneState state = STATES[strip.dominant()[i]];
      double left = x(strip.from() + i * strip.bucketWidth());
      double right = x(strip.from() + (i + 1) * strip.bucketWidth());
      double share = (strip.share()[i] & 0xff) / 255.0;
      int colour =
          Palette.mix(surface.theme().of(state), surface.theme().of(Tone.PANEL), 0.3 + 0.7 * share);
      if (state != LaneState.ABSENT) {
        surface.fill(left, y, right - left + 0.5, band - 1, colour);
      }
    }
  }

  private void folds() {
    for (TimeRange fold : whole.axis().folds()) {
      FoldPainter.mark(surface, x(fold.from()), x(fold.to()), 0, Areas.OVERVIEW - 1);
    }
  }

  /** Holes, findings, failures, the user's marks and the playhead, at the upper edge. */
  private void ticks() {
    Overlay overlay = frame.overlay();
    int red = surface.theme().of(Tone.LEAK);
    for (Landmarks.Gap gap : overlay.landmarks().gaps()) {
      double width = Math.max(2, x(gap.to()) - x(gap.from()));
      surface.fill(x(gap.from()), 0, width, Areas.OVERVIEW - 1, Palette.withAlpha(red, 0x70));
    }
    for (Suspects.Stretch each : overlay.suspects().stretches()) {
      double from = Math.max(frame.areas().gutter(), x(each.from()));
      surface.fill(from, 0, Math.max(2, x(each.to()) - from), 2, Palette.withAlpha(red, 0xb0));
      surface.fillPath(new double[] {from, from + 7, from}, new double[] {0, 0, 9}, 3, red);
    }
    double last = Double.NEGATIVE_INFINITY;
    for (Landmarks.Mark mark : overlay.landmarks().marks()) {
      boolean seen = !mark.failure() && x(mark.time()) - last < 1;
      if (seen || mark.isFrequent()) {
        continue;
      }
      last = x(mark.time());
      int colour = surface.theme().of(mark.failure() ? Tone.LEAK : Tone.DIM_TEXT);
      surface.fill(x(mark.time()), 0, 1.5, 5, colour);
    }
    for (long mark : overlay.bookmarks().keySet()) {
      surface.fill(x(mark), 0, 2, 8, surface.theme().of(Tone.ACCENT));
    }
    if (frame.marks().playhead() >= 0) {
      double at = Math.round(x(frame.marks().playhead()));
      surface.fill(at, 0, 1, Areas.OVERVIEW - 1, surface.theme().of(Tone.PLAYHEAD));
    }
  }

  private void window() {
    double left = Math.max(frame.areas().gutter(), x(frame.window().from()));
    double right = Math.min(frame.areas().width(), x(frame.window().to()));
    double height = Areas.OVERVIEW - 1;
    surface.fill(
        frame.areas().gutter(),
        0,
        left - frame.areas().gutter(),
        height,
        surface.theme().of(Tone.OUTSIDE));
    surface.fill(right, 0, frame.areas().width() - right, height, surface.theme().of(Tone.OUTSIDE));
    surface.fill(left, 0, 2, height, surface.theme().of(Tone.SELECTION));
    surface.fill(right - 2, 0, 2, height, surface.theme().of(Tone.SELECTION));
  }

  private double x(double time) {
    return frame.areas().gutter() + whole.x(time);
  }
}
