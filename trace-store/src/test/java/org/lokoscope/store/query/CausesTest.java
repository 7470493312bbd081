// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;
import org.lokoscope.store.query.Causes.End;
import org.lokoscope.store.query.Causes.Step;

final class CausesTest {

  private static final long P = 1L << 32;
  private static final int GET = SuspendReason.GET.ordinal();

  @TempDir Path folder;

  private interface Story {
    void tell(Probe probe);
  }

  private Trace record(Story story) {
    try (TraceRecorder recorder =
        TraceRecorder.create(folder.resolve("told"), "told.sps", Map.of(), () -> 0)) {
      story.tell(recorder.probe(0));
    }
    return Traces.open(folder.resolve("told"), Progress.NONE);
  }

  private static void begin(Probe probe, int fibers) {
    probe.processSpawned(0, 1, 0, 0, 0);
    probe.processDispatched(1, 1, 0);
    for (int i = 1; i <= fibers; i++) {
      probe.fiberSpawned(1 + i, P + i, 0, 1, 0);
    }
  }

  /** Fiber 1 waits for 2, which waits for 3, which sleeps; who is late is told step by step. */
  @Test
  void shouldFollowADelayBackThroughTheWakers() {
    try (Trace trace =
        record(
            probe -> {
              begin(probe, 3);
              probe.fiberResumed(10, P + 1);
              probe.fiberSuspended(20, P + 1, GET, P + 50, 0);
              probe.fiberResumed(20, P + 2);
              probe.fiberSuspended(40, P + 2, GET, P + 51, 0);
              probe.fiberResumed(40, P + 3);
              probe.fiberSuspended(60, P + 3, SuspendReason.SLEEP.ordinal(), 0, 0);
              probe.fiberReady(160, P + 3, 0, 0);
              probe.fiberResumed(161, P + 3);
              probe.fiberReady(200, P + 2, P + 3, P + 51);
              probe.fiberSuspended(210, P + 3, GET, P + 52, 0);
              probe.fiberResumed(210, P + 2);
              probe.fiberReady(300, P + 1, P + 2, P + 50);
              probe.fiberSuspended(310, P + 2, GET, P + 51, 0);
              probe.fiberResumed(310, P + 1);
              probe.marked(400, P + 1, 0, 0);
            })) {
      List<Step> steps = new Causes(trace).whyLate(P + 1, 100, 10);
      assertThat(steps).extracting(Step::fiber).containsExactly(P + 1, P + 2, P + 3);
      assertThat(steps).extracting(Step::by).containsExactly(P + 2, P + 3, 0L);
      assertThat(steps).extracting(Step::object).containsExactly(P + 50, P + 51, 0L);
      assertThat(steps)
          .extracting(Step::end)
          .containsExactly(End.WOKEN, End.WOKEN, End.FROM_OUTSIDE);
      assertThat(steps.getFirst().delay())
          .isEqualTo(new Interval(20, 300, LaneState.BLOCKED_GET, P + 50, 0));
      assertThat(steps.getFirst().meanwhile())
          .isEqualTo(Map.of(LaneState.RUNNING, 90L, LaneState.READY, 10L));
      assertThat(steps.get(1).meanwhile())
          .isEqualTo(Map.of(LaneState.RUNNING, 39L, LaneState.READY, 1L));
      assertThat(new Causes(trace).whyLate(P + 1, 100, 2)).hasSize(2);
      assertThat(new Causes(trace).whyLate(P + 1, 350, 9)).as("it runs").isEmpty();
      assertThat(new Causes(trace).whyLate(P + 3, 390, 9).getFirst().end()).isEqualTo(End.NEVER);
    }
  }

