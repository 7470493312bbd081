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
  private static final double NARROW_CHIP = 9;
  private static final double NARROW_GAP = 7;

  /** How the names stand in a line: the first way in which all of them fit. */
  private record Setting(boolean whole, double chip, double gap) {
    private static final List<Setting> ALL =
        List.of(
            new Setting(true, CHIP, GAP),
            new Setting(false, CHIP, GAP),
            new Setting(false, NARROW_CHIP, NARROW_GAP));

    String name(LaneState state) {
      return whole ? StateText.name(state) : shortName(state);
    }

    double length(Surface surface) {
      double length = 0;
      for (LaneState state : ORDER) {
        length += chip + 4 + surface.textWidth(name(state), TextStyle.SMALL) + gap;
      }
      return length - gap;
    }
  }

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
   * shorter, then closer together; what does not fit even so is left out, and a sign says that.
   */
  public static void paint(Surface surface, double x, double y, double width) {
    Theme theme = surface.theme();
    surface.fill(x, y, width, HEIGHT, theme.of(Tone.PANEL));
    surface.fill(x, y, width, 1, theme.of(Tone.SEPARATOR));
    double room = width - 20;
    Setting setting =
        Setting.ALL.stream()
            .filter(each -> each.length(surface) <= room)
            .findFirst()
            .orElse(Setting.ALL.getLast());
    double at = x + 12;
    for (LaneState state : ORDER) {
      String name = setting.name(state);
      double end = at + setting.chip + 4 + surface.textWidth(name, TextStyle.SMALL);
      if (end > x + width - 8) {
        surface.text("\u2026", at, y + 14, TextStyle.SMALL, theme.of(Tone.DIM_TEXT));
        return;
      }
      chip(surface, state, at, y + 4, setting.chip);
      surface.text(name, at + setting.chip + 4, y + 14, TextStyle.SMALL, theme.of(Tone.DIM_TEXT));
      at = end + setting.gap;
    }
  }

  /** What is blocked is told by its pattern. */
  private static String shortName(LaneState state) {
    return StateText.name(state).replaceFirst("^blocked (on )?(?=.)", "");
  }

  private static void chip(Surface surface, LaneState state, double x, double y, double width) {
    int colour = surface.theme().of(state);
    double high = Math.max(4, Math.round(12 * Palette.height(state)));
    double top = y + 12 - high;
    surface.fill(x, top, width, high, colour);
    surface.pattern(
        x, top, width, high, Pattern.of(state), Palette.patternInk(colour, surface.theme()));
  }
}
