// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SystemTime;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;
import org.lokoscope.store.state.SchedulerStates;
import org.lokoscope.store.state.StateText;

final class SystemTimeTest {

  private static final long MILLI = 1_000_000;

  @TempDir private Path folder;

  /** A second in which the collector stops all for 60 ms and other programs run for 40 ms. */
  @BeforeEach
  void record() {
    AtomicLong clock = new AtomicLong();
    try (TraceRecorder recorder =
        TraceRecorder.create(folder.resolve("trace"), "p.sps", Map.of(), clock::get)) {
      Probe probe = recorder.probe(0);
      probe.stringDefined(0, 1, "G1 Young Generation, G1 Evacuation Pause");
      probe.stringDefined(0, 2, "ZGC Major Cycles, Proactive");
      probe.processSpawned(1, 1, 0, 0, 0);
      probe.heapAfterCollection(300 * MILLI, 1000, 20 * MILLI, 1);
      probe.heapAfterCollection(400 * MILLI, 1000, 90 * MILLI, 2);
      probe.runDelayed(500 * MILLI, 40 * MILLI);
      probe.pagesAwaited(500 * MILLI, 3);
      probe.heapAfterCollection(600 * MILLI, 1000, 40 * MILLI, 1);
      probe.processEnded(1000 * MILLI, 1, 0);
      clock.set(1000 * MILLI);
    }
  }

  private Trace open() {
    return Traces.open(folder.resolve("trace"), Progress.NONE);
  }

  @Test
  void shouldAddUpWhatTheSystemTook() {
    try (Trace trace = open()) {
      SystemTime all = SystemTime.of(trace, 0, Long.MAX_VALUE);
      assertThat(all.longestPause()).isGreaterThanOrEqualTo(40 * MILLI);
      assertThat(all.delayed()).isGreaterThanOrEqualTo(40 * MILLI);
      assertThat(all.faults()).isGreaterThanOrEqualTo(3);
      assertThat(SystemTime.of(trace, 250 * MILLI, 550 * MILLI))
          .isEqualTo(new SystemTime(1, 20 * MILLI, 20 * MILLI, 40 * MILLI, 3));
      assertThat(SystemTime.of(trace, 301 * MILLI, 450 * MILLI).isNothing()).isTrue();
    }
  }

  @Test
  void shouldSayItWhereFiguresOfTimeAreShown() throws IOException {
    try (Trace trace = open();
        SchedulerStates states = SchedulerStates.open(trace, Progress.NONE)) {
      StringBuilder info = new StringBuilder();
      Reports.info(trace, ReportFormat.TEXT, info);
      assertThat(info).containsPattern("Taken by the system: +[0-9]+ collections of .* in all");
      StringBuilder report = new StringBuilder();
      Reports.diagnosis(trace, LeakAnalysis.analyse(trace), ReportFormat.TEXT, report);
      assertThat(report).containsPattern("The system took [0-9]+ % of the time");
      assertThat(StateText.of(states.at(570 * MILLI), trace)).contains("in a collection of 40");
      assertThat(StateText.of(states.at(450 * MILLI), trace))
          .contains("CPUs had to wait 40")
          .contains("3 major faults")
          .doesNotContain("in a collection");
      assertThat(StateText.of(states.at(700 * MILLI), trace)).doesNotContain("System:");
    }
  }
}
