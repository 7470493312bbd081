// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.gui.work.TraceMarks;
import org.lokoscope.samples.Sample;
import org.lokoscope.samples.SampleCatalogue;
import org.lokoscope.samples.Zoo;
import org.lokoscope.store.Arrow;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.ObjectInfo;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.state.SchedulerState;
import org.lokoscope.store.state.SchedulerState.OneObject;
import org.lokoscope.store.state.SchedulerState.OneProcess;
import org.lokoscope.store.state.SchedulerStates;

/** Compares what a cut-out tells with what the whole trace tells of the same time. */
final class CutCommandTest {

  private static final int RANGES = 8;
  private static final int INSTANTS = 12;
  private static final int ALL = Integer.MAX_VALUE;

  private static final Set<String> DEFINITIONS = Set.of("stringDefined", "siteDefined", "siteEnds");

  /**
   * A sum since the begin of the trace, and the most in each of some stretches that begin anywhere:
   * who is ready is compared by the states.
   */
  private static final Set<Quantity> SINCE_THE_BEGIN = Set.of(Quantity.EVENTS, Quantity.RUN_QUEUE);

  /** What a fiber weighed last is told of it when it has long ended. */
  private static final Set<Quantity> OF_A_FIBER =
      Set.of(Quantity.FIBER_WORDS, Quantity.FIBER_FRAMES, Quantity.FIBER_WINDERS);

  /** The queues of a process that has ended stay as they were; the sums go on with them. */
  private static final Set<Quantity> OF_AN_OBJECT =
      Set.of(Quantity.OFFERS, Quantity.STALE_OFFERS, Quantity.MESSAGES);

  private static final Set<Quantity> SUMS =
      Set.of(Quantity.LIVE_OFFERS, Quantity.TIMERS, Quantity.FIBERS, Quantity.STALE_TIMERS);

  /** Points of what was between two samples, no states. */
  private static final Set<Quantity> SAMPLES = Set.of(Quantity.RUN_DELAY);

  @TempDir private Path scratch;

