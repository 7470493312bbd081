// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackGroup.StackFrame;

/**
 * The group of frames, or of winders, that repeats in a stack and has grown most since an earlier
 * look at it.
 *
 * <p>Where a compressed cycle begins is an accident: two snapshots of one loop may show it as
 * {@code abc} and as {@code bca}. So groups are compared by the least rotation of their sites.
 *
 * @param count how often it stands in the later stack
 */
record Repetition(List<StackFrame> frames, long count) {

  /** Heap words of one repetition. */
  long words() {
    return frames.stream().mapToLong(StackFrame::words).sum();
  }

  /** The group that has grown most, in words and then in number; null if nothing repeats. */
  static @Nullable Repetition between(List<StackGroup> earlier, List<StackGroup> later) {
    Map<List<Long>, Repetition> before = byCycle(earlier);
    Repetition best = null;
    long most = 0;
    for (Map.Entry<List<Long>, Repetition> entry : byCycle(later).entrySet()) {
      Repetition now = entry.getValue();
      Repetition old = before.get(entry.getKey());
      long grown = now.count - (old == null ? 0 : old.count);
      long weight = grown * (now.words() + now.frames.size());
      if (now.count > 1 && weight > most) {
        most = weight;
        best = now;
      }
    }
    return best;
  }

  private static Map<List<Long>, Repetition> byCycle(List<StackGroup> groups) {
    Map<List<Long>, Repetition> found = new HashMap<>();
    for (StackGroup group : groups) {
      int period = period(group.frames());
      List<StackFrame> cycle = List.copyOf(group.frames().subList(0, period));
      long count = group.repeat() * (group.frames().size() / period);
      found.merge(
          leastRotation(cycle),
          new Repetition(cycle, count),
          (a, b) -> new Repetition(a.frames, a.count + b.count));
    }
    return found;
  }

  /** The length of the shortest cycle of which the frames are whole repetitions. */
  private static int period(List<StackFrame> frames) {
    int n = frames.size();
    for (int period = 1; period <= n / 2; period++) {
      boolean fits = n % period == 0;
      for (int i = period; fits && i < n; i++) {
        fits = frames.get(i).equals(frames.get(i - period));
      }
      if (fits) {
        return period;
      }
    }
    return n;
  }

  private static long site(List<StackFrame> frames, int index) {
    return frames.get(index).site().id();
  }

  private static List<Long> leastRotation(List<StackFrame> frames) {
    int n = frames.size();
    int best = 0;
    for (int start = 1; start < n; start++) {
      for (int i = 0; i < n; i++) {
        int order = Long.compare(site(frames, (start + i) % n), site(frames, (best + i) % n));
        if (order != 0) {
          best = order < 0 ? start : best;
          break;
        }
      }
    }
    List<Long> rotation = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      rotation.add(site(frames, (best + i) % n));
    }
    return rotation;
  }
}
