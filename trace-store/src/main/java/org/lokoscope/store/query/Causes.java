// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Arrow;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Trace;

/** Who woke whom, and why somebody was late. */
public final class Causes {

  /** Intervals of a lane that one step of a chain looks at, at most. */
  static final int MOST_INTERVALS = 10_000;

  private static final int PAGE = 4096;

  private final Trace trace;

  public Causes(Trace trace) {
    this.trace = trace;
  }

  /** How often one fiber woke another. */
  public record Wakes(long by, long fiber, long count) {}

  /** How a step of a chain ends. */
  public enum End {
    /** Another fiber woke it: the next step says what that one did. */
    WOKEN,
    /** A timer, a device or the system did. */
    FROM_OUTSIDE,
    /** It was its turn at last; what ran before it is told. */
    TURN,
    /** It has not ended when the trace does. */
    NEVER,
    /** More than is looked at. */
    TOO_LONG
  }

  /**
   * A step of the chain behind a delay, from the end of the delay back.
   *
   * @param fiber who was late
   * @param delay the interval in which it did not run
   * @param end how that ended
   * @param by the fiber that woke it or, if it was ready, that ran the most of the time; or 0
   * @param object over which they met, or 0
   * @param meanwhile what {@code by} did from the begin of the first delay, or from its own last
   *     wait, to the wake: nanoseconds in each state
   */
  public record Step(
      long fiber, Interval delay, End end, long by, long object, Map<LaneState, Long> meanwhile) {}

  /**
   * Why a fiber did not run at a time: the wait that it was in, who ended that and what kept that
   * one from doing so before, and so on until somebody is found who simply ran, or who waited
   * before the delay began. Each step asks the index a few times and looks at the intervals of one
   * lane within the delay, at most {@value #MOST_INTERVALS}.
   *
   * @param most steps at most
   * @return empty if the fiber ran, or was not there
   */
  public List<Step> whyLate(long fiber, long time, int most) {
    List<Step> steps = new ArrayList<>();
    Interval wait = trace.at(LaneId.fiber(fiber), time);
    long begin = wait.from();
    long late = fiber;
    while (isDelay(wait) && steps.size() < most) {
      Step step = step(late, wait, begin);
      steps.add(step);
      if (step.end != End.WOKEN || step.by == late) {
        break;
      }
      Interval before = lastDelay(step.by, begin, wait.to());
      if (before == null) {
        break;
      }
      late = step.by;
      wait = before;
    }
    return steps;
  }

  static boolean isDelay(Interval interval) {
    return switch (interval.state()) {
      case ABSENT, RUNNING, IDLE -> false;
      default -> true;
    };
  }

  private Step step(long fiber, Interval wait, long begin) {
    if (wait.state() == LaneState.READY || wait.state() == LaneState.OVERDUE) {
      return turn(fiber, wait);
    }
    if (wait.to() >= trace.end() && wakeAt(fiber, wait.to()) == null) {
      return new Step(fiber, wait, End.NEVER, 0, 0, Map.of());
    }
    Arrow wake = wakeAt(fiber, wait.to());
    if (wake == null && wait.state() == LaneState.BLOCKED_IO) {
      wake = bytesFor(fiber, wait);
    }
    if (wake == null || wake.from().kind() != LaneId.Kind.FIBER) {
      return new Step(fiber, wait, End.FROM_OUTSIDE, 0, 0, Map.of());
    }
    long by = wake.from().id();
    Interval before = lastDelay(by, begin, wait.to());
    long since = before == null ? begin : Math.max(begin, before.to());
    Map<LaneState, Long> meanwhile = timeIn(LaneId.fiber(by), since, wait.to());
    End end = meanwhile == null ? End.TOO_LONG : End.WOKEN;
    return new Step(fiber, wait, end, by, wake.object(), meanwhile == null ? Map.of() : meanwhile);
  }

  private @Nullable Arrow wakeAt(long fiber, long time) {
    LaneId lane = LaneId.fiber(fiber);
    for (Arrow arrow : trace.arrows(lane, time, time + 1, 64)) {
      if (arrow.kind() == Arrow.Kind.WAKE && arrow.to().equals(lane) && arrow.toTime() == time) {
        return arrow;
      }
    }
    return null;
  }

