// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Series;
import org.lokoscope.store.Strip;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.layout.GraphTrack;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.layout.Suspects;
import org.lokoscope.views.query.LabelledInterval;
import org.lokoscope.views.query.Landmarks;
import org.lokoscope.views.query.LaneData;
import org.lokoscope.views.query.Moments;
import org.lokoscope.views.query.StateText;
import org.lokoscope.views.query.TimelineData;
import org.lokoscope.views.viewport.TimeRange;
import org.lokoscope.views.viewport.WallClock;

/** What the tooltip says of the pixel below the pointer, from what is painted there. */
public final class HoverText {

  /** A mark is hit within so many pixels. */
  private static final double NEAR = 4;

  private static final int MOST_FINDINGS = 5;

  private final TimelineFrame frame;
  private final double x;
  private final double y;
  private final long time;

  private HoverText(TimelineFrame frame, double x, double y) {
    this.frame = frame;
    this.x = x;
    this.y = y;
    this.time = Math.round(frame.window().time(x - frame.areas().gutter()));
  }

  /**
   * @param started when the run began, or null if nobody noted it
   * @return empty where there is nothing to say
   */
  public static String of(TimelineFrame frame, double x, double y, @Nullable Instant started) {
    HoverText text = new HoverText(frame, x, y);
    Areas areas = frame.areas();
    if (y < areas.rulerTop()) {
      return text.overview();
    }
    if (y < areas.lanesTop()) {
      return x < areas.gutter() ? "" : text.moment(started);
    }
    if (y < areas.lanesBottom()) {
      return text.row().map(text::lane).orElse("");
    }
    return x < areas.gutter() ? "" : text.graph();
  }

  /** The findings whose stretch is below the pointer. */
  private String overview() {
    double moment = frame.window().all().time(x - frame.areas().gutter());
    return x < frame.areas().gutter()
        ? ""
        : frame.overlay().suspects().stretches().stream()
            .filter(each -> each.from() <= moment && moment < each.to())
            .limit(MOST_FINDINGS)
            .map(Suspects.Stretch::text)
            .collect(Collectors.joining("\n"));
  }

  private String moment(@Nullable Instant started) {
    String noted =
        frame.overlay().bookmarks().entrySet().stream()
            .filter(mark -> Math.abs(frame.x(mark.getKey()) - x) <= 2 * NEAR)
            .map(Map.Entry::getValue)
            .filter(text -> !text.isEmpty())
            .map(text -> text + "\n")
            .collect(Collectors.joining());
    String relative = noted + Figures.instant(time) + folded();
    return started == null
        ? relative
        : relative + "\n" + WallClock.full(started, time, ZoneId.systemDefault());
  }

  /** What the mark of a fold stands for; empty where nothing is folded. */
  private String folded() {
    TimeRange fold = frame.window().axis().foldAt(time);
    return fold == null
        ? ""
        : "\nnothing happens for "
            + Figures.duration(fold.length())
            + ", from "
            + Figures.instant(fold.from())
            + ": folded";
  }

  private Optional<Row> row() {
    double moment = x < frame.areas().gutter() ? frame.marks().playhead() : time;
    return frame.rows().at(y - frame.areas().lanesTop(), frame.scroll(), moment);
  }

  private String lane(Row row) {
    if (x < frame.areas().gutter()) {
      return header(row);
    }
    for (Landmarks.Gap gap : frame.overlay().landmarks().gaps()) {
      if (gap.from() <= time && time <= gap.to()) {
        return Landmarks.text(gap) + "\nfor " + Figures.duration(gap.to() - gap.from());
      }
    }
    String folded = folded();
    if (!folded.isEmpty()) {
      return row.label() + folded;
    }
    double above = row.y() < frame.rows().pinnedHeight() ? 0 : frame.scroll();
    double within = y - frame.areas().lanesTop() + above - row.y();
    return row.label()
        + "\n"
        + (within > row.stateHeight()
            ? span(row, within)
            : mark(row).map(HoverText::text).orElseGet(() -> state(row) + taken(row)));
  }

  private String taken(Row row) {
    if (row.lane().kind() != LaneId.Kind.CPU) {
      return "";
    }
    return frame.overlay().landmarks().taken().stream()
        .filter(each -> each.from() <= time && time < each.to())
        .map(each -> "\n" + each.text())
        .collect(Collectors.joining());
  }

  private String header(Row row) {
    Moments.Moment moment = frame.overlay().moments().of(row.lane());
    StringBuilder text = new StringBuilder(row.label());
    if (frame.overlay().moments().time() >= 0) {
      text.append('\n').append(StateText.name(moment.state())).append(" at the playhead");
    }
    if (moment.words() > 0) {
      text.append(", ").append(Count.of(moment.words(), "word"));
    }
    String found = frame.overlay().suspects().fibers().get(row.lane().id());
    if (found != null) {
      text.append("\nfound here: ").append(found);
    }
    if (row.children() > 0) {
      text.append('\n').append(Count.of(row.children(), "fiber"));
    }
    return text.toString();
  }

