// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import org.lokoscope.store.LaneState;

/**
 * Colours of the dark theme.
 *
 * <p>The states' hues are after Okabe and Ito's palette for colour-blind readers; what runs and
 * what could run is bright, what waits is muted. Bars of running, waiting and sleeping also differ
 * in height, so that no state is told by its hue alone.
 */
public final class Palette {

  public static final int BACKGROUND = 0xff12151b;
  public static final int PANEL = 0xff1a1e26;
  public static final int LANE_EVEN = 0xff161a21;
  public static final int LANE_ODD = 0xff191d25;
  public static final int GROUP = 0xff212733;
  public static final int SEPARATOR = 0xff2e3542;
  public static final int GRID = 0x16ffffff;
  public static final int TEXT = 0xffdfe4ec;
  public static final int DIM_TEXT = 0xff8f9bad;
  public static final int SELECTION = 0xff6cb6ff;
  public static final int SELECTED_LANE = 0x306cb6ff;
  public static final int PLAYHEAD = 0xffff5c5c;
  public static final int HOVER = 0x50ffffff;
  public static final int OUTSIDE = 0xa00c0e12;
  public static final int TOTAL = 0xff56a8e8;
  public static final int ACCENT = 0xffff8a3d;
  public static final int LEAK = 0xffff5d52;

  /** What is written on {@link #LEAK}. */
  public static final int BADGE_INK = 0xff1a0705;

  public static final int BRICK = 0xff4a5568;
  public static final int STEADY = 0xff2fbf8a;
  public static final int SPAWN = 0xfff0f3f8;
  public static final int WAKE = 0xffffc857;
  public static final int MESSAGE = 0xffd58cff;

  private Palette() {}

  public static int of(LaneState state) {
    return switch (state) {
      case ABSENT -> 0;
      case RUNNING -> 0xff1fc98b;
      case READY -> 0xffb98330;
      case BLOCKED_PUT -> 0xffa788cf;
      case BLOCKED_GET -> 0xff3a69a8;
      case BLOCKED_CONDITION -> 0xffb0608c;
      case BLOCKED_CHOICE -> 0xff4f93a8;
      case BLOCKED_IO -> 0xffa9654a;
      case BLOCKED_MAILBOX -> 0xff8f8a45;
      case BLOCKED_OTHER -> 0xff6f7a8b;
      case SLEEPING -> 0xff56627a;
      case IDLE -> 0xff2a303b;
      case OVERDUE -> 0xffe3c873;
    };
  }

  /** The part of a lane's height that a bar of this state fills, from its foot. */
  public static double height(LaneState state) {
    return switch (state) {
      case RUNNING, READY, OVERDUE -> 1;
      case SLEEPING -> 0.25;
      case IDLE -> 0.12;
      case ABSENT -> 0;
      default -> 0.5;
    };
  }

  /** In what a pattern is drawn over an opaque colour: a little lighter or darker than it. */
  public static int patternInk(int colour, Theme theme) {
    return theme.isLight() ? mix(0xff000000, colour, 0.32) : mix(0xffffffff, colour, 0.32);
  }

  /** {@code part} of the first colour over the second, both opaque. */
  public static int mix(int over, int under, double part) {
    int result = 0xff;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double a = (over >> shift) & 0xff;
      double b = (under >> shift) & 0xff;
      result = result << 8 | (int) Math.round(b + (a - b) * part);
    }
    return result;
  }

  /** A colour with an alpha by which it is multiplied, as {@code Pixels} hold it. */
  public static int multiplied(int colour, int alpha) {
    int result = alpha;
    for (int shift = 16; shift >= 0; shift -= 8) {
      result = result << 8 | ((colour >> shift) & 0xff) * alpha / 255;
    }
    return result;
  }

  public static int withAlpha(int colour, int alpha) {
    return (colour & 0xffffff) | alpha << 24;
  }

  /** Black or white, whichever reads better on an opaque colour. */
  public static int inkOn(int colour) {
    double light =
        0.299 * ((colour >> 16) & 0xff) + 0.587 * ((colour >> 8) & 0xff) + 0.114 * (colour & 0xff);
    return light > 125 ? 0xff0b0e12 : 0xfff3f6fa;
  }
}
