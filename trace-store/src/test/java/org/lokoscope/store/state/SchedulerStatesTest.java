// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;
import org.lokoscope.store.state.RandomScheduler.Report;
import org.lokoscope.store.state.SchedulerState.OneFiber;
import org.lokoscope.store.state.SchedulerState.OneObject;
import org.lokoscope.store.state.SchedulerState.OneProcess;
import org.lokoscope.store.state.SchedulerState.Queue;
import org.lokoscope.store.state.SchedulerState.Waiter;

/** Replays runs of a scheduler that knows its own state. */
final class SchedulerStatesTest {

  private static final int INSTANTS = 1000;

  @TempDir Path folder;

  private final List<SchedulerState> truths = new ArrayList<>();

  private List<Report> run(long seed, int cpus, boolean faithful, int steps) {
    RandomScheduler scheduler = new RandomScheduler(new Random(seed), cpus, faithful);
    for (int i = 0; i < steps; i++) {
      scheduler.step();
      truths.add(scheduler.truth());
    }
    return scheduler.reports;
  }

  private Trace record(List<Report> reports) {
    Path directory = folder.resolve("trace");
    try (TraceRecorder recorder =
        TraceRecorder.create(directory, "random.sps", Map.of(), () -> 0)) {
      Map<Integer, Probe> probes = new HashMap<>();
      for (Report report : reports) {
        report.event().accept(probes.computeIfAbsent(report.cpu(), recorder::probe), report.time());
      }
    }
    return Traces.open(directory, Progress.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, false, 100", "2, 1, true, 100", "3, 2, false, 1000", "4, 3, true, 300",
    "5, 2, true, 65536", "6, 4, false, 50", "7, 1, false, 1", "8, 2, true, 7"
  })
  void shouldKnowWhatTheSchedulerKnewAtAnyInstant(
      long seed, int cpus, boolean faithful, int spacing) {
    List<Report> reports = run(seed, cpus, faithful, 6000);
    Random random = new Random(seed);
    try (Trace trace = record(reports);
        SchedulerStates states = SchedulerStates.build(trace, spacing, Progress.NONE)) {
      for (int i = 0; i < INSTANTS; i++) {
        SchedulerState truth = truths.get(random.nextInt(truths.size()));
        SchedulerState state = states.at(truth.time());
        assertThat(counted(state, 0)).as("at %d", truth.time()).isEqualTo(counted(truth, 0));
        SchedulerState counted = states.afterEvents(state.events());
        assertThat(counted.processes()).isEqualTo(truth.processes());
      }
    }
  }

  /** Every step changes something, none is left out, and going back undoes going on. */
  @Test
  void shouldStepByEventsThatChangeTheStateOnAndBack() {
    List<Report> reports = run(12, 2, true, 400);
    try (Trace trace = record(reports);
        SchedulerStates states = SchedulerStates.build(trace, 300, Progress.NONE)) {
      List<Long> places = new ArrayList<>(List.of(0L));
      long at = 0;
      for (var step = states.next(0); step.isPresent(); step = states.next(at)) {
        assertThat(states.afterEvents(step.get().before()).processes())
            .isEqualTo(states.afterEvents(at).processes());
        at = step.get().before() + 1;
        assertThat(states.afterEvents(at).time()).isEqualTo(step.get().event().time());
        places.add(step.get().before());
      }
      assertThat(places).hasSizeGreaterThan(reports.size() / 2);
      for (int i = places.size() - 1; i > 0; i--) {
        at = states.before(at);
        assertThat(at).as("step %d back", i).isEqualTo(places.get(i));
      }
      assertThat(states.before(at)).isZero();
    }
  }

  @Test
  void shouldSayTheSameBetweenTwoInstantsAndGoingForwardStepByStep() {
    List<Report> reports = run(11, 2, false, 1500);
    try (Trace trace = record(reports);
        SchedulerStates states = SchedulerStates.build(trace, 500, Progress.NONE)) {
      for (int i = 0; i + 1 < truths.size(); i++) {
        long between = truths.get(i + 1).time() - 1;
        assertThat(states.at(between).processes()).isEqualTo(truths.get(i).processes());
      }
    }
  }

