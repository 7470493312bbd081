// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Trace;
import org.lokoscope.views.viewport.TimeRange;

/**
 * Finds the stretches of a run in which nothing happens on any lane: no CPU runs anything and no
 * event lies within. What is sampled at regular times, such as the heap, is no event of a lane. A
 * hole of the trace is never such a stretch: nobody knows what happened there. Neither is the time
 * in which somebody is overdue: that is what one looks for.
 *
 * <p>The CPUs are looked at in columns, so that the cost does not depend on the length of the
 * trace; what is found is exact, but a stretch that is shorter than two columns may be overlooked.
 */
public final class Silences {

  /** More breaks than that cannot be told apart. */
  private static final int MOST = 500;

  private static final int COLUMNS = 4096;
  private static final int MOST_COLUMNS = 65_536;

  /** A stretch is worth a break if it is this part of what is left when all such are folded. */
  private static final double WORTH = 0.02;

  /** Of more processes it is not looked at who is overdue. */
  private static final int MOST_SLEEPERS = 1_000;

  /** A stretch in which no CPU runs and yet so much happens is left as it is. */
  private static final int MOST_EVENTS = 20_000;

  /** What is on no lane. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "stringDefined",
          "siteDefined",
          "siteEnds",
          "named",
          "heapSampled",
          "heapAfterCollection",
          "runDelayed",
          "pagesAwaited",
          "streamBegan");

  private static final int OVERDUE = LaneState.OVERDUE.ordinal();

  private final Trace trace;
  private final List<LaneId> lanes;

  /** Who may be overdue: while no CPU runs, a sleeper is so only together with its process. */
  private final List<LaneId> sleepers;

  private final long end;
  private final int columns;

  private Silences(Trace trace, int columns) {
    this.trace = trace;
    this.columns = columns;
    end = trace.end();
    List<LaneId> cpus = of(trace, LaneId.Kind.CPU);
    List<LaneId> processes = of(trace, LaneId.Kind.PROCESS);
    lanes = cpus.isEmpty() ? processes : cpus;
    sleepers = processes.size() > MOST_SLEEPERS ? List.of() : processes;
  }

  private static List<LaneId> of(Trace trace, LaneId.Kind kind) {
    return trace.lanes().stream().filter(lane -> lane.kind() == kind).toList();
  }

  /**
   * Those that are worth a break: each would take a fiftieth or more of what is left of the run. At
   * most 500, the longest. Not for the FX thread.
   *
   * @param holes where events were lost
   * @return in order of time, none touching another one
   */
  public static List<TimeRange> worthwhile(Trace trace, List<Landmarks.Gap> holes) {
    List<TimeRange> longest = new Silences(trace, COLUMNS).longest(1, holes);
    double left = trace.end();
    int worth = 0;
    for (int i = 0; i < longest.size(); i++) {
      left -= longest.get(i).length();
      if (longest.get(i).length() >= WORTH * left) {
        worth = i + 1;
      }
    }
    return inOrder(longest.subList(0, worth));
  }

  /**
   * Those of a length, nanoseconds, or longer; the longest 500 if there are more. Such as are
   * shorter than a thirty-thousandth of the run may be overlooked.
   *
   * @param holes where events were lost
   */
  public static List<TimeRange> atLeast(long length, Trace trace, List<Landmarks.Gap> holes) {
    long wanted = 3 * trace.end() / Math.max(1, length);
    int columns = Math.clamp(wanted, COLUMNS, MOST_COLUMNS);
    return inOrder(new Silences(trace, columns).longest(Math.max(1, length), holes));
  }

  private static List<TimeRange> inOrder(List<TimeRange> some) {
    return some.stream().sorted(Comparator.comparingLong(TimeRange::from)).toList();
  }

