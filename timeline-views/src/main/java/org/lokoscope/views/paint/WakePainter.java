// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.List;
import java.util.Optional;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.query.WakeChain;

/** Draws the wakes behind a delay as a bright, numbered path over dimmed lanes. */
final class WakePainter {

  private static final double BADGE = 15;

  private final Surface surface;
  private final Theme theme;
  private final TimelineFrame frame;

  WakePainter(Surface surface, TimelineFrame frame) {
    this.surface = surface;
    this.theme = surface.theme();
    this.frame = frame;
  }

  void paint(LanePainter lanes) {
    List<WakeChain.Link> steps = frame.overlay().chain().steps();
    if (steps.isEmpty()) {
      return;
    }
    Areas areas = frame.areas();
    surface.clip(areas.gutter(), areas.lanesTop(), areas.plotWidth(), areas.lanesHeight());
    int veil = Palette.withAlpha(theme.of(Tone.BACKGROUND), 0xa8);
    surface.fill(areas.gutter(), areas.lanesTop(), areas.plotWidth(), areas.lanesHeight(), veil);
    for (int i = steps.size() - 1; i >= 0; i--) {
      step(lanes, steps.get(i), i);
    }
    surface.unclip();
  }

  private void step(LanePainter lanes, WakeChain.Link link, int number) {
    Optional<Row> row = frame.rows().of(link.lane(), frame.scroll());
    if (row.isEmpty()) {
      return;
    }
    double y = frame.areas().lanesTop() + row.get().y() - frame.scroll();
    double x1 = Math.max(frame.areas().gutter(), frame.x(link.delay().from()));
    double x2 = Math.min(frame.areas().width(), frame.x(link.delay().to()));
    double width = Math.max(3, x2 - x1);
    boolean here = number == frame.overlay().step();
    int colour = theme.of(here ? Tone.SELECTION : Tone.WAKE);
    if (x2 >= x1) {
      lanes.part(row.get(), x1, width);
      outline(x1, y, width, row.get().stateHeight(), here ? 2 : 1.4, colour);
      badge(number + 1, x1, y, colour);
    }
    Optional<Row> by =
        link.by() == null ? Optional.empty() : frame.rows().of(link.by(), frame.scroll());
    if (by.isPresent() && !by.get().lane().equals(link.lane())) {
      double x = frame.x(link.delay().to());
      double from = middle(by.get());
      double to = middle(row.get());
      surface.line(x, from, x, to, here ? 2.4 : 1.6, colour);
      double head = to > from ? -6 : 6;
      surface.fillPath(
          new double[] {x - 4, x + 4, x}, new double[] {to + head, to + head, to}, 3, colour);
      surface.fill(x - 3, from - 3, 6, 6, colour);
    }
  }

  private double middle(Row row) {
    return frame.areas().lanesTop() + row.y() - frame.scroll() + row.stateHeight() / 2;
  }

  private void outline(double x, double y, double width, double height, double thick, int colour) {
    surface.fill(x, y, width, thick, colour);
    surface.fill(x, y + height - thick, width, thick, colour);
    surface.fill(x, y, thick, height, colour);
    surface.fill(x + width - thick, y, thick, height, colour);
  }

  private void badge(int number, double x, double y, int colour) {
    String text = Integer.toString(number);
    double width = Math.max(BADGE, surface.textWidth(text, TextStyle.SMALL) + 8);
    double left = Math.max(frame.areas().gutter(), x - width);
    surface.fill(left, y + 1, width, BADGE, colour);
    double inset = (width - surface.textWidth(text, TextStyle.SMALL)) / 2;
    surface.text(text, left + inset, y + 12.5, TextStyle.SMALL, Palette.inkOn(colour));
  }
}
