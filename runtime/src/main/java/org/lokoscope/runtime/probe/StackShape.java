// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

import java.util.Arrays;

/**
 * A stack in few numbers: runs of frames that repeat are written once with their count. The form is
 * a sequence of groups, innermost first, each {@code repeat, n, site 1, words 1, ..., site n, words
 * n}.
 */
public final class StackShape {

  /** The longest cycle that is looked for. Guessed: forms that nest repeat a handful of frames. */
  private static final int LONGEST_CYCLE = 24;

  private final long[] sites;
  private final long[] words;
  private long[] groups;
  private int length;

  private StackShape(long[] sites, long[] words) {
    this.sites = sites;
    this.words = words;
    this.groups = new long[Math.min(64, 4 * sites.length)];
  }

  /**
   * @param sites the site of each frame, innermost first
   * @param words the heap words of each frame
   */
  public static long[] compress(long[] sites, long[] words) {
    return new StackShape(sites, words).run();
  }

  private long[] run() {
    int at = 0;
    while (at < sites.length) {
      int period = 1;
      int covered = 0;
      for (int p = 1; p <= LONGEST_CYCLE && at + 2 * p <= sites.length; p++) {
        int c = p * repeats(at, p);
        if (c > p && c > covered) {
          period = p;
          covered = c;
        }
      }
      int count = Math.max(covered, 1);
      add(at, period, count / period);
      at += count;
    }
    return Arrays.copyOf(groups, length);
  }

  /** How often the frames from {@code at} on repeat with that period, the first time included. */
  private int repeats(int at, int period) {
    int i = at;
    while (i + period < sites.length
        && sites[i] == sites[i + period]
        && words[i] == words[i + period]) {
      i++;
    }
    return (i - at) / period + 1;
  }

  private void add(int at, int n, int repeat) {
    int needed = length + 2 + 2 * n;
    if (needed > groups.length) {
      groups = Arrays.copyOf(groups, Math.max(needed, 2 * groups.length));
    }
    groups[length++] = repeat;
    groups[length++] = n;
    for (int i = at; i < at + n; i++) {
      groups[length++] = sites[i];
      groups[length++] = words[i];
    }
  }
}
