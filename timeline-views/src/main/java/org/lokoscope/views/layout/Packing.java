// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.lokoscope.store.FiberInfo;

/**
 * Puts fibers that do not live at the same time into one line.
 *
 * @param line by place among the lanes: the line, from 0; -1 for a lane with one of its own
 * @param from when the fiber was spawned
 * @param to when it ended
 */
record Packing(int[] line, long[] from, long[] to) {

  static final Packing NONE = new Packing(new int[0], new long[0], new long[0]);

  /** Lines of fibers, each in order of time; as few as can be. */
  static List<List<FiberInfo>> lines(List<FiberInfo> fibers, long end) {
    record Line(long until, List<FiberInfo> fibers, int number) {}
    List<FiberInfo> sorted = new ArrayList<>(fibers);
    sorted.sort(Comparator.comparingLong(FiberInfo::spawned));
    PriorityQueue<Line> busy = new PriorityQueue<>(Comparator.comparingLong(Line::until));
    PriorityQueue<Line> free = new PriorityQueue<>(Comparator.comparingInt(Line::number));
    List<List<FiberInfo>> lines = new ArrayList<>();
    for (FiberInfo fiber : sorted) {
      while (!busy.isEmpty() && busy.peek().until <= fiber.spawned()) {
        free.add(busy.remove());
      }
      Line line = free.poll();
      if (line == null) {
        line = new Line(0, new ArrayList<>(), lines.size());
        lines.add(line.fibers);
      }
      line.fibers.add(fiber);
      busy.add(new Line(until(fiber, end), line.fibers, line.number));
    }
    return lines;
  }

  static long until(FiberInfo fiber, long end) {
    return fiber.ended() < 0 ? end + 1 : Math.max(fiber.spawned() + 1, fiber.ended());
  }

  /** The line of a place, or -1. */
  int lineOf(int place) {
    return place < line.length ? line[place] : -1;
  }
}