  private Path directory = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pipeline",
        "ping-pong",
        "processes",
        "select",
        "fiber-leak",
        "guard-leak",
        "mailbox-leak",
        "web-server",
        "buffered-channel",
        "mailboxes",
        "first-of-three"
      })
  void tellsTheSameOfItsTime(String sample) throws Exception {
    directory = scratch.resolve("whole");
    record(sample);
    Random random = new Random(sample.hashCode());
    try (Trace whole = open(directory)) {
      for (int i = 0; i < RANGES; i++) {
        long from = (long) (random.nextDouble() * whole.end());
        long length = (long) Math.pow(whole.end(), 0.5 + random.nextDouble() / 2);
        if (i % 2 == 0) {
          from = eventNear(whole, from) + random.nextInt(2);
        }
        long to = i == 0 ? whole.end() + 1 : from + Math.max(1, length);
        Path part = scratch.resolve("part-" + i);
        cut("--range", from + "ns.." + to + "ns", "-o", part.toString());
        try (Trace cut = open(part)) {
          compare(whole, cut, from, to);
        }
        verify(part);
      }
    }
  }

  static Stream<String> samples() {
    return Stream.concat(
        SampleCatalogue.all().stream().map(Sample::name), Stream.of("first-of-three"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void findsTheSameInTheWholeTime(String sample) throws Exception {
    directory = scratch.resolve("whole");
    record(sample);
    Path part = scratch.resolve("part");
    cut("--range", "..", "-o", part.toString());
    assertThat(findings(directory)).contains("\"verdict\"");
    List<String> truth = findings(directory).lines().toList();
    same("report", findings(part).lines().toList(), truth);
    assertThat(part.resolve("replay.bin")).doesNotExist();
  }

  private static String findings(Path trace) {
    return run(0, "report", "--format", "json", trace.toString());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void findsTheSameAfterTheBegin(String sample) throws Exception {
    directory = scratch.resolve("whole");
    record(sample);
    try (Trace whole = open(directory)) {
      Path part = scratch.resolve("part");
      cut("--range", (whole.end() / 4) + "ns..", "-o", part.toString());
      assertThat(classes(part)).isEqualTo(classes(directory));
    }
  }

  private static List<String> classes(Path trace) {
    try (Trace open = open(trace)) {
      Diagnosis diagnosis = new StoreWorkbench().diagnose(open, Progress.NONE);
      return diagnosis.findings().stream()
          .map(each -> each.leakClass() + " " + each.site())
          .sorted()
          .toList();
    }
  }

  @Test
  void takesOnlyWhatAQueryFinds() throws Exception {
    directory = scratch.resolve("whole");
    record("pipeline");
    try (Trace whole = open(directory)) {
      List<FiberInfo> all = whole.fibers();
      FiberInfo one = all.get(all.size() - 1);
      long from = one.spawned() + (whole.end() - one.spawned()) / 3;
      long to = from + (whole.end() - from) / 2;
      Path part = scratch.resolve("part");
      cut(
          "--range",
          from + "ns.." + to + "ns",
          "--query",
          "fiber:" + one.name(),
          "-o",
          part.toString());
      try (Trace cut = open(part)) {
        LaneId lane = LaneId.fiber(one.id());
        same("lane", states(cut, lane, from, to), states(whole, lane, from, to));
        same("growth", growth(cut, one.id(), from, to), growth(whole, one.id(), from, to));
        assertThat(cut.info().events()).isLessThan(whole.info().events() / 2);
        Set<String> spawned = new TreeSet<>();
        cut.eachEvent(
            0,
            Long.MAX_VALUE / 4,
            Set.of("fiberSpawned", "fiberResumed"),
            row -> {
              spawned.add(row.values().getFirst().text());
              return true;
            });
        assertThat(spawned).containsExactly(one.name());
      }
      verify(part);
    }
  }

  @Test
  void holdsNothingOfWhatWasBeforeOrAfter() throws Exception {
    String program =
        """
        (import (rnrs) (loko system fibers) (lokoscope trace))
        (define (pause) (sleep 0.02))
        (define (secret name) (string-append "sec" "ret-" name))
        (run-fibers (lambda ()
          (let ((channel (make-channel)))
            (trace-name! channel (secret "channel"))
            (spawn-fiber (lambda () (put-message channel (secret "value"))))
            (get-message channel))
          (trace-mark (secret "before"))
          (pause)
          (trace-mark 'known-inside)
          (pause)
          (trace-mark (secret "after"))))
        """;
    directory = scratch.resolve("whole");
    Path file = Files.writeString(scratch.resolve("p.sps"), program);
    run(0, "record", "--seed", "1", "--values", "99", "-o", directory.toString(), file.toString());
    Set<String> texts = texts(directory);
    assertThat(texts).anyMatch(text -> text.contains("secret-value"));
    long inside;
    try (Trace whole = open(directory)) {
      inside = whole.events(0, whole.end() + 1, Set.of("marked"), 9).get(1).time();
    }
    long from = inside - 5_000_000;
    long to = inside + 5_000_000;
    List<Long> moments = List.of(from - 1, from, inside, to);
    new TraceMarks(moments, Map.of(inside, "here", to, "secret-note")).write(directory);
    Path part = scratch.resolve("part");
    cut("--range", from + "ns.." + to + "ns", "-o", part.toString());
    assertThat(texts(part))
        .anyMatch(text -> text.contains("known-inside"))
        .noneMatch(text -> text.contains("secret-"));
    assertThat(TraceMarks.read(part))
        .isEqualTo(new TraceMarks(List.of(from, inside), Map.of(inside, "here")));
    verify(part);
    assertThat(run(0, "info", part.toString())).contains("what was before", "on");
  }

  /** All that the files hold, but for the texts of the program, in runs of letters. */
  private static Set<String> texts(Path trace) throws IOException {
    Set<String> texts = new TreeSet<>();
    try (Stream<Path> all = Files.walk(trace)) {
      List<Path> files =
          all.filter(Files::isRegularFile)
              .filter(file -> !file.startsWith(trace.resolve("sources")))
              .toList();
      assertThat(files).hasSizeGreaterThan(2);
      for (Path each : files) {
        String content = new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1);
        texts.addAll(Arrays.asList(content.split("[^ -~]+")));
      }
    }
    return texts;
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    directory = scratch.resolve("whole");
    record("ping-pong");
    String whole = directory.toString();
    assertThat(errors("cut", whole, "--range", "9s..10s", "-o", scratch + "/x"))
        .containsExactly(2, "--range: the trace has nothing in this time");
    assertThat(errors("cut", whole, "--range", "0..1s", "-o", whole))
        .containsExactly(4, "is the trace itself");
    assertThat(errors("cut", whole, "--range", "..", "--query", "nobody", "-o", scratch + "/x"))
        .containsExactly(2, "no fiber is found by nobody");
    Path other = Files.createDirectory(scratch.resolve("other"));
    Files.writeString(other.resolve("letter.txt"), "dear");
    assertThat(errors("cut", whole, "--range", "..", "-o", other.toString()))
        .containsExactly(4, "holds other files");
    assertThat(other.resolve("letter.txt")).hasContent("dear");
    assertThat(scratch.resolve("x")).doesNotExist();
  }

  /** The status, and the part of the message that is looked for; else the whole of it. */
  private static List<Object> errors(String... words) {
    PrintStream before = System.err;
    ByteArrayOutputStream wrong = new ByteArrayOutputStream();
    System.setErr(new PrintStream(wrong, true, StandardCharsets.UTF_8));
    int status;
    try {
      status = Main.execute(new ByteArrayOutputStream(), words);
    } finally {
      System.setErr(before);
    }
    String said = wrong.toString(StandardCharsets.UTF_8);
    assertThat(said.lines()).hasSize(1);
    for (String known :
        List.of(
            "--range: the trace has nothing in this time",
            "is the trace itself",
            "no fiber is found by nobody",
            "holds other files")) {
      if (said.contains(known)) {
        return List.of(status, known);
      }
    }
    return List.of(status, said);
  }

  private static long eventNear(Trace trace, long time) {
    List<EventRow> rows = trace.events(time, Long.MAX_VALUE / 4, Set.of(), 1);
    return rows.isEmpty() ? time : rows.getFirst().time();
  }

  private void compare(Trace whole, Trace cut, long from, long to) {
    String where = from + ".." + to;
    Set<Long> unnamed = namedSince(whole, to);
    same("events of " + where, rows(cut, from, to, unnamed), rows(whole, from, to, unnamed));
    Set<LaneId> lanes = new HashSet<>(whole.lanes());
    lanes.addAll(cut.lanes());
    for (LaneId lane : lanes) {
      String what = lane + " of " + where;
      same(what, states(cut, lane, from, to), states(whole, lane, from, to));
      assertThat(times(cut, lane, from, to)).as(what).isEqualTo(times(whole, lane, from, to));
      same(what, arrows(cut, lane, from, to), arrows(whole, lane, from, to));
    }
    boolean ended = whole.processes().stream().anyMatch(each -> isBefore(each.ended(), from));
    Set<SeriesId> series = new HashSet<>(whole.series());
    series.addAll(cut.series());
    for (SeriesId each : series) {
      boolean gone =
          OF_A_FIBER.contains(each.quantity()) && hasEnded(whole, each.subject(), from)
              || OF_AN_OBJECT.contains(each.quantity())
                  && processHasEnded(whole, each.subject() >>> 32, from);
      if (!gone && !SINCE_THE_BEGIN.contains(each.quantity())) {
        boolean relative = ended && SUMS.contains(each.quantity());
        same(
            each + " of " + where,
            points(cut, each, from, to, relative),
            points(whole, each, from, to, relative));
      }
    }
    for (FiberInfo fiber : cut.fibers()) {
      long id = fiber.id();
      FiberInfo known = fiber(whole, id);
      if (!unnamed.contains(id)) {
        assertThat(fiber.name()).isEqualTo(known.name());
      }
      assertThat(fiber.spawnSite().toString()).isEqualTo(known.spawnSite().toString());
      same(id + " of " + where, growth(cut, id, from, to), growth(whole, id, from, to));
    }
    for (ObjectInfo object : cut.objects()) {
      ObjectInfo known =
          whole.objects().stream()
              .filter(each -> each.id() == object.id())
              .findFirst()
              .orElseThrow();
      if (!unnamed.contains(object.id())) {
        assertThat(object.name()).isEqualTo(known.name());
      }
      assertThat(object.kind()).isEqualTo(known.kind());
      assertThat(object.site().toString()).isEqualTo(known.site().toString());
    }
    Random random = new Random(from);
    try (SchedulerStates told = SchedulerStates.open(cut, Progress.NONE);
        SchedulerStates truth = SchedulerStates.open(whole, Progress.NONE)) {
      for (int i = 0; i < INSTANTS; i++) {
        long last = Math.min(to - 1, whole.end());
        long time = i == 0 ? from : from + (long) (random.nextDouble() * (last - from));
        assertThat(since(told.at(time), from))
            .as("at %d of %s", time, where)
            .isEqualTo(since(truth.at(time), from));
      }
    }
  }

  /** Shows the first difference only. */
  private static void same(String what, List<?> told, List<?> truth) {
    for (int i = 0; i < Math.max(told.size(), truth.size()); i++) {
      Object one = i < told.size() ? told.get(i) : "nothing";
      Object other = i < truth.size() ? truth.get(i) : "nothing";
      assertThat(one).as("%d of %s", i, what).isEqualTo(other);
    }
  }

  private static boolean hasEnded(Trace trace, long fiber, long time) {
    return isBefore(fiber(trace, fiber).ended(), time);
  }

  private static boolean processHasEnded(Trace trace, long process, long time) {
    return trace.processes().stream()
        .anyMatch(each -> each.id() == process && isBefore(each.ended(), time));
  }

  private static boolean isBefore(long end, long time) {
    return end >= 0 && end < time;
  }

  private static FiberInfo fiber(Trace trace, long id) {
    return trace.fibers().stream().filter(each -> each.id() == id).findFirst().orElseThrow();
  }

  /** Without definitions: those that only what comes later uses are left out. */
  private static List<String> rows(Trace trace, long from, long to, Set<Long> unnamed) {
    List<String> rows = new ArrayList<>();
    trace.eachEvent(
        from,
        to,
        Set.of(),
        row -> {
          if (!DEFINITIONS.contains(row.type())) {
            List<Object> values = new ArrayList<>();
            row.values()
                .forEach(
                    value -> values.add(unnamed.contains(value.number()) ? value.number() : value));
            rows.add(row.time() + " " + row.cpu() + " " + row.type() + " " + values);
          }
          return true;
        });
    return rows;
  }

  /** What got its name later. */
  private static Set<Long> namedSince(Trace trace, long time) {
    Set<Long> named = new HashSet<>();
    trace.eachEvent(
        time,
        Long.MAX_VALUE / 4,
        Set.of("named"),
        row -> {
          named.add(row.values().getFirst().number());
          return true;
        });
    return named;
  }

  private static Map<LaneState, Long> times(Trace trace, LaneId lane, long from, long to) {
    if (!trace.lanes().contains(lane)) {
      return Map.of();
    }
    Map<LaneState, Long> times = new EnumMap<>(LaneState.class);
    times.putAll(trace.timeInState(lane, from, Math.min(to, trace.end())));
    times.remove(LaneState.ABSENT);
    return times;
  }

  /** Its intervals, cut off at both ends; two that say the same are one. */
  private static List<Interval> states(Trace trace, LaneId lane, long from, long to) {
    List<Interval> states = new ArrayList<>();
    if (!trace.lanes().contains(lane)) {
      return states;
    }
    for (Interval each : trace.intervals(lane, from, to, ALL)) {
      long begin = Math.max(from, each.from());
      long end = Math.min(to, each.to());
      if (begin >= end || each.state() == LaneState.ABSENT) {
        continue;
      }
      Interval last = states.isEmpty() ? null : states.getLast();
      Interval now = new Interval(begin, end, each.state(), each.subject(), each.site());
      if (last != null
          && last.to() == begin
          && last.equals(
              new Interval(last.from(), last.to(), now.state(), now.subject(), now.site()))) {
        states.removeLast();
        now = new Interval(last.from(), end, now.state(), now.subject(), now.site());
      }
      states.add(now);
    }
    return states;
  }

  /**
   * What was sent before was sent when the time began. Of bytes that were written before nothing is
   * told.
   */
  private static List<Arrow> arrows(Trace trace, LaneId lane, long from, long to) {
    Set<Arrow> arrows = new HashSet<>();
    if (trace.lanes().contains(lane)) {
      for (Arrow each : trace.arrows(lane, from, to, ALL)) {
        boolean lost = each.kind() == Arrow.Kind.BYTES && each.fromTime() < from;
        if (each.toTime() >= from && each.toTime() < to && !lost) {
          arrows.add(
              new Arrow(
                  each.kind(),
                  each.from(),
                  Math.max(from, each.fromTime()),
                  each.to(),
                  each.toTime(),
                  each.object()));
        }
      }
    }
    List<Arrow> sorted = new ArrayList<>(arrows);
    sorted.sort(Comparator.comparing(Arrow::toString));
    return sorted;
  }

  /** The value at the begin, 0 if nothing was said, and each change. */
  private static List<String> points(
      Trace trace, SeriesId id, long from, long to, boolean relative) {
    Series series = trace.series(id, Long.MIN_VALUE / 4, to, ALL);
    double value = 0;
    double zero = 0;
    List<String> points = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      long time = series.times()[i];
      if (time >= from && time < to) {
        if (points.isEmpty()) {
          zero = relative ? value : 0;
          points.add("first " + (value - zero));
        }
        points.add(time + " " + (series.values()[i] - zero));
      }
      value = SAMPLES.contains(id.quantity()) ? 0 : series.values()[i];
      if (time >= to) {
        break;
      }
    }
    return points.isEmpty() ? List.of("first " + (relative ? 0 : value)) : points;
  }

  /** How often a fiber had been resumed before is not known. */
  private static List<GrowthPoint> growth(Trace trace, long fiber, long from, long to) {
    List<GrowthPoint> points =
        trace.growth(fiber, ALL).stream()
            .filter(point -> point.time() >= from && point.time() < to)
            .toList();
    long first = points.isEmpty() ? 0 : points.getFirst().resume();
    return points.stream()
        .map(
            point ->
                new GrowthPoint(
                    point.time(),
                    point.resume() - first,
                    point.frames(),
                    point.words(),
                    point.baseWords(),
                    point.winders(),
                    point.site()))
        .toList();
  }

  /** What began before began with the time. */
  private static SchedulerState since(SchedulerState state, long from) {
    LongUnaryOperator clip = time -> Math.max(from, time);
    return new SchedulerState(
        state.time(),
        0,
        state.hole(),
        state.cpus().stream()
            .map(
                cpu ->
                    new SchedulerState.Cpu(
                        cpu.number(), cpu.process(), clip.applyAsLong(cpu.since())))
            .toList(),
        state.processes().stream().map(process -> since(process, clip)).toList(),
        state.ready(),
        state.waiting());
  }

  private static OneProcess since(OneProcess process, LongUnaryOperator clip) {
    return new OneProcess(
        process.id(),
        process.status(),
        clip.applyAsLong(process.since()),
        process.reason(),
        process.wakeup(),
        process.cpu(),
        process.running(),
        process.mailbox(),
        process.ready(),
        process.fibers().stream()
            .map(
                fiber ->
                    new SchedulerState.OneFiber(
                        fiber.id(),
                        fiber.status(),
                        clip.applyAsLong(fiber.since()),
                        fiber.reason(),
                        fiber.object(),
                        fiber.site()))
            .toList(),
        process.objects().stream().map(object -> since(object, clip)).toList(),
        process.timers().stream()
            .map(
                timer ->
                    new SchedulerState.OneTimer(
                        timer.id(),
                        timer.fiber(),
                        timer.operation(),
                        timer.expiry(),
                        clip.applyAsLong(timer.since()),
                        timer.site(),
                        timer.stale()))
            .toList());
  }

  private static OneObject since(OneObject object, LongUnaryOperator clip) {
    return new OneObject(
        object.id(),
        object.messages(),
        object.queues().stream()
            .map(
                queue ->
                    new SchedulerState.Queue(
                        queue.side(),
                        queue.length(),
                        queue.waiters().stream()
                            .map(
                                waiter ->
                                    new SchedulerState.Waiter(
                                        waiter.fiber(),
                                        waiter.operation(),
                                        clip.applyAsLong(waiter.since()),
                                        waiter.stale()))
                            .toList()))
            .toList());
  }

  private void record(String sample) throws IOException {
    Optional<Sample> known = SampleCatalogue.find(sample);
    Path program =
        known.isPresent()
            ? SampleCatalogue.extract(known.get(), scratch)
            : Files.writeString(scratch.resolve("zoo.sps"), Zoo.named(sample).text());
    List<String> words = new ArrayList<>(List.of("record", "--faithful-leaks"));
    // CPUs that take turns in virtual time do things at one time, whose order nobody knows.
    words.addAll(sample.startsWith("processes") ? List.of("--cpus", "2") : List.of("--seed", "1"));
    words.addAll(List.of("-o", directory.toString(), program.toString()));
    run(0, words.toArray(String[]::new));
  }

  private void cut(String... options) {
    List<String> words = new ArrayList<>(List.of("cut", directory.toString()));
    words.addAll(List.of(options));
    run(0, words.toArray(String[]::new));
  }

  private static void verify(Path trace) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int status = Main.execute(out, "verify", trace.toString());
    assertThat(status).as(out.toString(StandardCharsets.UTF_8)).isZero();
  }

  private static String run(int status, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(Main.execute(out, words)).as(Arrays.toString(words)).isEqualTo(status);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Trace open(Path trace) {
    return new StoreWorkbench().open(trace, Progress.NONE);
  }
}
