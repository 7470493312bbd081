// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import org.lokoscope.store.LaneState;

/**
 * The second signal of a state beside its colour: each reason to wait has its own, so that it is
 * known in grey and in print. What runs, could run, sleeps or is idle has none; their heights
 * differ.
 */
public enum Pattern {
  NONE,
  /** Rising to the right, as what is given. */
  RISING,
  /** Falling to the right, as what is taken. */
  FALLING,
  DOTS,
  CROSSES,
  LINES,
  BARS,
  /** Rising, wide apart. */
  SPARSE,
  /** Two bars and a gap: it should have ended. */
  STEPS;

  /** Pixels after which a pattern begins anew, to both sides. */
  public static final int TILE = 8;

  public static Pattern of(LaneState state) {
    return switch (state) {
      case BLOCKED_PUT -> RISING;
      case BLOCKED_GET -> FALLING;
      case BLOCKED_CONDITION -> DOTS;
      case BLOCKED_CHOICE -> CROSSES;
      case BLOCKED_IO -> LINES;
      case BLOCKED_MAILBOX -> BARS;
      case BLOCKED_OTHER -> SPARSE;
      case OVERDUE -> STEPS;
      case ABSENT, RUNNING, READY, SLEEPING, IDLE -> NONE;
    };
  }

  /** Whether a pixel of the tile is set. */
  public boolean at(int x, int y) {
    int column = Math.floorMod(x, TILE);
    int row = Math.floorMod(y, TILE);
    int rising = Math.floorMod(column + row, TILE);
    int falling = Math.floorMod(column - row, TILE);
    return switch (this) {
      case NONE -> false;
      case RISING -> rising % 4 == 0;
      case FALLING -> falling % 4 == 0;
      case DOTS -> column % 4 < 2 && row % 4 < 2;
      case CROSSES -> rising == 0 || falling == 0;
      case LINES -> row % 4 == 1;
      case BARS -> column % 4 == 1;
      case SPARSE -> rising == 0;
      case STEPS -> column == 1 || column == 3;
    };
  }
}
