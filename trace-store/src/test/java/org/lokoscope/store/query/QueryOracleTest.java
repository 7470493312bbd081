// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.query.TraceQuery.LaneInterval;

/**
 * Random queries of random runs: what the planner finds is compared with what a look at every
 * event, interval and fiber finds.
 */
final class QueryOracleTest {

  private record Case<T>(String text, Predicate<T> test) {}

  @TempDir Path folder;

  private static boolean has(EventRow row, List<String> names, Predicate<EventRow.Value> test) {
    return row.values().stream().anyMatch(v -> names.contains(v.name()) && test.test(v));
  }

  private static final List<String> FIBER_FIELDS = List.of("fiber", "by", "from", "to", "parent");

  /** messageSent has processes in fields of these names. */
  private static boolean isFiberField(EventRow row, EventRow.Value v) {
    return FIBER_FIELDS.contains(v.name())
        && v.number() != 0
        && !row.type().equals("messageSent")
        && !row.type().startsWith("process");
  }

  private List<Case<EventRow>> eventCases(Random random, Trace trace) {
    List<FiberInfo> fibers = trace.fibers();
    long end = trace.end();
    FiberInfo fiber = fibers.get(random.nextInt(fibers.size()));
    long from = random.nextLong(end);
    long to = from + random.nextLong(end);
    long serial = fiber.id() & 0xFFFF_FFFFL;
    int length = random.nextInt(4);
    return List.of(
        new Case<>("type:fiberReady", row -> row.type().equals("fiberReady")),
        new Case<>(
            "type:offer*,timerFired",
            r -> r.type().startsWith("offer") || r.type().equals("timerFired")),
        new Case<>(
            "type:message",
            r -> r.type().equals("messageSent") || r.type().equals("messageReceived")),
        new Case<>(
            "fiber:#" + serial,
            r ->
                r.values().stream()
                    .anyMatch(v -> isFiberField(r, v) && (v.number() & 0xFFFF_FFFFL) == serial)),
        new Case<>(
            "fiber:#" + fiber.id(),
            r -> r.values().stream().anyMatch(v -> isFiberField(r, v) && v.number() == fiber.id())),
        new Case<>(
            "fiber:red*",
            r ->
                r.values().stream()
                    .anyMatch(v -> isFiberField(r, v) && v.text().startsWith("red"))),
        new Case<>(
            "process:2",
            r ->
                r.values().stream()
                    .anyMatch(
                        v ->
                            isFiberField(r, v) && v.number() >>> 32 == 2
                                || isProcess(r, v) && v.number() == 2)),
        new Case<>("time:" + from + "ns.." + to + "ns", r -> r.time() >= from && r.time() <= to),
        new Case<>("time>=" + from + "ns", r -> r.time() >= from),
        new Case<>("cpu:1", r -> r.cpu() == 1),
        new Case<>(
            "channel:#1",
            r ->
                has(
                    r,
                    List.of("object"),
                    v -> (v.number() & 0xFFFF_FFFFL) == 1 && isKnown(trace, v.number()))),
        new Case<>(
            "object:bell", r -> has(r, List.of("object", "subject"), v -> v.text().equals("bell"))),
        new Case<>(
            "site:random.sps:4",
            r -> has(r, List.of("site"), v -> v.text().startsWith("random.sps:4:"))),
        new Case<>("reason:choice", r -> has(r, List.of("reason"), v -> v.text().equals("choice"))),
        new Case<>(
            "field.queueLength>" + length,
            r -> has(r, List.of("queueLength"), v -> v.number() > length)),
        new Case<>(
            "field.effective:no", r -> has(r, List.of("effective"), v -> v.text().equals("no"))),
        new Case<>("field.side:get", r -> has(r, List.of("side"), v -> v.text().equals("get"))),
        new Case<>(
            "field.to:#" + serial,
            r ->
                !r.type().equals("messageSent")
                    && has(
                        r,
                        List.of("to"),
                        v -> v.number() != 0 && (v.number() & 0xFFFF_FFFFL) == serial)));
  }

