// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The greatest of some numbers that come and go. Nearly always they are all the same: then this is
 * a count, and no tree.
 */
final class Greatest {

  private long only;
  private int count;
  private @Nullable TreeMap<Long, Integer> counts;

  void keep(Kept kept) {
    only = kept.number(only);
    count = (int) kept.number(count);
    List<Map.Entry<Long, Integer>> all =
        counts == null ? List.of() : List.copyOf(counts.entrySet());
    int size = kept.count(all.size(), Integer.MAX_VALUE);
    TreeMap<Long, Integer> known = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      Map.Entry<Long, Integer> each = i < all.size() ? all.get(i) : Map.entry(0L, 0);
      known.put(kept.number(each.getKey()), (int) kept.number(each.getValue()));
    }
    counts = known.isEmpty() ? null : known;
  }

  /** Adds the number ({@code sign} 1) or takes it away (-1). */
  void count(long number, int sign) {
    if (counts == null && (count == 0 || number == only)) {
      only = number;
      count += sign;
      return;
    }
    if (counts == null) {
      counts = new TreeMap<>();
      counts.put(only, count);
    }
    counts.merge(number, sign, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
    if (counts.isEmpty()) {
      counts = null;
      count = 0;
    }
  }

  /** The greatest, or 0 when there is none. */
  long value() {
    if (counts != null) {
      return counts.lastKey();
    }
    return count == 0 ? 0 : only;
  }
}
