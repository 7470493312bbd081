// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Hogging;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.store.Site;
import org.lokoscope.store.analysis.Diagnosis.Verdict;

/** What is said in all: verdicts, their order and what was looked at. */
final class LeakVerdictTest {

  private static final String SCOPE =
      " Checked: continuation-growth, winder-growth, base-retention, stale-waiters,"
          + " uncancelled-timers, mailbox-growth, fiber-growth, scheduler-hog. Not checked yet:"
          + " blocked-forever, retained-continuations. That is done when a recording comes to its"
          + " end.";

  private final FakeTrace trace = new FakeTrace();
  private final Site spawn = trace.site(1, 50, 1, "main", "(spawn-fiber f)");
  private final Site limit = trace.site(2, 14, 1, "main", "(sleep-operation 1)");

  private void steady(long id, int points) {
    trace.fiber(id, spawn, 0, -1, null, 1);
    trace.growth.put(
        id,
        IntStream.range(0, points).mapToObj(i -> new GrowthPoint(i, i, 3, 40, 0, 0, 1)).toList());
  }

  private String whyNotBlocked(String setting) {
    trace.settings = Map.of(setting, "yes");
    return LeakAnalysis.analyse(trace).reasons().getOrDefault(LeakClass.BLOCKED_FOREVER, "");
  }

  @Test
  void shouldSayWhyNobodyLookedWhatCanBeReached() {
    assertThat(whyNotBlocked("no-check")).isEqualTo("it was recorded with --no-check");
    assertThat(whyNotBlocked("dumped")).isEqualTo("that is done when a recording comes to its end");
    assertThat(whyNotBlocked("cpus")).startsWith("the run was short for all that it left behind");
  }

  @Test
  void shouldSayHowManyFibersStayedWithinBounds() {
    trace.settings = Map.of("dumped", "on demand");
    steady(1, 8);
    Diagnosis one = LeakAnalysis.analyse(trace);
    assertThat(one.verdict()).isEqualTo(Verdict.STEADY);
    assertThat(one.summary())
        .isEqualTo(
            "The one fiber that was suspended often enough to judge stayed within bounds." + SCOPE);
    steady(2, 8);
    steady(3, 7);
    assertThat(LeakAnalysis.analyse(trace).summary())
        .isEqualTo(
            "All 2 fibers that were suspended often enough to judge stayed within bounds." + SCOPE);
  }

  @Test
  void shouldNotJudgeWhatWasNotRecorded() {
    steady(1, 8);
    trace.settings = Map.of("trace", "continuations", "only-fiber", "worker*", "dumped", "x");
    Diagnosis diagnosis = LeakAnalysis.analyse(trace);
    assertThat(diagnosis.notChecked())
        .contains(LeakClass.STALE_WAITERS, LeakClass.UNCANCELLED_TIMERS, LeakClass.MAILBOX_GROWTH)
        .doesNotContain(LeakClass.CONTINUATION_GROWTH);
    assertThat(diagnosis.reasons())
        .containsEntry(LeakClass.STALE_WAITERS, "not recorded")
        .containsEntry(LeakClass.BLOCKED_FOREVER, "that is done when a recording comes to its end");
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.STEADY);
    assertThat(diagnosis.summary())
        .contains(" Not checked: stale-waiters, uncancelled-timers, mailbox-growth (not recorded).")
        .endsWith(
            " The trace was recorded with --trace continuations. Only fibers worker* were"
                + " recorded.");
  }

  /** What was not measured is not 0: a trace without continuations was once called steady. */
  @Test
  void shouldNotCallATraceWithoutContinuationsSteady() {
    trace.settings = Map.of("trace", "scheduling");
    Diagnosis diagnosis = LeakAnalysis.analyse(trace);
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(diagnosis.summary())
        .startsWith("What suspended fibers hold was not recorded: too little to tell. Checked:");
    assertThat(diagnosis.checked())
        .containsExactly(LeakClass.FIBER_GROWTH, LeakClass.SCHEDULER_HOG);
  }

  @Test
  void shouldSayThatTooLittleWasRecorded() {
    trace.settings = Map.of("dumped", "on demand");
    steady(3, 7);
    Diagnosis diagnosis = LeakAnalysis.analyse(trace);
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(diagnosis.summary())
        .isEqualTo(
            "No fiber was suspended 8 times or more: too little was recorded to tell." + SCOPE);
  }

  /** Timers that stay armed retain bytes; who runs too long does not. */
  @Test
  void shouldTellTheWorstFirst() {
    trace.fiber(1, spawn, 0, -1, null, 1);
    trace.fiber(2, limit, 0, -1, null, 1);
    trace.hoggings.add(new Hogging(1, 0, 600_000_000L, 1, 9, 600_000_000L, 0));
    Diagnosis one = LeakAnalysis.analyse(trace);
    assertThat(one.summary()).isEqualTo(one.findings().getFirst().sentence()).isNotEmpty();
    trace.hoggings.add(new Hogging(2, 0, 900_000_000L, 2, 9, 900_000_000L, 0));
    assertThat(LeakAnalysis.analyse(trace).findings())
        .extracting(Finding::fiber)
        .containsExactly(2L, 1L);
    for (int i = 0; i < 300; i++) {
      trace.fiber(100 + i, spawn, 3L * i, -1, null, 0);
      trace.growth.put(100L + i, List.of(new GrowthPoint(3L * i, 1, 1, 9 + i, 0, 0, 1)));
    }
    Diagnosis all = LeakAnalysis.analyse(trace);
    assertThat(all.findings())
        .extracting(Finding::leakClass)
        .containsExactly(LeakClass.FIBER_GROWTH, LeakClass.SCHEDULER_HOG, LeakClass.SCHEDULER_HOG);
    assertThat(all.summary())
        .isEqualTo("3 leaks. The worst: " + all.findings().getFirst().sentence());
  }

  @Test
  void shouldSayOfTimersHowManyWaitInTheEnd() {
    long[] times = IntStream.range(0, 1000).asLongStream().toArray();
    trace.series(
        Quantity.STALE_TIMERS, 2, times, IntStream.range(0, 1000).asDoubleStream().toArray());
    Finding finding = LeakAnalysis.analyse(trace).findings().getFirst();
    assertThat(finding.site()).isEqualTo(limit);
    assertThat(finding.sentence()).contains(" at app.sps:14:1 ", ": 984 timers wait");
  }

  @Test
  void shouldTellNowAndThenHowFarItIsAndStopWhenItIsAskedTo() {
    for (int i = 0; i < 130; i++) {
      steady(i, 8);
    }
    List<String> told = new ArrayList<>();
    Progress listening = (done, total, what) -> told.add(what + " " + done + "/" + total);
    GrowingFibers.of(new Evidence(trace, listening));
    assertThat(told)
        .containsExactly(
            "Looking for leaks 0/130", "Looking for leaks 64/130", "Looking for leaks 128/130");
    Evidence stopping = new Evidence(trace, (done, total, what) -> done < 64);
    assertThatThrownBy(() -> GrowingFibers.of(stopping)).isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> new FiberGrowth().detect(stopping))
        .isInstanceOf(CancellationException.class);
  }
}
