// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CancellationException;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.views.viewport.TimeRange;

/**
 * How long something took, each time: exact percentiles, a histogram on a logarithmic scale, and
 * the worst cases with their places.
 *
 * @param sorted durations in nanoseconds, ascending
 * @param worst the longest, longest first
 * @param cut whether there were more than were looked at
 * @param heat when they began
 */
public record Latencies(Measure measure, long[] sorted, List<Case> worst, boolean cut, Heat heat) {

  /** What is measured; each is the length of intervals of fibers. */
  public enum Measure {
    READY("Waiting for the CPU"),
    RUNNING("Running at a time"),
    CHANNEL("Waiting for a channel"),
    CONDITION("Waiting for a condition"),
    SLEEPING("Sleeping"),
    OVERDUE("Sleeping too long"),
    IO("Waiting for I/O");

    private final String title;

    Measure(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }

    boolean counts(LaneState state) {
      return switch (state) {
        case READY -> this == READY;
        case RUNNING -> this == RUNNING;
        case BLOCKED_PUT, BLOCKED_GET, BLOCKED_CHOICE, BLOCKED_MAILBOX -> this == CHANNEL;
        case BLOCKED_CONDITION -> this == CONDITION;
        case SLEEPING -> this == SLEEPING;
        case OVERDUE -> this == OVERDUE;
        case BLOCKED_IO -> this == IO;
        default -> false;
      };
    }
  }

  /** One of the worst. */
  public record Case(LaneId lane, Interval interval) {

    public long length() {
      return interval.to() - interval.from();
    }
  }

  private static final int MOST = 8_000_000;
  private static final int WORST = 50;
  private static final int PAGE = 4096;

  /**
   * @param lanes the fibers that count
   * @param range intervals that begin in it count
   */
  public static Latencies of(
      Trace trace, Measure measure, List<LaneId> lanes, TimeRange range, Progress progress) {
    long[] lengths = new long[1024];
    int count = 0;
    boolean cut = false;
    Heat heat = Heat.empty(range);
    Comparator<Case> shortest = Comparator.comparingLong(Case::length);
    PriorityQueue<Case> worst = new PriorityQueue<>(shortest);
    for (int i = 0; i < lanes.size() && !cut; i++) {
      if (!progress.at(i, lanes.size(), "Measuring")) {
        throw new CancellationException();
      }
      LaneId lane = lanes.get(i);
      long at = range.from();
      boolean more = true;
      while (more && !cut) {
        List<Interval> page = trace.intervals(lane, at, range.to(), PAGE);
        for (Interval each : page) {
          if (measure.counts(each.state()) && each.from() >= at && each.from() >= range.from()) {
            if (count == lengths.length) {
              lengths = Arrays.copyOf(lengths, Math.min(MOST, 2 * count));
            }
            lengths[count++] = each.to() - each.from();
            heat.add(each.from(), each.to() - each.from());
            worst.add(new Case(lane, each));
            if (worst.size() > WORST) {
              worst.poll();
            }
            cut = count == MOST;
            if (cut) {
              break;
            }
          }
        }
        more = page.size() == PAGE && page.getLast().to() > at;
        at = page.isEmpty() ? at : page.getLast().to();
      }
    }
    long[] sorted = Arrays.copyOf(lengths, count);
    Arrays.sort(sorted);
    List<Case> longest = new ArrayList<>(worst);
    longest.sort(shortest.reversed());
    return new Latencies(measure, sorted, longest, cut, heat);
  }

  public int count() {
    return sorted.length;
  }

  /**
   * The least duration that at least that part of all are not longer than.
   *
   * @param part 0 to 1
   */
  public long percentile(double part) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(part * sorted.length);
    return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
  }

  /** A bar of the histogram: durations from {@code from} on and shorter than {@code to}. */
  public record Bar(double from, double to, int count) {}

  /** So many bars, whose widths grow by the same factor; none for no durations. */
  public List<Bar> bars(int wanted) {
    List<Bar> bars = new ArrayList<>();
    if (sorted.length == 0) {
      return bars;
    }
    double low = Math.log(Math.max(1, sorted[0]));
    double high = Math.log(Math.max(2, sorted[sorted.length - 1] + 1.0));
    int begin = 0;
    for (int i = 1; i <= wanted; i++) {
      double to = i == wanted ? Double.MAX_VALUE : Math.exp(low + (high - low) * i / wanted);
      int end = begin;
      while (end < sorted.length && sorted[end] < to) {
        end++;
      }
      double from = Math.exp(low + (high - low) * (i - 1) / wanted);
      bars.add(new Bar(from, Math.min(to, Math.exp(high)), end - begin));
      begin = end;
    }
    return bars;
  }
}
