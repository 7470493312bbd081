// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Arrow;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.Strip;
import org.lokoscope.store.Trace;
import org.lokoscope.views.layout.GraphTrack;
import org.lokoscope.views.viewport.TimeAxis;
import org.lokoscope.views.viewport.TimeRange;
import org.lokoscope.views.viewport.Viewport;

/**
 * Fetches the data of a frame. The work depends on the number of visible lanes and columns, never
 * on the number of events: a lane with more intervals than {@link #MOST_INTERVALS} comes as a
 * strip.
 */
public final class TimelineQuery {

  /**
   * What to fetch.
   *
   * @param columns of the whole range as it lies on the axis
   * @param axis of which each part between two folds has columns of its own
   * @param selected the lane whose arrows are wanted, or null
   */
  public record Request(
      TimeRange range,
      int columns,
      TimeAxis axis,
      List<LaneId> lanes,
      List<GraphTrack> tracks,
      @Nullable LaneId selected) {

    /** One of time on which nothing is folded. */
    public Request(
        TimeRange range,
        int columns,
        List<LaneId> lanes,
        List<GraphTrack> tracks,
        @Nullable LaneId selected) {
      this(range, columns, TimeAxis.LINEAR, lanes, tracks, selected);
    }

    /**
     * What a window shows.
     *
     * @param ahead room beyond each edge, as a part of the window
     */
    public static Request of(
        Viewport window,
        double ahead,
        List<LaneId> lanes,
        List<GraphTrack> tracks,
        @Nullable LaneId selected) {
      TimeAxis axis = window.axis();
      double room = window.span() * ahead;
      double last = axis.place(window.highest());
      long from = (long) Math.max(0, Math.floor(axis.time(window.left() - room)));
      double right = Math.min(last, window.left() + window.span() + room);
      long to = Math.max(from + 1, (long) Math.ceil(axis.time(right)));
      double length = axis.place(to) - axis.place(from);
      int columns = (int) Math.ceil(window.width() * length / window.span());
      return new Request(
          new TimeRange(from, to), Math.max(1, columns), axis, lanes, tracks, selected);
    }

    /** The same of these lanes. */
    public Request with(List<LaneId> wanted) {
      return new Request(range, columns, axis, wanted, tracks, selected);
    }

    double nanosPerColumn() {
      return (axis.place(range.to()) - axis.place(range.from())) / columns;
    }
  }

  private static final int MOST_INTERVALS = 500;
  private static final int MOST_ARROWS = 150;

  /** States in which an offer of the fiber stands in a queue. */
  private static final Set<LaneState> OFFERING =
      Set.of(
          LaneState.BLOCKED_GET,
          LaneState.BLOCKED_PUT,
          LaneState.BLOCKED_CHOICE,
          LaneState.BLOCKED_CONDITION,
          LaneState.BLOCKED_MAILBOX);

  /** A run of equal columns this long in a strip is worth a text: about 60 pixels. */
  private static final int LONG_RUN = 60;

  private final Trace trace;

  public TimelineQuery(Trace trace) {
    this.trace = trace;
  }

  /**
   * @param wanted asked before each lane, by several threads; false gives the work up
   * @return nothing when given up
   */
  public Optional<TimelineData> load(Request request, BooleanSupplier wanted) {
    Map<LaneId, LaneData> lanes = new ConcurrentHashMap<>();
    boolean all =
        request.lanes().parallelStream()
            .allMatch(
                lane -> {
                  if (wanted.getAsBoolean()) {
                    lanes.put(lane, lane(lane, request));
                    return true;
                  }
                  return false;
                });
    if (!all) {
      return Optional.empty();
    }
    List<Arrow> arrows = arrows(request);
    boolean tooMany =
        arrows.stream().filter(arrow -> arrow.kind() != Arrow.Kind.OFFER).count() > MOST_ARROWS;
    return Optional.of(
        new TimelineData(
            request.range(),
            request.nanosPerColumn(),
            lanes,
            series(request),
            tooMany ? List.of() : arrows,
            tooMany));
  }

  /** The same to the end. */
  public TimelineData load(Request request) {
    return load(request, () -> true).orElseThrow();
  }