  @Test
  void shouldSayTheSameFromCheckpointsAndWithoutAfterEachSingleEvent() {
    List<Report> reports = run(12, 2, true, 500);
    try (Trace trace = record(reports);
        SchedulerStates with = SchedulerStates.build(trace, 37, Progress.NONE);
        SchedulerStates without = SchedulerStates.build(trace, 1 << 20, Progress.NONE)) {
      for (int count = reports.size(); count >= 0; count--) {
        assertThat(with.afterEvents(count)).isEqualTo(without.afterEvents(count));
      }
    }
  }

  /** A trace that grows used to be read from its begin on each time. */
  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33})
  void shouldReadOnlyWhatIsNewOfATraceThatGrows(long seed) throws Exception {
    List<Report> reports = run(seed, 2, true, 3000);
    Path directory = folder.resolve("trace");
    AtomicLong now = new AtomicLong();
    TraceRecorder recorder = TraceRecorder.create(directory, "random.sps", Map.of(), now::get);
    Map<Integer, Probe> probes = new HashMap<>();
    int half = reports.size() / 2;
    SchedulerStates states;
    try (Trace followed = Traces.open(directory, Progress.NONE)) {
      tell(reports.subList(0, half), recorder, probes, now);
      for (int patience = 0; followed.info().events() < half && patience < 200; patience++) {
        Thread.sleep(50);
        followed.refresh(Progress.NONE);
      }
      states = SchedulerStates.build(followed, 50, Progress.NONE);
      assertThat(states.afterEvents(1L << 40).events()).isGreaterThanOrEqualTo(half);
      for (int from = half; from < reports.size(); from += half / 2) {
        tell(
            reports.subList(from, Math.min(reports.size(), from + half / 2)),
            recorder,
            probes,
            now);
        followed.refresh(Progress.NONE);
        states = states.extend(50, SchedulerStatesTest::neverFromTheBegin);
      }
      recorder.close();
      followed.refresh(Progress.NONE);
      states = states.extend(50, SchedulerStatesTest::neverFromTheBegin);
      try (SchedulerStates anew = SchedulerStates.build(followed, 50, Progress.NONE)) {
        long all = followed.info().events();
        for (long count = all; count >= 0; count -= 7) {
          assertThat(states.afterEvents(count)).isEqualTo(anew.afterEvents(count));
        }
        for (int i = 0; i < truths.size(); i += 10) {
          check(states, truths.get(i));
        }
      }
      states.close();
    } finally {
      recorder.close();
    }
  }

  private static void tell(
      List<Report> reports, TraceRecorder recorder, Map<Integer, Probe> probes, AtomicLong now) {
    for (Report report : reports) {
      now.set(report.time());
      report.event().accept(probes.computeIfAbsent(report.cpu(), recorder::probe), report.time());
    }
  }

  private static boolean neverFromTheBegin(long done, long total, String what) {
    assertThat(done).as(what).isPositive();
    return true;
  }

  @Test
  void shouldKeepTheCheckpointsUntilTheTraceChanges() throws Exception {
    List<Report> reports = run(13, 1, false, 2000);
    Path file = folder.resolve("trace/index/checkpoints");
    try (Trace trace = record(reports)) {
      SchedulerStates.build(trace, 100, Progress.NONE).close();
      byte[] made = Files.readAllBytes(file);
      try (SchedulerStates states = SchedulerStates.open(trace, (done, total, what) -> false)) {
        check(states, truths.get(1500));
      }
      for (int at : new int[] {5, made.length / 2, made.length - 20, made.length - 3}) {
        byte[] damaged = made.clone();
        damaged[at] ^= 0x40;
        Files.write(file, damaged);
        try (SchedulerStates states = SchedulerStates.open(trace, Progress.NONE)) {
          for (int i = 0; i < truths.size(); i += 250) {
            check(states, truths.get(i));
          }
        }
      }
      Files.write(file, java.util.Arrays.copyOf(made, made.length - 1));
      try (SchedulerStates states = SchedulerStates.open(trace, Progress.NONE)) {
        check(states, truths.get(900));
      }
    }
    try (Trace other = record(run(14, 1, false, 100).subList(0, 50));
        SchedulerStates states = SchedulerStates.open(other, Progress.NONE)) {
      assertThat(states.afterEvents(1000).events()).isEqualTo(other.info().events());
    }
  }

  /** What was known before a hole used to be taken for true after it, in the lanes. */
  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25})
  void shouldBelieveNothingAcrossLostEvents(long seed) {
    List<Report> reports = run(seed, 2, seed % 2 == 0, 4000);
    Random random = new Random(seed);
    int first = 500 + random.nextInt(reports.size() / 2);
    int last = first + 1 + random.nextInt(200);
    long from = reports.get(first).time();
    long to = reports.get(last).time();
    int lossy = (int) (seed % 2);
    List<Report> kept = new ArrayList<>();
    boolean told = false;
    for (Report report : reports) {
      if (report.time() > to && !told) {
        kept.add(new Report(to, lossy, (probe, now) -> probe.eventsLost(now, 5, from)));
        told = true;
      }
      boolean lost = report.cpu() == lossy && report.time() >= from && report.time() <= to;
      if (!lost) {
        kept.add(report);
      }
    }
    try (Trace trace = record(kept);
        SchedulerStates states = SchedulerStates.build(trace, 60, Progress.NONE)) {
      assertThat(states.holes()).containsExactly(new MissingTimes.Hole(from, to));
      int seen = 0;
      for (SchedulerState truth : truths) {
        SchedulerState state = states.at(truth.time());
        if (truth.time() < from) {
          assertThat(state.processes()).isEqualTo(truth.processes());
        } else if (truth.time() <= to) {
          assertThat(state.hole()).isTrue();
          assertThat(state.cpus()).isEmpty();
          state.processes().forEach(SchedulerStatesTest::isUnknown);
        } else {
          seen += compare(state, truth, to);
        }
      }
      assertThat(seen).isGreaterThan(100);
    }
  }

  /** The recorder's own streams have events, too, which the scheduler does not count. */
  private static SchedulerState counted(SchedulerState state, long events) {
    return new SchedulerState(
        state.time(),
        events,
        state.hole(),
        state.cpus(),
        state.processes(),
        state.ready(),
        state.waiting());
  }

  private static void check(SchedulerStates states, SchedulerState truth) {
    assertThat(counted(states.at(truth.time()), 0)).isEqualTo(counted(truth, 0));
  }

  private static void isUnknown(OneProcess process) {
    assertThat(process.status()).isEqualTo(Status.UNKNOWN);
    assertThat(process.fibers()).allMatch(fiber -> fiber.status() == Status.UNKNOWN);
    assertThat(process.objects()).isEmpty();
    assertThat(process.timers()).isEmpty();
    assertThat(process.ready()).isEmpty();
  }

  /** What is said after a hole is true, and was learned after it. How much that is. */
  private static int compare(SchedulerState state, SchedulerState truth, long hole) {
    assertThat(state.hole()).isFalse();
    int known = 0;
    for (OneProcess process : state.processes()) {
      if (process.status() != Status.UNKNOWN) {
        OneProcess real = truth.process(process.id()).orElseThrow();
        assertThat(process.status()).isEqualTo(real.status());
        assertThat(process.since()).isGreaterThan(hole);
      }
      for (OneFiber fiber : process.fibers()) {
        if (fiber.status() != Status.UNKNOWN) {
          OneFiber now = truth.fiber(fiber.id()).orElseThrow();
          assertThat(fiber.status()).isEqualTo(now.status());
          assertThat(fiber.since()).isEqualTo(now.since());
          assertThat(fiber.since()).isGreaterThan(hole);
          known++;
        }
      }
      for (OneObject object : process.objects()) {
        for (Queue queue : object.queues()) {
          check(queue, object.id(), truth.process(process.id()).orElseThrow(), hole);
        }
      }
    }
    return known;
  }

  private static void check(Queue queue, long object, OneProcess real, long hole) {
    Queue truth =
        real.objects().stream()
            .filter(each -> each.id() == object)
            .flatMap(each -> each.queues().stream())
            .filter(each -> each.side() == queue.side())
            .findFirst()
            .orElseThrow();
    assertThat(queue.length()).isEqualTo(truth.length());
    for (Waiter waiter : queue.waiters()) {
      assertThat(waiter.since()).isGreaterThan(hole);
      assertThat(truth.waiters()).contains(waiter);
    }
  }
}
