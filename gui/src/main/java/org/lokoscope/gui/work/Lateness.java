// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.util.Arrays;
import java.util.Locale;

/** How late things were, one after the other, nanoseconds. */
public final class Lateness {

  private long[] seen = new long[1024];
  private int size;

  /** Notes one more. */
  public void add(long nanos) {
    if (size == seen.length) {
      seen = Arrays.copyOf(seen, 2 * size);
    }
    seen[size++] = nanos;
  }

  public int size() {
    return size;
  }

  /** The median, what 99 of 100 stay below, and the worst, in words. */
  @Override
  public String toString() {
    long[] sorted = Arrays.copyOf(seen, size);
    Arrays.sort(sorted);
    return size == 0
        ? "nothing was seen"
        : String.format(
            Locale.ROOT,
            "median %,.0f ms, 99 %% %,.0f ms, worst %,.0f ms",
            sorted[size / 2] / 1e6,
            sorted[size * 99 / 100] / 1e6,
            sorted[size - 1] / 1e6);
  }
}
