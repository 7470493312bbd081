// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.Unread;
import org.lokoscope.store.query.TraceQuery;
import org.lokoscope.tracer.text.Count;

/**
 * What is rare in a trace and seen wherever it lies: holes, marks, spans, commands, interrupts,
 * checks, ports that become ready, and the time that system and JVM took.
 *
 * @param gaps where events were lost
 * @param marks single moments, in order of time
 * @param spans what a lane does beside its state, in order of their begin
 * @param taken when CPUs were not run though they could have been, in order of time
 * @param marksOf the marks of each lane
 */
public record Landmarks(
    List<Gap> gaps,
    List<Mark> marks,
    Map<LaneId, List<Span>> spans,
    List<Taken> taken,
    Map<LaneId, List<Mark>> marksOf) {

  public static final Landmarks NONE = new Landmarks(List.of(), List.of(), Map.of());

  public Landmarks(List<Gap> gaps, List<Mark> marks, Map<LaneId, List<Span>> spans) {
    this(gaps, marks, spans, List.of());
  }

  public Landmarks(
      List<Gap> gaps, List<Mark> marks, Map<LaneId, List<Span>> spans, List<Taken> taken) {
    this(gaps, marks, spans, taken, marks.stream().collect(Collectors.groupingBy(Mark::lane)));
  }

  /** The same with what was left out of a trace that is recorded. */
  public Landmarks with(List<Unread> unread) {
    List<Gap> all = new ArrayList<>(gaps);
    unread.forEach(
        left -> all.add(new Gap(left.from(), left.to(), left.events(), "not indexed yet")));
    return new Landmarks(List.copyOf(all), marks, spans, taken, marksOf);
  }

  /** More of a kind are left out: they would be drawn over each other. */
  private static final int MOST = 20_000;

  private static final Set<String> TYPES =
      Set.of(
          "eventsLost",
          "eventsRemoved",
          "marked",
          "spanBegan",
          "spanEnded",
          "reachabilityChecked",
          "interruptRaised",
          "commandStarted",
          "commandEnded",
          "commandKilled",
          "fiberFailed",
          "processFailed",
          "ioFailed");

  /** What there may be so much of that it would leave no room for the others. */
  private static final List<String> FREQUENT = List.of("ioReady", "interruptAcknowledged");

  /**
   * A stretch of which nothing is known.
   *
   * @param count how many of a unit are missing
   */
  public record Gap(long from, long to, long count, String unit, String why) {
    public Gap(long from, long to, long count, String why) {
      this(from, to, count, "event", why);
    }
  }

  /** A moment of a lane, and the event that tells of it. */
  public record Mark(long time, LaneId lane, String text, boolean failure, String event) {
    public Mark(long time, LaneId lane, String text, boolean failure) {
      this(time, lane, text, failure, "marked");
    }

    /** Whether it is one of many, and small. */
    public boolean isFrequent() {
      return FREQUENT.contains(event);
    }
  }

  /**
   * A stretch with a name, nested in others of its lane.
   *
   * @param depth 0 for one that lies in no other
   */
  public record Span(long from, long to, String name, int depth) {}

  /** Reads them: of a large trace only the chunks that hold any. Not for the FX thread. */
  public static Landmarks of(Trace trace, Progress progress) {
    Set<String> present =
        trace.info().eventsByType().keySet().stream()
            .filter(TYPES::contains)
            .collect(Collectors.toSet());
    Reader reader = new Reader(trace);
    if (!present.isEmpty()) {
      TraceQuery.of("type:" + String.join(",", present), trace, progress)
          .eachEvent(row -> reader.read(row) < MOST);
    }
    for (String type : FREQUENT) {
      if (trace.info().eventsByType().getOrDefault(type, 0L) > 0) {
        reader.count = 0;
        TraceQuery.of("type:" + type, trace, progress).eachEvent(row -> reader.read(row) < MOST);
      }
    }
    reader.gaps.addAll(Damage.gaps(trace, reader.gaps));
    reader.gaps.sort(Comparator.comparingLong(Gap::from));
    return reader.landmarks(Taken.of(trace, MOST));
  }

  /** Whether an event is the one that a mark tells of. */
  public static boolean isOf(EventRow row, Mark mark) {
    LaneId lane = mark.lane().kind() == LaneId.Kind.FIBER ? Reader.fiber(row) : Reader.process(row);
    boolean same = lane.equals(mark.lane()) || Reader.fiber(row).equals(mark.lane());
    return row.time() == mark.time() && row.type().equals(mark.event()) && same;
  }

  /** The most spans that lie in each other on a lane; 0 without any. */
  public int depth(LaneId lane) {
    int most = 0;
    for (Span span : spans.getOrDefault(lane, List.of())) {
      most = Math.max(most, span.depth() + 1);
    }
    return most;
  }

  private static final class Reader {

    private record Open(LaneId lane, long from, String name) {}

    private final Trace trace;
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private final Map<LaneId, List<Span>> spans = new HashMap<>();
    private final Map<Long, Open> open = new HashMap<>();
    private int count;

    Reader(Trace trace) {
      this.trace = trace;
    }

    int read(EventRow row) {
      long time = row.time();
      switch (row.type()) {
        case "eventsLost" -> gaps.add(gap(number(row, "since"), time, row));
        case "eventsRemoved" ->
            gaps.add(new Gap(0, number(row, "until"), number(row, "count"), "removed on purpose"));
        case "marked" -> mark(row, fiber(row), text(row, "name"), false);
        case "fiberFailed" -> mark(row, fiber(row), "raised: " + text(row, "message"), true);
        case "ioFailed" -> mark(row, fiber(row), text(row, "message"), true);
        case "processFailed" -> mark(row, process(row), "raised: " + text(row, "message"), true);
        case "interruptRaised" -> mark(row, process(row), "interrupt " + number(row, "irq"), false);
        case "interruptAcknowledged" ->
            mark(row, process(row), "interrupt " + number(row, "irq") + " acknowledged", false);
        case "ioReady" -> mark(row, fiber(row), text(row, "port") + " is ready", false);
        case "spanBegan" ->
            open.put(number(row, "span"), new Open(fiber(row), time, text(row, "name")));
        case "spanEnded" -> end(number(row, "span"), time, "");
        case "commandStarted" ->
            open.put(
                number(row, "command"),
                new Open(LaneId.process(number(row, "fiber") >>> 32), time, text(row, "name")));
        case "commandEnded" ->
            end(number(row, "command"), time, ", status " + number(row, "status"));
        case "commandKilled" -> end(number(row, "command"), time, ", killed");
        case "reachabilityChecked" ->
            add(process(row), number(row, "since"), time, "check of what can still be reached");
        default -> {}
      }
      return ++count;
    }

    private static Gap gap(long from, long to, EventRow row) {
      return new Gap(from, Math.max(from, to), number(row, "count"), "lost");
    }

    private void mark(EventRow row, LaneId lane, String text, boolean failure) {
      marks.add(new Mark(row.time(), lane, text, failure, row.type()));
    }

    private void end(long id, long time, String more) {
      Open began = open.remove(id);
      if (began != null) {
        add(began.lane, began.from, time, began.name + more);
      }
    }

    private void add(LaneId lane, long from, long to, String name) {
      spans.computeIfAbsent(lane, first -> new ArrayList<>()).add(new Span(from, to, name, 0));
    }

    Landmarks landmarks(List<Taken> taken) {
      open.values().forEach(each -> add(each.lane, each.from, trace.end(), each.name));
      spans.replaceAll((lane, each) -> nested(each));
      marks.sort(Comparator.comparingLong(Mark::time));
      return new Landmarks(List.copyOf(gaps), List.copyOf(marks), Map.copyOf(spans), taken);
    }

    /** Each at the first depth that is free when it begins. */
    private static List<Span> nested(List<Span> flat) {
      List<Span> sorted =
          flat.stream()
              .sorted(
                  Comparator.comparingLong(Span::from)
                      .thenComparing(Comparator.comparingLong(Span::to).reversed()))
              .toList();
      List<Long> ends = new ArrayList<>();
      List<Span> placed = new ArrayList<>();
      for (Span span : sorted) {
        int depth = 0;
        while (depth < ends.size() && ends.get(depth) > span.from()) {
          depth++;
        }
        if (depth == ends.size()) {
          ends.add(span.to());
        } else {
          ends.set(depth, span.to());
        }
        placed.add(new Span(span.from(), span.to(), span.name(), depth));
      }
      return List.copyOf(placed);
    }

    private static LaneId fiber(EventRow row) {
      long fiber = number(row, "fiber");
      return fiber == 0 ? LaneId.process(1) : LaneId.fiber(fiber);
    }

    private static LaneId process(EventRow row) {
      return LaneId.process(number(row, "process"));
    }

    private static long number(EventRow row, String field) {
      return row.values().stream()
          .filter(value -> value.name().equals(field))
          .mapToLong(EventRow.Value::number)
          .findFirst()
          .orElse(0);
    }

    private static String text(EventRow row, String field) {
      return row.values().stream()
          .filter(value -> value.name().equals(field))
          .map(EventRow.Value::text)
          .findFirst()
          .orElse("");
    }
  }

  /** What a hole says of itself. */
  public static String text(Gap gap) {
    return Count.of(gap.count(), gap.unit()) + " " + gap.why();
  }
}
