// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Strip;

/**
 * The strips that were asked for last, one for each lane: who moves a window over the time asks for
 * most of the same buckets again. What a bucket says depends on its begin and end alone. For any
 * thread; strips are never changed once they are here.
 */
final class RecentStrips {

  /** More lanes than a window shows; so many strips of a screen's width are some megabytes. */
  private static final int KEPT = 128;

  private static final int MOST_BUCKETS = 1 << 13;
  private static final int STATES = LaneState.values().length;

  private final Map<LaneId, Strip> last =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LaneId, Strip> eldest) {
          return size() > KEPT;
        }
      };

  /** Buckets from one on and before another; none if both are the same. */
  record Span(int from, int to) {}

  private synchronized @Nullable Strip get(LaneId lane) {
    return last.get(lane);
  }

  void put(LaneId lane, Strip strip) {
    if (strip.dominant().length <= MOST_BUCKETS) {
      synchronized (this) {
        last.put(lane, strip);
      }
    }
  }

  /** Fills in the buckets of a strip that are known, and says which ones. */
  Span fill(LaneId lane, Strip strip) {
    Strip known = get(lane);
    long width = strip.bucketWidth();
    if (known == null
        || known.bucketWidth() != width
        || Math.floorMod(strip.from() - known.from(), width) != 0) {
      return new Span(0, 0);
    }
    long ahead = Math.floorDiv(strip.from() - known.from(), width);
    long from = Math.max(0, -ahead);
    long to = Math.min(strip.dominant().length, known.dominant().length - ahead);
    if (from >= to) {
      return new Span(0, 0);
    }
    int at = (int) from;
    int count = (int) (to - from);
    int source = (int) (from + ahead);
    System.arraycopy(known.dominant(), source, strip.dominant(), at, count);
    System.arraycopy(known.share(), source, strip.share(), at, count);
    System.arraycopy(known.events(), source, strip.events(), at, count);
    System.arraycopy(known.parts(), source * STATES, strip.parts(), at * STATES, count * STATES);
    return new Span(at, at + count);
  }
}
