// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import org.lokoscope.store.LaneState;
import org.lokoscope.store.Strip;
import org.lokoscope.views.query.Pixels;

/**
 * Draws a lane whose intervals are too many to be drawn one by one: a column of pixels for each
 * bucket, in which every state stands with its share of the time, from the foot what runs, what
 * could run and what waits. A state fills its share of its own height, so that a column of one
 * state looks as an interval of it does; what runs or could run is seen however short it was.
 */
public final class StripPicture {

  /** From the foot up. */
  private static final LaneState[] ORDER = {
    LaneState.RUNNING,
    LaneState.READY,
    LaneState.OVERDUE,
    LaneState.BLOCKED_IO,
    LaneState.BLOCKED_PUT,
    LaneState.BLOCKED_GET,
    LaneState.BLOCKED_CONDITION,
    LaneState.BLOCKED_CHOICE,
    LaneState.BLOCKED_MAILBOX,
    LaneState.BLOCKED_OTHER,
    LaneState.SLEEPING,
    LaneState.IDLE
  };

  private static final LaneState[] STATES = LaneState.values();

  private final Strip strip;
  private final Theme theme;
  private final int width;
  private final int height;
  private final int[] pixels;

  private StripPicture(Strip strip, int height, Theme theme) {
    this.strip = strip;
    this.theme = theme;
    this.width = strip.dominant().length;
    this.height = height;
    this.pixels = new int[width * height];
  }

  /**
   * @param height pixels of what a running lane fills
   * @return transparent where nothing is
   */
  public static Pixels of(Strip strip, int height, Theme theme) {
    StripPicture picture = new StripPicture(strip, height, theme);
    for (int column = 0; column < picture.width; column++) {
      if (strip.isPure(column)) {
        picture.pure(column, STATES[strip.dominant()[column]]);
      } else {
        picture.mixed(column);
      }
    }
    return new Pixels(picture.width, height, picture.pixels);
  }

  private void pure(int column, LaneState state) {
    int colour = theme.of(state);
    Pattern pattern = Pattern.of(state);
    int ink = pattern == Pattern.NONE ? colour : Palette.patternInk(colour, theme);
    int top = height - (int) Math.round(height * Palette.height(state));
    for (int y = top; y < height; y++) {
      pixels[y * width + column] = pattern.at(column, y) ? ink : colour;
    }
  }

  private void mixed(int column) {
    double foot = 0;
    for (LaneState state : ORDER) {
      double part = strip.part(column, state);
      if (part > 0) {
        boolean wanted = Palette.height(state) == 1;
        double rise = part * Palette.height(state) * height;
        double next = foot + (wanted ? Math.max(1, rise) : rise);
        fill(column, foot, next, theme.of(state));
        foot = next;
      }
    }
  }

  /** Fills from one height above the foot to another; a pixel belongs to who has its middle. */
  private void fill(int column, double from, double to, int colour) {
    int first = (int) Math.round(from);
    int last = Math.min(height, (int) Math.round(to));
    for (int rise = first; rise < last; rise++) {
      pixels[(height - 1 - rise) * width + column] = colour;
    }
  }
}
