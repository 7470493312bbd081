// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.ObjectInfo;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;
import org.lokoscope.views.viewport.TimeRange;

/**
 * What one fiber did, or all that were spawned at one place or by one process together. Times are
 * nanoseconds; words are those of the last suspend, in sum.
 *
 * @param fiber the fiber, or the first of several
 * @param fibers how many
 * @param spawn where it was spawned, in words
 */
public record Totals(
    String name,
    long fiber,
    long fibers,
    long resumes,
    long running,
    long ready,
    long blocked,
    long sleeping,
    long words,
    long peak,
    long winders,
    Site site,
    String spawn,
    String process) {

  /** What makes a row. */
  public enum By {
    FIBER,
    SPAWN_SITE,
    PROCESS,
    /** What fibers waited for: a row tells of their waits over it. */
    CHANNEL
  }

  /** Nanoseconds on the CPU at a time, on average. */
  public long slice() {
    return resumes == 0 ? 0 : running / resumes;
  }

  /**
   * @param range only this time counts for the times; null for the whole run. Resumes, words and
   *     winders are those of the whole run in either case
   */
  public static List<Totals> of(Trace trace, By by, @Nullable TimeRange range) {
    if (by == By.CHANNEL) {
      return Waits.of(trace, range);
    }
    Map<Object, List<FiberInfo>> groups = new LinkedHashMap<>();
    for (FiberInfo fiber : trace.fibers()) {
      if (range == null || isIn(fiber, range)) {
        Object key =
            switch (by) {
              case FIBER -> fiber.id();
              case SPAWN_SITE -> fiber.spawnSite();
              case PROCESS -> fiber.process();
              case CHANNEL -> throw new IllegalStateException("told by Waits");
            };
        groups.computeIfAbsent(key, one -> new ArrayList<>()).add(fiber);
      }
    }
    List<Totals> rows = new ArrayList<>(groups.size());
    groups.values().forEach(group -> rows.add(sum(trace, by, group, range)));
    return rows;
  }

  private static boolean isIn(FiberInfo fiber, TimeRange range) {
    return fiber.spawned() < range.to() && (fiber.ended() < 0 || fiber.ended() > range.from());
  }

  private static Totals sum(Trace trace, By by, List<FiberInfo> group, @Nullable TimeRange range) {
    FiberInfo first = group.getFirst();
    long[] sums = new long[8];
    for (FiberInfo fiber : group) {
      Map<LaneState, Long> times =
          range == null
              ? fiber.timeInState()
              : trace.timeInState(LaneId.fiber(fiber.id()), range.from(), range.to());
      times.forEach((state, nanos) -> sums[column(state)] += nanos);
      sums[4] += fiber.resumes();
      sums[5] += fiber.lastWords();
      sums[6] = Math.max(sums[6], fiber.peakWords());
      sums[7] += fiber.lastWinders();
    }
    String process = trace.nameOf(first.process());
    String name =
        switch (by) {
          case FIBER -> first.name();
          case SPAWN_SITE -> first.spawnedAt();
          case PROCESS -> process;
          case CHANNEL -> throw new IllegalStateException("told by Waits");
        };
    return new Totals(
        name,
        first.id(),
        group.size(),
        sums[4],
        sums[0],
        sums[1],
        sums[2],
        sums[3],
        sums[5],
        sums[6],
        sums[7],
        first.spawnSite(),
        first.spawnedAt(),
        process);
  }

  private static int column(LaneState state) {
    return switch (state) {
      case RUNNING -> 0;
      // Who is overdue could run as well.
      case READY, OVERDUE -> 1;
      case SLEEPING -> 3;
      default -> 2;
    };
  }

  /** Names that several fibers share are told apart by their numbers. */
  public static List<Totals> distinct(List<Totals> rows) {
    Map<String, Integer> seen = new HashMap<>();
    rows.forEach(row -> seen.merge(row.name(), 1, Integer::sum));
    return rows.stream()
        .map(row -> seen.getOrDefault(row.name(), 0) > 1 ? row.numbered() : row)
        .toList();
  }

  private Totals numbered() {
    return new Totals(
        name + " #" + (fiber & 0xFFFF_FFFFL),
        fiber,
        fibers,
        resumes,
        running,
        ready,
        blocked,
        sleeping,
        words,
        peak,
        winders,
        site,
        spawn,
        process);
  }

  /** A channel, condition, mailbox or port in figures. */
  public record OfObject(ObjectInfo object, String creator) {

    public static List<OfObject> of(Trace trace) {
      return trace.objects().stream()
          .map(
              object ->
                  new OfObject(object, object.creator() == 0 ? "" : trace.nameOf(object.creator())))
          .toList();
    }
  }
}
