// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Site;

/** What the switches of a fiber cost that grows. */
final class SwitchCostTest {

  private static final int TURNS = 4000;
  private static final int WORDS = 20;

  private final FakeTrace trace = new FakeTrace();

  /** Turns of fiber 7 and of another one, with a wait between them, that are so long in all. */
  private SwitchCost cost(IntToLongFunction nanos, boolean winders) {
    Site site = trace.site(1, 8, 3, "worker", "(guard ...)");
    trace.fiber(7, site, 0, -1, null, TURNS);
    List<GrowthPoint> points = new ArrayList<>();
    List<Interval> lane = new ArrayList<>();
    long time = 0;
    for (int i = 0; i < TURNS; i++) {
      points.add(new GrowthPoint(time, i, i, 10 + (long) WORDS * i, 4, winders ? i : 0, site.id()));
      long half = nanos.applyAsLong(i) / 2;
      lane.add(new Interval(time, time + half, LaneState.RUNNING, 7, 0));
      lane.add(new Interval(time + half, time + 2 * half, LaneState.RUNNING, 8, 0));
      time += 2 * half;
      lane.add(new Interval(time, time + 1_000_000, LaneState.SLEEPING, 0, 0));
      time += 1_000_000;
    }
    trace.growth.put(7L, points);
    trace.lanes.put(LaneId.process(1), lane);
    return SwitchCost.of(trace, finding(LeakClass.CONTINUATION_GROWTH)).orElseThrow();
  }

  private Finding finding(LeakClass leakClass) {
    return new FindingBuilder(leakClass).fiber(trace.fibers().getFirst()).say("grows", "mend it");
  }

  @Test
  void shouldSayByHowMuchEachWinderMakesATurnLonger() {
    SwitchCost cost = cost(i -> 2000 + 30L * i, true);
    assertThat(cost.grows()).isTrue();
    assertThat(cost.perWinder()).isTrue();
    assertThat(cost.nanosEach()).isCloseTo(30, within(0.5));
    SwitchCost.Turn now = Objects.requireNonNull(cost.now());
    assertThat(now.nanos()).isCloseTo(2000 + 30 * now.winders(), within(4000.0));
    assertThat(cost.measured()).contains("30 ns more for each winder");
  }

  @Test
  void shouldSayItOfWordsWhereWindersDoNotGrow() {
    SwitchCost cost = cost(i -> 2000 + 10L * i, false);
    assertThat(cost.perWinder()).isFalse();
    assertThat(cost.nanosEach()).isCloseTo(10.0 / WORDS, within(0.01));
    assertThat(cost.measured()).contains("500 ns more for each 1\u202f000 words");
  }

  @Test
  void shouldNotBlameTheWindersForAProgramThatWarmsUp() {
    SwitchCost cost = cost(i -> i < TURNS / 2 ? 400_000 - 100L * i : 5000 + i % 7, true);
    assertThat(cost.grows()).isFalse();
    assertThat(cost.measured()).contains("no surely measured growth");
  }

  @Test
  void shouldCallWhatLokoWouldCopyAModel() {
    SwitchCost cost = cost(i -> 2000, true);
    assertThat(cost.firstModelBytes()).isLessThan(10 * 8 * 1000);
    assertThat(cost.lastModelBytes()).isEqualTo(8 * (10 + WORDS * (TURNS - 1)));
    assertThat(cost.model()).contains("a model", "whole stack");
  }

  @Test
  void shouldMeasureNothingWhereTheClockIsNotARealOne() {
    trace.settings = Map.of("seed", "1");
    SwitchCost cost = cost(i -> 2000 + 30L * i, true);
    assertThat(cost.measured()).isEmpty();
    assertThat(cost.lastModelBytes()).isPositive();
  }

  @Test
  void shouldSayNothingOfWhatIsNoFibersGrowth() {
    cost(i -> 2000, true);
    assertThat(SwitchCost.of(trace, finding(LeakClass.STALE_WAITERS))).isEmpty();
  }
}
