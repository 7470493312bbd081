// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.List;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.LeakClass;

/** What was looked for: each class of leak, whether it was found, and why it was not judged. */
final class JudgedPainter implements PageBlock {

  private static final double LINE = 20;

  private final Surface surface;
  private final Diagnosis diagnosis;

  JudgedPainter(Surface surface, Diagnosis diagnosis) {
    this.surface = surface;
    this.diagnosis = diagnosis;
  }

  @Override
  public double height(double width) {
    double lines = LeakClass.values().length;
    for (String reason : diagnosis.reasons().values()) {
      lines += Texts.wrap(surface, reason, TextStyle.SMALL, width - 20).size() * 0.8;
    }
    return lines * LINE;
  }

  @Override
  public void paint(Rectangle box) {
    double y = box.y() + 13;
    for (LeakClass each : LeakClass.values()) {
      y = line(each, box, y);
    }
  }

  private double line(LeakClass each, Rectangle box, double baseline) {
    boolean found = diagnosis.findings().stream().anyMatch(finding -> finding.leakClass() == each);
    String reason = diagnosis.reasons().get(each);
    int colour =
        found
            ? surface.theme().of(Tone.LEAK)
            : reason == null ? surface.theme().of(Tone.STEADY) : surface.theme().of(Tone.DIM_TEXT);
    if (found) {
      surface.fill(box.x() + 1, baseline - 9, 9, 9, colour);
    } else if (reason == null) {
      double[] xs = {box.x() + 1, box.x() + 4, box.x() + 10};
      double[] ys = {baseline - 4, baseline - 1, baseline - 9};
      surface.strokePath(xs, ys, 3, 2, colour);
    } else {
      surface.fill(box.x() + 1, baseline - 5, 9, 2, colour);
    }
    int ink =
        found
            ? surface.theme().of(Tone.TEXT)
            : reason == null ? surface.theme().of(Tone.TEXT) : surface.theme().of(Tone.DIM_TEXT);
    surface.text(each.label(), box.x() + 20, baseline, TextStyle.NORMAL, ink);
    double y = baseline + LINE;
    List<String> lines =
        reason == null ? List.of() : Texts.wrap(surface, reason, TextStyle.SMALL, box.width() - 20);
    for (String line : lines) {
      surface.text(line, box.x() + 20, y - 3, TextStyle.SMALL, surface.theme().of(Tone.DIM_TEXT));
      y += LINE * 0.8;
    }
    return y;
  }
}
