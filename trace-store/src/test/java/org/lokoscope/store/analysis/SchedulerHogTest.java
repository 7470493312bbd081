package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.store.Progress;
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
    assertThat(finding.sentence()).contains("3.0 s at a time", "fiber#2\" by 3.0 s");
  }

  @Test
  void shouldSayNothingWhenNobodyWaitsOrTheRunIsShortOrTheProcessDidNotRun() {
    assertThat(diagnose(3000 * MS, false, false)).as("nobody waits").isEmpty();
    assertThat(diagnose(90 * MS, false, true)).as("short").isEmpty();
    assertThat(diagnose(200 * MS, false, true)).as("once, as a busy machine does").isEmpty();
    assertThat(diagnose(3000 * MS, true, true)).as("others' processes").isEmpty();
  }
}
