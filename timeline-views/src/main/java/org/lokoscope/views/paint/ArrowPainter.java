// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.Optional;
import org.lokoscope.store.Arrow;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.query.TimelineData;

/**
 * Draws what caused what: curves from the cause to the effect, for the selected lane; dashed ones
 * from an offer to who took it.
 */
final class ArrowPainter {

  private static final int STEPS = 16;

  private final Surface surface;
  private final TimelineFrame frame;

  ArrowPainter(Surface surface, TimelineFrame frame) {
    this.surface = surface;
    this.frame = frame;
  }

  void paint() {
    if (frame.layers().isEmpty()) {
      return;
    }
    Areas areas = frame.areas();
    TimelineData finest = frame.layers().getLast();
    surface.clip(frame.areas().gutter(), areas.lanesTop(), areas.plotWidth(), areas.lanesHeight());
    for (Arrow arrow : finest.arrows()) {
      Optional<Row> from = frame.rows().of(arrow.from(), frame.scroll());
      Optional<Row> to = frame.rows().of(arrow.to(), frame.scroll());
      if (from.isPresent() && to.isPresent() && !arrow.from().equals(arrow.to())) {
        arrow(arrow, middle(from.get()), middle(to.get()));
      }
    }
    surface.unclip();
  }

  private double middle(Row row) {
    return frame.areas().lanesTop() + row.y() + row.stateHeight() / 2 - frame.scroll();
  }

  private void arrow(Arrow arrow, double y1, double y2) {
    double x1 = frame.x(arrow.fromTime());
    double x2 = frame.x(arrow.toTime());
    if (Math.max(x1, x2) < frame.areas().gutter() || Math.min(x1, x2) > frame.areas().width()) {
      return;
    }
    int colour = colour(arrow.kind());
    double bend = Math.min(28, 8 + Math.abs(x2 - x1) / 3);
    Curve curve = new Curve(STEPS + 1);
    for (int i = 0; i <= STEPS; i++) {
      double t = (double) i / STEPS;
      double u = 1 - t;
      double x =
          u * u * u * x1
              + 3 * u * u * t * (x1 + bend)
              + 3 * u * t * t * (x2 - bend)
              + t * t * t * x2;
      curve.add(x, y1 * u * u * (1 + 2 * t) + y2 * t * t * (3 - 2 * t));
    }
    // Lanes may be of the same colour.
    curve.stroke(surface, 3.4, Palette.withAlpha(surface.theme().of(Tone.BACKGROUND), 0xb0));
    if (arrow.kind() == Arrow.Kind.OFFER) {
      curve.dash(surface, 1.3, Palette.withAlpha(colour, 0xd0));
    } else {
      curve.stroke(surface, 1.3, Palette.withAlpha(colour, 0xd0));
    }
    surface.fill(x1 - 2, y1 - 2, 4, 4, colour);
    surface.fillPath(
        new double[] {x2, x2 - 7, x2 - 7}, new double[] {y2, y2 - 4, y2 + 4}, 3, colour);
  }

  private int colour(Arrow.Kind kind) {
    return switch (kind) {
      case SPAWN -> surface.theme().of(Tone.SPAWN);
      case WAKE -> surface.theme().of(Tone.WAKE);
      case MESSAGE, BYTES -> surface.theme().of(Tone.MESSAGE);
      case OFFER -> surface.theme().of(Tone.OFFER);
    };
  }
}