  /**
   * Who wrote the bytes to a connection that ended a wait: they are taken in at its end, or when
   * the fiber runs next. Null if nobody whose run is in the trace did.
   */
  private @Nullable Arrow bytesFor(long fiber, Interval wait) {
    LaneId lane = LaneId.fiber(fiber);
    long until = wait.to();
    for (int i = 0; i < 2 && until < trace.end(); i++) {
      Interval next = trace.at(lane, until);
      until = next.to();
      if (next.state() == LaneState.RUNNING) {
        break;
      }
    }
    Arrow found = null;
    for (Arrow arrow : trace.arrows(lane, wait.from(), until + 1, 64)) {
      boolean ends = arrow.kind() == Arrow.Kind.BYTES && arrow.to().equals(lane);
      if (ends && arrow.fromTime() <= wait.to() && (found == null || arrow.toTime() <= wait.to())) {
        found = arrow;
      }
    }
    return found;
  }

  /** The last wait of a fiber that ended in a stretch of time; null if there is none. */
  private @Nullable Interval lastDelay(long fiber, long from, long to) {
    LaneId lane = LaneId.fiber(fiber);
    long at = to - 1;
    for (int i = 0; i < MOST_INTERVALS && at >= from; i++) {
      Interval interval = trace.at(lane, at);
      if (isDelay(interval) && interval.state() != LaneState.READY && interval.to() <= to) {
        return interval.to() > from ? interval : null;
      }
      if (interval.from() > at) {
        return null;
      }
      at = interval.from() - 1;
    }
    return null;
  }

  /** It could have run: who did instead. */
  private Step turn(long fiber, Interval wait) {
    LaneId process = LaneId.process(fiber >>> 32);
    Map<Long, Long> ran = new HashMap<>();
    List<Interval> intervals = trace.intervals(process, wait.from(), wait.to(), MOST_INTERVALS);
    for (Interval each : intervals) {
      if (each.state() == LaneState.RUNNING && each.subject() != 0) {
        ran.merge(each.subject(), overlap(each, wait.from(), wait.to()), Long::sum);
      }
    }
    long by = 0;
    long longest = 0;
    for (Map.Entry<Long, Long> each : ran.entrySet()) {
      if (each.getValue() > longest || each.getValue() == longest && each.getKey() < by) {
        by = each.getKey();
        longest = each.getValue();
      }
    }
    Map<LaneState, Long> meanwhile = by == 0 ? Map.of() : Map.of(LaneState.RUNNING, longest);
    boolean cut = intervals.size() == MOST_INTERVALS;
    return new Step(fiber, wait, cut ? End.TOO_LONG : End.TURN, by, 0, meanwhile);
  }

  private static long overlap(Interval interval, long from, long to) {
    return Math.max(0, Math.min(interval.to(), to) - Math.max(interval.from(), from));
  }

  /** Nanoseconds in each state; null if there are too many intervals. */
  private @Nullable Map<LaneState, Long> timeIn(LaneId lane, long from, long to) {
    Map<LaneState, Long> sums = new EnumMap<>(LaneState.class);
    List<Interval> intervals = trace.intervals(lane, from, to, MOST_INTERVALS);
    for (Interval interval : intervals) {
      long length = overlap(interval, from, to);
      if (length > 0 && interval.state() != LaneState.ABSENT) {
        sums.merge(interval.state(), length, Long::sum);
      }
    }
    return intervals.size() == MOST_INTERVALS ? null : sums;
  }

  /**
   * Who woke whom in a time, most often first. Costs the arrows of these fibers in that time.
   *
   * @param to exclusive
   */
  public List<Wakes> wakes(List<Long> fibers, long from, long to) {
    List<Wakes> all = new ArrayList<>();
    for (long fiber : fibers) {
      Map<Long, Long> counts = new HashMap<>();
      LaneId lane = LaneId.fiber(fiber);
      long at = from;
      List<Arrow> page;
      do {
        page = trace.arrows(lane, at, to, PAGE);
        long last = page.isEmpty() ? to : page.getLast().toTime();
        boolean whole = page.size() < PAGE;
        for (Arrow arrow : page) {
          boolean counted = whole || arrow.toTime() < last;
          if (counted && arrow.kind() == Arrow.Kind.WAKE && arrow.to().equals(lane)) {
            counts.merge(arrow.from().id(), 1L, Long::sum);
          }
        }
        // More at one time than a page holds are cut off there.
        at = page.isEmpty() || page.getFirst().toTime() == last ? last + 1 : last;
      } while (page.size() == PAGE);
      counts.forEach((by, count) -> all.add(new Wakes(by, fiber, count)));
    }
    all.sort(
        java.util.Comparator.comparingLong(Wakes::count)
            .reversed()
            .thenComparing(Wakes::by)
            .thenComparing(Wakes::fiber));
    return all;
  }
}