  private static boolean isKnown(Trace trace, long object) {
    return trace.objects().stream()
        .anyMatch(o -> o.id() == object && o.kind().name().equals("CHANNEL"));
  }

  private static boolean isProcess(EventRow row, EventRow.Value v) {
    return v.name().equals("process")
        || row.type().equals("messageSent") && (v.name().equals("from") || v.name().equals("to"))
        || row.type().startsWith("process") && (v.name().equals("parent") || v.name().equals("by"));
  }

  private List<Case<LaneInterval>> intervalCases(Random random, Trace trace) {
    long length = 1 + random.nextLong(200);
    long from = random.nextLong(trace.end());
    long to = from + random.nextLong(trace.end() / 2);
    return List.of(
        new Case<>("state:ready", i -> i.interval().state() == LaneState.READY),
        new Case<>("state:blocked", i -> i.interval().state().name().startsWith("BLOCKED")),
        new Case<>(
            "state:choice,running",
            i ->
                i.interval().state() == LaneState.BLOCKED_CHOICE
                    || i.interval().state() == LaneState.RUNNING),
        new Case<>("> " + length + "ns", i -> i.interval().to() - i.interval().from() > length),
        new Case<>(
            "duration<=" + length + "ns", i -> i.interval().to() - i.interval().from() <= length),
        new Case<>(
            "time:" + from + "ns.." + to + "ns",
            i -> i.interval().from() <= to && i.interval().to() > from),
        new Case<>("fiber:red*", i -> trace.nameOf(i.lane().id()).startsWith("red")),
        new Case<>("process:1", i -> i.lane().id() >>> 32 == 1),
        new Case<>("site:*.sps:4", i -> trace.site(i.interval().site()).line() == 4),
        new Case<>(
            "object:#1",
            i -> (i.interval().subject() & 0xFFFF_FFFFL) == 1 && i.interval().subject() != 0));
  }

  private List<Case<FiberInfo>> fiberCases(Random random, Trace trace) {
    long from = random.nextLong(trace.end());
    long resumes = random.nextLong(8);
    return List.of(
        new Case<>("red", f -> f.name().contains("red")),
        new Case<>("fiber:blue", f -> f.name().equals("blue")),
        new Case<>("fiber:fiber", f -> f.name().startsWith("fiber#")),
        new Case<>("process:#2", f -> f.process() == 2),
        new Case<>("resumes>" + resumes, f -> f.resumes() > resumes),
        new Case<>(
            "outcome:returned,alive",
            f -> f.outcome() == null || f.outcome().name().equals("RETURNED")),
        new Case<>("time:.." + from + "ns", f -> f.spawned() <= from),
        new Case<>(
            "time>" + from + "ns", f -> f.ended() < 0 ? trace.end() > from : f.ended() > from));
  }