  private String span(Row row, double within) {
    int depth = (int) ((within - row.stateHeight()) / Row.SPAN);
    return frame.overlay().landmarks().spans().getOrDefault(row.lane(), List.of()).stream()
        .filter(span -> span.depth() == depth && span.from() <= time && time < span.to())
        .findFirst()
        .map(
            span ->
                span.name()
                    + "\n"
                    + Figures.duration(span.to() - span.from())
                    + " from "
                    + Figures.instant(span.from()))
        .orElse("");
  }

  /** The mark at a pixel, if any. */
  public static Optional<Landmarks.Mark> markAt(TimelineFrame frame, double x, double y) {
    Areas areas = frame.areas();
    if (x < areas.gutter() || y < areas.lanesTop() || y >= areas.lanesBottom()) {
      return Optional.empty();
    }
    HoverText text = new HoverText(frame, x, y);
    return text.row().flatMap(text::mark);
  }

  private static String text(Landmarks.Mark mark) {
    return "\u2691 " + mark.text() + "\n" + Figures.instant(mark.time());
  }

  private Optional<Landmarks.Mark> mark(Row row) {
    return frame.overlay().landmarks().marksOf().getOrDefault(row.lane(), List.of()).stream()
        .filter(mark -> Math.abs(frame.x(mark.time()) - x) <= NEAR)
        .min(Comparator.comparingDouble(mark -> Math.abs(frame.x(mark.time()) - x)));
  }

  private String state(Row row) {
    for (TimelineData layer : frame.layers().reversed()) {
      LaneData lane = layer.lanes().get(row.lane());
      if (lane != null && layer.range().contains(time)) {
        return lane.strips().isEmpty() ? interval(lane.intervals()) : bucket(lane);
      }
    }
    return "";
  }

  private String interval(List<LabelledInterval> intervals) {
    for (LabelledInterval each : intervals) {
      if (each.from() <= time && time < each.to()) {
        return interval(each);
      }
    }
    return "";
  }

  private static String interval(LabelledInterval labelled) {
    Interval interval = labelled.interval();
    if (interval.state() == LaneState.ABSENT) {
      return "not alive";
    }
    String name = StateText.name(interval.state());
    String text = labelled.text();
    String more = text.isEmpty() || text.equals(name) ? "" : "\n" + text;
    return name
        + " for "
        + Figures.duration(interval.to() - interval.from())
        + ", from "
        + Figures.instant(interval.from())
        + more;
  }

  private String bucket(LaneData lane) {
    for (LabelledInterval each : lane.intervals()) {
      if (each.from() <= time && time < each.to()) {
        return interval(each);
      }
    }
    for (Strip strip : lane.strips()) {
      int at = (int) Math.floorDiv(time - strip.from(), strip.bucketWidth());
      if (at >= 0 && at < strip.dominant().length) {
        return mix(strip, at);
      }
    }
    return "";
  }

  /** {@code 412 intervals: ready 61 %, running 30 %}. */
  static String mix(Strip strip, int bucket) {
    Map<LaneState, Double> parts = new EnumMap<>(LaneState.class);
    for (LaneState state : LaneState.values()) {
      double part = strip.part(bucket, state);
      if (part > 0 && state != LaneState.ABSENT) {
        parts.put(state, part);
      }
    }
    if (parts.isEmpty()) {
      return "not alive";
    }
    String shares =
        parts.entrySet().stream()
            .sorted(Map.Entry.<LaneState, Double>comparingByValue(Comparator.reverseOrder()))
            .map(each -> StateText.name(each.getKey()) + " " + Figures.percent(each.getValue()))
            .collect(Collectors.joining(", "));
    if (strip.isPure(bucket)) {
      String state = StateText.name(parts.keySet().iterator().next());
      return state + " for all of " + Figures.duration(strip.bucketWidth());
    }
    return Count.of(strip.events()[bucket] + 1L, "interval")
        + " in "
        + Figures.duration(strip.bucketWidth())
        + ": "
        + shares;
  }

  private String graph() {
    List<GraphTrack> tracks = frame.tracks();
    double within = y + frame.overlay().trackScroll();
    for (int i = 0; i < tracks.size(); i++) {
      double top = frame.areas().trackTop(i);
      if (within >= top && within < top + frame.areas().trackHeight(i)) {
        return graph(tracks.get(i));
      }
    }
    return "";
  }

  private String graph(GraphTrack track) {
    TimelineData data = frame.layers().isEmpty() ? TimelineData.NONE : frame.layers().getLast();
    List<String> lines = new ArrayList<>();
    lines.add(track.title() + " at " + Figures.instant(time));
    for (GraphTrack.Line line : track.lines()) {
      Series series = data.series().get(line.series());
      double value = series == null ? Double.NaN : GraphPainter.valueAt(series, time);
      if (!Double.isNaN(value)) {
        String name = track.lines().size() > 1 ? line.label() + ": " : "";
        lines.add(name + Texts.quantity(value, track.unit()));
      }
    }
    if (!track.finding().isEmpty()) {
      lines.add("found here: " + track.finding());
    }
    return String.join("\n", lines);
  }
}
