// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.store.Hogging;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;

final class SchedulerHogTest {

  private static final long MS = 1_000_000;
  private static final long HOG = (1L << 32) + 1;
  private static final long SLEEPER = HOG + 1;
  private static final int PLACE = 1;
  private static final int SPAWN = 2;

  @TempDir Path folder;

  /** One fiber runs for so long, while the timer of another is due after 10 ms. */
  private List<Finding> diagnose(long run, boolean preempted, boolean timer) {
    Path directory = folder.resolve("t" + run + preempted + timer);
    try (TraceRecorder recorder = TraceRecorder.create(directory, "app.sps", Map.of(), () -> 0)) {
      Probe p = recorder.probe(0);
      p.stringDefined(0, 1, "app.sps");
      p.siteDefined(0, PLACE, 1, 9, 3, 0, 0);
      p.siteDefined(0, SPAWN, 1, 5, 3, 0, 0);
      p.processSpawned(0, 1, 0, 0, 0);
      p.processDispatched(0, 1, 0);
      p.fiberSpawned(1, HOG, 0, 1, SPAWN);
      p.fiberSpawned(1, SLEEPER, 0, 1, SPAWN);
      p.fiberResumed(2, SLEEPER);
      if (timer) {
        p.timerArmed(3, SLEEPER + 1, SLEEPER, 7, 10 * MS, 1, PLACE);
      }
      p.fiberSuspended(4, SLEEPER, SuspendReason.SLEEP.ordinal(), 0, PLACE);
      p.fiberResumed(5, HOG);
      if (preempted) {
        p.processPreempted(6, 1, 100);
        p.processDispatched(run - 1, 1, 0);
      }
      p.fiberSuspended(run, HOG, SuspendReason.GET.ordinal(), 0, PLACE);
      if (timer) {
        p.timerFired(run + 1, SLEEPER + 1, 1, 0);
      }
      p.fiberReady(run + 2, SLEEPER, 0, 0);
      p.fiberResumed(run + 3, SLEEPER);
    }
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      return LeakAnalysis.analyse(trace).findings();
    }
  }

  @Test
  void shouldNameTheFiberThatRunsTooLongAndWhoIsLate() {
    List<Finding> findings = diagnose(3000 * MS, false, true);
    assertThat(findings).hasSize(1);
    Finding finding = findings.getFirst();
    assertThat(finding.leakClass().label()).isEqualTo("scheduler-hog");
    assertThat(finding.fiber()).isEqualTo(HOG);
    assertThat(finding.site().line()).isEqualTo(9);
    assertThat(finding.call().line()).isEqualTo(5);
    assertThat(finding.sentence()).contains("3 s at a time", "fiber#2\" by 2.99 s");
  }

  @Test
  void shouldSayNothingWhenNobodyWaitsOrTheRunIsShortOrTheProcessDidNotRun() {
    assertThat(diagnose(3000 * MS, false, false)).as("nobody waits").isEmpty();
    assertThat(diagnose(90 * MS, false, true)).as("short").isEmpty();
    assertThat(diagnose(200 * MS, false, true)).as("once, as a busy machine does").isEmpty();
    assertThat(diagnose(3000 * MS, true, true)).as("others' processes").isEmpty();
  }

  private final FakeTrace trace = new FakeTrace();
  private final Site spawn = trace.site(1, 5, 3, "main", "(spawn-fiber f)");
  private final Site place = trace.site(2, 9, 3, "hog", "(compute)");

  /** Runs of the fiber 7, which was resumed so often; each made another one late for as long. */
  private List<Finding> hogging(int resumes, long... runs) {
    trace.hoggings.clear();
    trace.fibers.clear();
    trace.fiber(7, spawn, 0, -1, null, resumes);
    for (long run : runs) {
      trace.hoggings.add(new Hogging(7, 40 * MS, 40 * MS + run, 2, 8, run, 0));
    }
    return new SchedulerHog().detect(new Evidence(trace, Progress.NONE));
  }

  @Test
  void shouldAskForOneVeryLongRunOrForSeveral() {
    assertThat(hogging(5, 500 * MS)).hasSize(1);
    assertThat(hogging(5, 500 * MS - 1)).isEmpty();
    assertThat(hogging(5, 400 * MS, 400 * MS)).isEmpty();
    assertThat(hogging(5, 100 * MS, 100 * MS, 100 * MS)).hasSize(1);
    assertThat(hogging(5, 100 * MS, 100 * MS, 100 * MS - 1)).isEmpty();
  }

  @Test
  void shouldAskForATenthOfTheRuns() {
    assertThat(hogging(30, 200 * MS, 200 * MS, 200 * MS)).hasSize(1);
    assertThat(hogging(31, 200 * MS, 200 * MS, 200 * MS)).isEmpty();
    assertThat(hogging(0, 900 * MS)).as("nothing is known of it").isEmpty();
  }

  @Test
  void shouldCountOnlyRunsThatMadeOthersLate() {
    hogging(5, 100 * MS, 100 * MS);
    trace.hoggings.add(new Hogging(7, 0, 900 * MS, 2, 8, 100 * MS - 1, 0));
    trace.hoggings.add(new Hogging(7, 50 * MS, 150 * MS - 1, 2, 8, 900 * MS, 0));
    assertThat(new SchedulerHog().detect(new Evidence(trace, Progress.NONE))).isEmpty();
    trace.hoggings.add(new Hogging(7, 0, 100 * MS, 2, 8, 100 * MS, 0));
    assertThat(new SchedulerHog().detect(new Evidence(trace, Progress.NONE))).hasSize(1);
  }

  @Test
  void shouldTellOfTheRunThatMadeOthersLatest() {
    hogging(5, 200 * MS);
    trace.hoggings.add(new Hogging(7, 100 * MS, 850 * MS, 0, 8, 740 * MS, 0));
    trace.hoggings.add(new Hogging(7, 100 * MS, 1000 * MS, 2, 8, 640 * MS, 0));
    trace.hoggings.add(new Hogging(99, 0, 5000 * MS, 2, 8, 5000 * MS, 0));
    trace.fiber(6, spawn, 0, -1, null, 5);
    trace.hoggings.add(new Hogging(6, 0, 950 * MS, 2, 8, 300 * MS, 0));
    Finding finding = new SchedulerHog().detect(new Evidence(trace, Progress.NONE)).getFirst();
    assertThat(finding.count()).isEqualTo(4);
    assertThat(finding.severity()).isEqualTo(0.074);
    assertThat(finding.site()).as("where it ended is unknown").isEqualTo(spawn);
    assertThat(finding.sentence())
        .isEqualTo(
            "Fiber \"w#7\" runs for up to 900 ms at a time, and others are late by it: \"w#8\" by"
                + " 740 ms. The run ended at app.sps:5:3.");
    Finding whole = hogging(5, 1000 * MS).getFirst();
    assertThat(whole.site()).isEqualTo(place);
    assertThat(whole.sentence()).contains("up to 1 s at a time");
    assertThat(hogging(5, 999 * MS).getFirst().sentence()).contains("up to 999 ms at a time");
    assertThat(hogging(5, 20_000 * MS).getFirst().severity()).isEqualTo(1);
  }

  @Test
  void shouldTellFibersOfTwoPlacesApart() {
    hogging(5, 600 * MS);
    trace.fiber(8, place, 0, -1, null, 5);
    trace.hoggings.add(new Hogging(8, 0, 700 * MS, 2, 7, 700 * MS, 0));
    assertThat(new SchedulerHog().detect(new Evidence(trace, Progress.NONE)))
        .extracting(Finding::fiber)
        .containsExactlyInAnyOrder(7L, 8L);
  }
}