  /** A random combination, at most three deep. */
  private static <T> Case<T> combine(List<Case<T>> cases, Random random, int depth) {
    int what = depth == 0 ? 0 : random.nextInt(5);
    if (what < 2) {
      return cases.get(random.nextInt(cases.size()));
    }
    Case<T> one = combine(cases, random, depth - 1);
    if (what == 2) {
      String not = random.nextBoolean() ? "not " : "-";
      return new Case<>(not + "(" + one.text + ")", one.test.negate());
    }
    Case<T> other = combine(cases, random, depth - 1);
    return what == 3
        ? new Case<>("(" + one.text + ") (" + other.text + ")", one.test.and(other.test))
        : new Case<>("(" + one.text + " or " + other.text + ")", one.test.or(other.test));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldFindWhatALookAtEverythingFinds(long seed) {
    Random random = new Random(seed);
    try (Trace trace = NamedRun.record(folder.resolve("trace"), seed, 2, 25_000)) {
      assertThat(trace.chunks()).hasSizeGreaterThan(4);
      List<EventRow> all =
          trace.events(Long.MIN_VALUE, Long.MAX_VALUE, Set.of(), Integer.MAX_VALUE);
      for (int round = 0; round < 25; round++) {
        Case<EventRow> one = combine(eventCases(random, trace), random, 2);
        checkEvents(trace, one, all, random);
      }
      for (int round = 0; round < 25; round++) {
        checkIntervals(trace, combine(intervalCases(random, trace), random, 2));
        checkFibers(trace, combine(fiberCases(random, trace), random, 2));
      }
    }
  }

  private void checkEvents(Trace trace, Case<EventRow> one, List<EventRow> all, Random random) {
    String text = "show:events " + one.text;
    TraceQuery query = TraceQuery.of(text, trace, Progress.NONE, 0);
    List<EventRow> expected = all.stream().filter(one.test).toList();
    List<EventRow> found = new ArrayList<>();
    query.eachEvent(found::add);
    assertThat(indexes(found)).as(text).isEqualTo(indexes(expected));
    assertThat(found).as(text).isEqualTo(expected);
    assertThat(query.countEvents()).as(text).isEqualTo(expected.size());
    for (int i = 0; i < 3; i++) {
      long time = random.nextLong(trace.end() + 100) - 50;
      int limit = random.nextInt(5);
      assertThat(query.eventsFrom(time, limit))
          .as(text)
          .isEqualTo(expected.stream().filter(r -> r.time() >= time).limit(limit).toList());
      List<EventRow> before = expected.stream().filter(r -> r.time() < time).toList();
      assertThat(query.eventsBefore(time, limit))
          .as(text)
          .isEqualTo(before.subList(Math.max(0, before.size() - limit), before.size()));
      EventRow nearest = query.nearest(time);
      long distance = expected.stream().mapToLong(r -> Math.abs(r.time() - time)).min().orElse(-1);
      assertThat(nearest == null ? -1 : Math.abs(nearest.time() - time)).isEqualTo(distance);
    }
    Set<Long> fibers = new HashSet<>();
    expected.forEach(
        r ->
            r.values().stream()
                .filter(v -> isFiberField(r, v))
                .forEach(v -> fibers.add(v.number())));
    assertThat(query.fibers()).as(text).isEqualTo(fibers);
  }

  private static String indexes(List<EventRow> rows) {
    return rows.size() + " " + rows.stream().limit(50).map(EventRow::index).toList();
  }

  private void checkIntervals(Trace trace, Case<LaneInterval> one) {
    String text = "show:intervals " + one.text;
    TraceQuery query = TraceQuery.of(text, trace, Progress.NONE);
    List<LaneInterval> expected = new ArrayList<>();
    Set<Long> fibers = new HashSet<>();
    for (LaneId lane : trace.lanes()) {
      if (lane.kind() == LaneId.Kind.FIBER) {
        for (Interval i :
            trace.intervals(lane, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE)) {
          LaneInterval found = new LaneInterval(lane, i);
          if (one.test.test(found)) {
            expected.add(found);
            fibers.add(lane.id());
          }
        }
      }
    }
    List<LaneInterval> found = new ArrayList<>();
    query.eachInterval(found::add);
    assertThat(found).as(text).isEqualTo(expected);
    assertThat(query.fibers()).as(text).isEqualTo(fibers);
  }

  private void checkFibers(Trace trace, Case<FiberInfo> one) {
    List<FiberInfo> expected = trace.fibers().stream().filter(one.test).toList();
    List<FiberInfo> found = new ArrayList<>();
    TraceQuery query = TraceQuery.of(one.text, trace, Progress.NONE);
    query.eachFiber(found::add);
    assertThat(found).as(one.text).isEqualTo(expected);
    assertThat(found).isSortedAccordingTo(Comparator.comparingLong(f -> expected.indexOf(f)));
  }
}
