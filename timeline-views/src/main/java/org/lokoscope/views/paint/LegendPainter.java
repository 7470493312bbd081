// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.List;
import org.lokoscope.store.LaneState;
import org.lokoscope.views.query.StateText;

/** One line that says what the colours and patterns of the lanes mean. */
public final class LegendPainter {

  /** Height of the line, pixels. */
  public static final double HEIGHT = 20;

  private static final double CHIP = 16;
  private static final double GAP = 14;

  /** What one asks for first stands first: a narrow window cuts the others off. */
  private static final List<LaneState> ORDER =
      List.of(
          LaneState.RUNNING,
          LaneState.READY,
          LaneState.OVERDUE,
          LaneState.BLOCKED_GET,
          LaneState.BLOCKED_PUT,
          LaneState.BLOCKED_IO,
          LaneState.SLEEPING,
          LaneState.BLOCKED_CHOICE,
          LaneState.BLOCKED_CONDITION,
          LaneState.BLOCKED_MAILBOX,
          LaneState.BLOCKED_OTHER);

  private LegendPainter() {}

  /**
   * Paints the line with its upper left corner at a pixel. Where the names do not fit they are
   * shorter; what does not fit even so is left out.
   */
  public static void paint(Surface surface, double x, double y, double width) {
    Theme theme = surface.theme();
    surface.fill(x, y, width, HEIGHT, theme.of(Tone.PANEL));
    surface.fill(x, y, width, 1, theme.of(Tone.SEPARATOR));
    double at = x + 12;
    boolean fits = at + length(surface) <= x + width - 8 + GAP;
    for (LaneState state : ORDER) {
      String name = fits ? StateText.name(state) : shortName(state);
      double end = at + CHIP + 5 + surface.textWidth(name, TextStyle.SMALL);
      if (end > x + width - 8) {
        return;
      }
      chip(surface, state, at, y + 4);
      surface.text(name, at + CHIP + 5, y + 14, TextStyle.SMALL, theme.of(Tone.DIM_TEXT));
      at = end + GAP;
    }
  }

  private static double length(Surface surface) {
    double length = 0;
    for (LaneState state : ORDER) {
      length += CHIP + 5 + surface.textWidth(StateText.name(state), TextStyle.SMALL) + GAP;
    }
    return length;
  }

  /** What is blocked is told by its pattern. */
  private static String shortName(LaneState state) {
    return StateText.name(state).replaceFirst("^blocked (on )?(?=.)", "");
  }

  private static void chip(Surface surface, LaneState state, double x, double y) {
    int colour = surface.theme().of(state);
    double high = Math.max(4, Math.round(12 * Palette.height(state)));
    double top = y + 12 - high;
    surface.fill(x, top, CHIP, high, colour);
    surface.pattern(
        x, top, CHIP, high, Pattern.of(state), Palette.patternInk(colour, surface.theme()));
  }
}