  private List<TimeRange> longest(long least, List<Landmarks.Gap> holes) {
    Set<String> types =
        trace.info().eventsByType().keySet().stream()
            .filter(type -> !ELSEWHERE.contains(type))
            .collect(Collectors.toSet());
    List<TimeRange> found = new ArrayList<>();
    if (lanes.isEmpty() || end < 2 || types.isEmpty()) {
      return found;
    }
    for (TimeRange rest : rests()) {
      if (rest.length() >= least) {
        found.addAll(between(rest, types));
      }
    }
    return found.stream()
        .filter(each -> each.length() >= least && each.length() > 1)
        .filter(each -> holes.stream().noneMatch(hole -> overlaps(hole, each)))
        .sorted(Comparator.comparingLong(TimeRange::length).reversed())
        .limit(MOST)
        .toList();
  }

  private static boolean overlaps(Landmarks.Gap hole, TimeRange range) {
    return hole.from() < range.to() && hole.to() > range.from();
  }

  /** Where no CPU runs anything, as far as it is no shorter than two columns. */
  private List<TimeRange> rests() {
    boolean[] rests = new boolean[columns];
    Arrays.fill(rests, true);
    long width = 1;
    for (LaneId lane : lanes) {
      var strip = trace.strip(lane, 0, end, columns);
      width = strip.bucketWidth();
      for (int i = 0; i < columns; i++) {
        rests[i] &=
            i < strip.dominant().length
                && strip.isPure(i)
                && strip.events()[i] == 0
                && strip.dominant()[i] != LaneState.RUNNING.ordinal();
      }
    }
    for (LaneId lane : sleepers) {
      var strip = trace.strip(lane, 0, end, columns);
      for (int i = 0; i < strip.dominant().length; i++) {
        rests[i] &= strip.dominant()[i] != OVERDUE && strip.part(i, LaneState.OVERDUE) == 0;
      }
    }
    List<TimeRange> found = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      int first = i;
      while (i < columns && rests[i]) {
        i++;
      }
      if (i > first) {
        found.add(exact(first * width, Math.min(end, i * width)));
      }
    }
    return found;
  }

  /** All of the rest that columns from a time to another one are a part of. */
  private TimeRange exact(long first, long last) {
    long from = 0;
    long to = end;
    for (LaneId lane : lanes) {
      from = Math.max(from, begin(lane, first));
      to = Math.min(to, end(lane, last - 1));
    }
    for (LaneId lane : sleepers) {
      from = Math.max(from, begin(lane, first));
      to = Math.min(to, runs(lane, first) ? first : end(lane, first));
    }
    return new TimeRange(from, Math.max(from, to));
  }

  private long begin(LaneId lane, long time) {
    Interval rest = trace.at(lane, time);
    while (rest.from() > 0 && !runs(lane, rest.from() - 1)) {
      rest = trace.at(lane, rest.from() - 1);
    }
    return rest.from();
  }

  private long end(LaneId lane, long time) {
    Interval rest = trace.at(lane, time);
    while (rest.to() < end && !runs(lane, rest.to())) {
      rest = trace.at(lane, rest.to());
    }
    return Math.min(end, rest.to());
  }

  /** Whether something happens on a lane: it runs, or is overdue. */
  private boolean runs(LaneId lane, long time) {
    LaneState state = trace.at(lane, time).state();
    return state == LaneState.RUNNING || state == LaneState.OVERDUE;
  }

  /** What lies between the events of a rest; the nanosecond of an event is left as it is. */
  private List<TimeRange> between(TimeRange rest, Set<String> types) {
    List<Long> times = new ArrayList<>();
    trace.eachEvent(
        rest.from(),
        rest.to() + 1,
        types,
        row -> {
          times.add(row.time());
          return times.size() < MOST_EVENTS;
        });
    List<TimeRange> parts = new ArrayList<>();
    if (times.size() < MOST_EVENTS) {
      long before = rest.from();
      for (long time : times) {
        if (time > before) {
          parts.add(new TimeRange(before, Math.min(time, rest.to())));
          before = time + 1;
        }
      }
      if (rest.to() > before) {
        parts.add(new TimeRange(before, rest.to()));
      }
    }
    return parts;
  }
}