  private LaneData lane(LaneId lane, Request request) {
    TimeRange range = request.range();
    List<Interval> intervals = trace.intervals(lane, range.from(), range.to(), MOST_INTERVALS + 1);
    if (intervals.size() <= MOST_INTERVALS) {
      return new LaneData(
          List.of(), intervals.stream().map(interval -> labelled(lane, interval)).toList());
    }
    List<Strip> strips = strips(trace, lane, request);
    List<LabelledInterval> told =
        strips.stream().flatMap(strip -> longIntervals(lane, strip).stream()).distinct().toList();
    return new LaneData(strips, told);
  }

  /** A strip for each part of the time that lies in no fold. */
  static List<Strip> strips(Trace trace, LaneId lane, Request request) {
    double fine = request.nanosPerColumn();
    List<TimeRange> parts = request.axis().shown(request.range());
    if (parts.size() == 1) {
      return List.of(aligned(trace, lane, parts.getFirst(), request.columns()));
    }
    return parts.stream()
        .map(
            part ->
                trace.strip(
                    lane,
                    part.from(),
                    part.to(),
                    (int) Math.max(1, Math.ceil(part.length() / fine))))
        .toList();
  }

  /**
   * A strip whose buckets begin at multiples of their width: those of a window that moves are then
   * the same again, and known.
   */
  private static Strip aligned(Trace trace, LaneId lane, TimeRange range, int columns) {
    int count = Math.max(1, columns);
    long width = Math.max(1, Math.ceilDiv(range.length(), (long) count));
    long from = Math.floorDiv(range.from(), width) * width;
    long more = Math.ceilDiv(range.to() - from, width);
    return trace.strip(lane, from, from + more * width, (int) more);
  }

  private List<LabelledInterval> longIntervals(LaneId lane, Strip strip) {
    List<LabelledInterval> found = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= strip.dominant().length; i++) {
      if (i < strip.dominant().length && continues(strip, i)) {
        continue;
      }
      if (i - begin >= LONG_RUN) {
        long middle = strip.from() + (begin + i) / 2 * strip.bucketWidth();
        Interval interval = trace.at(lane, middle);
        if (interval.state() != LaneState.ABSENT) {
          found.add(labelled(lane, interval));
        }
      }
      begin = i;
    }
    return found;
  }

  /** Whether column {@code i} belongs to the same unbroken interval as the one before. */
  private static boolean continues(Strip strip, int i) {
    return strip.dominant()[i] == strip.dominant()[i - 1]
        && strip.events()[i] == 0
        && (strip.share()[i] & 0xff) == 255;
  }

  private LabelledInterval labelled(LaneId lane, Interval interval) {
    return new LabelledInterval(interval, StateText.of(trace, lane, interval));
  }

  private Map<SeriesId, Series> series(Request request) {
    Map<SeriesId, Series> result = new HashMap<>();
    for (GraphTrack track : request.tracks()) {
      for (GraphTrack.Line line : track.lines()) {
        TimeRange range = request.range();
        result.put(
            line.series(),
            trace.series(line.series(), range.from(), range.to(), request.columns()));
      }
    }
    return result;
  }

  private List<Arrow> arrows(Request request) {
    TimeRange range = request.range();
    if (request.selected() == null) {
      return List.of();
    }
    List<Arrow> all =
        new ArrayList<>(
            trace.arrows(request.selected(), range.from(), range.to(), MOST_ARROWS + 1));
    if (all.size() <= MOST_ARROWS) {
      List<Arrow> causes = List.copyOf(all);
      causes.forEach(cause -> offer(cause).ifPresent(all::add));
    }
    return all;
  }

  /** What a fiber that is woken by another one had offered: it stood since the fiber waited. */
  private Optional<Arrow> offer(Arrow wake) {
    boolean taken =
        wake.kind() == Arrow.Kind.WAKE
            && wake.object() != 0
            && wake.from().kind() == LaneId.Kind.FIBER
            && wake.to().kind() == LaneId.Kind.FIBER;
    if (!taken || wake.toTime() == 0) {
      return Optional.empty();
    }
    Interval wait = trace.at(wake.to(), wake.toTime() - 1);
    return OFFERING.contains(wait.state())
        ? Optional.of(
            new Arrow(
                Arrow.Kind.OFFER,
                wake.to(),
                wait.from(),
                wake.from(),
                wake.fromTime(),
                wake.object()))
        : Optional.empty();
  }
}