  @Test
  void shouldNameWhoRanWhileAFiberWaitedForItsTurn() {
    try (Trace trace =
        record(
            probe -> {
              begin(probe, 3);
              probe.fiberResumed(10, P + 2);
              probe.fiberSuspended(30, P + 2, GET, 0, 0);
              probe.fiberResumed(30, P + 3);
              probe.fiberSuspended(130, P + 3, GET, 0, 0);
              probe.fiberResumed(130, P + 1);
              probe.marked(140, P + 1, 0, 0);
            })) {
      Step step = new Causes(trace).whyLate(P + 1, 50, 9).getFirst();
      assertThat(step.end()).isEqualTo(End.TURN);
      assertThat(step.by()).isEqualTo(P + 3);
      assertThat(step.meanwhile()).isEqualTo(Map.of(LaneState.RUNNING, 100L));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void shouldSayOfRandomRunsWhatTheEventsSay(long seed) {
    Random random = new Random(seed);
    try (Trace trace = NamedRun.record(folder.resolve("trace"), seed, 2, 8000)) {
      List<EventRow> ready =
          trace.events(0, Long.MAX_VALUE, Set.of("fiberReady"), Integer.MAX_VALUE);
      Causes causes = new Causes(trace);
      int steps = 0;
      for (int i = 0; i < 200; i++) {
        FiberInfo fiber = trace.fibers().get(random.nextInt(trace.fibers().size()));
        long end = fiber.ended() < 0 ? trace.end() : fiber.ended();
        long time = random.nextLong(fiber.spawned(), Math.max(end, fiber.spawned() + 1));
        List<Step> chain = causes.whyLate(fiber.id(), time, 8);
        chain.forEach(step -> check(step, ready));
        steps += chain.size();
        for (int at = 1; at < chain.size(); at++) {
          assertThat(chain.get(at).fiber()).isEqualTo(chain.get(at - 1).by());
          assertThat(chain.get(at).delay().to())
              .isLessThanOrEqualTo(chain.get(at - 1).delay().to());
          assertThat(chain.get(at).delay().to()).isGreaterThan(chain.getFirst().delay().from());
        }
      }
      assertThat(steps).isGreaterThan(100);
      checkWakes(trace, causes, ready, random);
      checkSums(trace, random);
    }
  }

  private static void check(Step step, List<EventRow> ready) {
    if (step.end() == End.WOKEN) {
      assertThat(ready)
          .anyMatch(
              row ->
                  row.time() == step.delay().to()
                      && row.values().getFirst().number() == step.fiber()
                      && row.values().get(1).number() == step.by());
    } else if (step.end() == End.FROM_OUTSIDE) {
      assertThat(ready)
          .noneMatch(
              row ->
                  row.time() == step.delay().to()
                      && row.values().getFirst().number() == step.fiber()
                      && row.values().get(1).number() != 0);
    }
  }

  private static void checkWakes(Trace trace, Causes causes, List<EventRow> ready, Random random) {
    long from = random.nextLong(trace.end());
    long to = from + random.nextLong(trace.end());
    Map<List<Long>, Long> expected = new HashMap<>();
    for (EventRow row : ready) {
      long by = row.values().get(1).number();
      if (row.time() >= from && row.time() < to && by != 0) {
        expected.merge(List.of(by, row.values().getFirst().number()), 1L, Long::sum);
      }
    }
    List<Long> fibers = trace.fibers().stream().map(FiberInfo::id).toList();
    Map<List<Long>, Long> found = new HashMap<>();
    causes
        .wakes(fibers, from, to)
        .forEach(wakes -> found.put(List.of(wakes.by(), wakes.fiber()), wakes.count()));
    assertThat(found).isEqualTo(expected);
  }

  private static void checkSums(Trace trace, Random random) {
    Sums sums = new Sums(trace);
    for (int i = 0; i < 10; i++) {
      long from = random.nextLong(trace.end());
      long to = from + 1 + random.nextLong(trace.end());
      Map<Site, Map<LaneState, Long>> sites = new HashMap<>();
      Map<LaneState, Long> total = new EnumMap<>(LaneState.class);
      List<Map<LaneState, Long>> each = new ArrayList<>();
      for (FiberInfo fiber : trace.fibers()) {
        if (fiber.spawned() < to && (fiber.ended() < 0 || fiber.ended() > from)) {
          Map<LaneState, Long> spent = byIntervals(trace, fiber.id(), from, to);
          each.add(spent);
          Map<LaneState, Long> site =
              sites.computeIfAbsent(fiber.spawnSite(), _ -> new EnumMap<>(LaneState.class));
          spent.forEach((state, time) -> site.merge(state, time, Long::sum));
          spent.forEach((state, time) -> total.merge(state, time, Long::sum));
        }
      }
      assertThat(sums.byFiber(from, to, _ -> true)).extracting(Sums.OfFiber::nanos).isEqualTo(each);
      Map<Site, Map<LaneState, Long>> found = new HashMap<>();
      sums.bySpawnSite(from, to).forEach((site, sum) -> found.put(site, sum.nanos()));
      assertThat(found).isEqualTo(sites);
      assertThat(sums.total(from, to)).isEqualTo(new Sums.Sum(each.size(), total));
    }
  }

  private static Map<LaneState, Long> byIntervals(Trace trace, long fiber, long from, long to) {
    Map<LaneState, Long> spent = new EnumMap<>(LaneState.class);
    for (Interval each :
        trace.intervals(LaneId.fiber(fiber), Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE)) {
      long length = Math.min(each.to(), to) - Math.max(each.from(), from);
      if (length > 0 && each.state() != LaneState.ABSENT) {
        spent.merge(each.state(), length, Long::sum);
      }
    }
    return spent;
  }
}
