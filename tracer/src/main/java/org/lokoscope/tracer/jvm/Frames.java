// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.jvm;

import java.util.Arrays;

/**
 * Makes of the frames of a stack the groups that an event has, in which what repeats is said once.
 */
final class Frames {

  /** How many frames a turn of a recursion has at most. */
  private static final int LONGEST_TURN = 16;

  /** How long the sequence of an event may be. */
  private static final int MOST_NUMBERS = 4000;

  private Frames() {}

  /**
   * The groups: repeat, n, then n times site and words. A JVM does not say how many words a frame
   * has: 0.
   *
   * @param sites of the frames, innermost first
   */
  static long[] groups(long[] sites) {
    long[] groups = new long[MOST_NUMBERS];
    int used = 0;
    for (int at = 0; at < sites.length; ) {
      int turn = turn(sites, at);
      int repeat = repeats(sites, at, turn);
      if (used + 2 + 2 * turn > groups.length) {
        break;
      }
      groups[used++] = repeat;
      groups[used++] = turn;
      for (int i = 0; i < turn; i++) {
        groups[used] = sites[at + i];
        used += 2;
      }
      at += turn * repeat;
    }
    return Arrays.copyOf(groups, used);
  }

  /** How many frames repeat here, so that the most are covered; those that do not stand alone. */
  private static int turn(long[] sites, int at) {
    int best = 1;
    int covered = repeats(sites, at, 1);
    for (int turn = 2; turn <= LONGEST_TURN && at + 2 * turn <= sites.length; turn++) {
      int repeats = repeats(sites, at, turn);
      if (repeats > 1 && repeats * turn > covered) {
        best = turn;
        covered = repeats * turn;
      }
    }
    return best;
  }

  private static int repeats(long[] sites, int at, int turn) {
    int same = at + turn;
    while (same < sites.length && sites[same] == sites[same - turn]) {
      same++;
    }
    return (same - at) / turn;
  }
}
