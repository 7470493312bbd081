// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A growing array of numbers; what was never set is the value that it was made with. The first
 * {@value #FLAT} lie side by side, for most traces have no more. What is behind them consists of
 * pages, which take no room before something is set in them, and half of the room as long as all
 * their numbers have 32 bits.
 */
final class Longs {

  private static final int FLAT = 1 << 14;
  private static final int BITS = 10;
  private static final int PAGE = 1 << BITS;

  private final long none;
  private long[] flat = {};
  private int[] @Nullable [] narrow = {};
  private long[] @Nullable [] wide = {};

  Longs(long none) {
    this.none = none;
  }

  long get(int index) {
    long[] near = flat;
    return index < near.length && index >= 0 ? near[index] : far(index);
  }

  private long far(int index) {
    int page = index >>> BITS;
    if (page >= wide.length) {
      return none;
    }
    long[] large = wide[page];
    if (large != null) {
      return large[index & PAGE - 1];
    }
    int[] small = narrow[page];
    return small == null ? none : small[index & PAGE - 1];
  }

  void set(int index, long value) {
    long[] near = flat;
    if (index < near.length && index >= 0) {
      near[index] = value;
    } else if (index < FLAT && index >= 0) {
      flat = Arrays.copyOf(near, Math.max(16, Integer.highestOneBit(index) * 2));
      Arrays.fill(flat, near.length, flat.length, none);
      flat[index] = value;
    } else {
      setFar(index, value);
    }
  }

  private void setFar(int index, long value) {
    int page = index >>> BITS;
    if (page >= wide.length) {
      int pages = Math.max(page + 1, wide.length + (wide.length >> 1) + 1);
      narrow = Arrays.copyOf(narrow, pages);
      wide = Arrays.copyOf(wide, pages);
    }
    long[] large = wide[page];
    if (large == null && value == (int) value) {
      int[] small = narrow[page];
      if (small == null) {
        small = new int[PAGE];
        if (none != 0) {
          Arrays.fill(small, (int) none);
        }
        narrow[page] = small;
      }
      small[index & PAGE - 1] = (int) value;
    } else {
      if (large == null) {
        large = widen(page);
      }
      large[index & PAGE - 1] = value;
    }
  }

  private long[] widen(int page) {
    long[] large = new long[PAGE];
    int[] small = narrow[page];
    for (int i = 0; i < PAGE; i++) {
      large[i] = small == null ? none : small[i];
    }
    wide[page] = large;
    narrow[page] = null;
    return large;
  }

  void add(int index, long value) {
    set(index, get(index) + value);
  }
}
