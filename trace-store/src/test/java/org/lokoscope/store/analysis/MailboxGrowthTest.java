// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis.Verdict;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;

final class MailboxGrowthTest {

  private static final int SITE = 1;
  private static final int RARE = 2;

  @TempDir Path folder;

  /** A process that gets 1,000 messages and takes so many of each ten. */
  private Diagnosis diagnose(int takenOfTen) {
    Path directory = folder.resolve("t");
    try (TraceRecorder recorder = TraceRecorder.create(directory, "app.sps", Map.of(), () -> 0)) {
      Probe p = recorder.probe(0);
      p.stringDefined(0, 1, "app.sps");
      p.stringDefined(0, 2, "logger");
      p.siteDefined(0, SITE, 1, 7, 3, 0, 0);
      p.siteDefined(0, RARE, 1, 9, 3, 0, 0);
      p.processSpawned(0, 1, 0, 0, 0);
      p.processSpawned(0, 2, 1, 2, 0);
      p.processDispatched(0, 1, 0);
      int length = 0;
      for (int i = 0; i < 1000; i++) {
        p.messageSent(1000L * i, 1, 2, ++length, i % 10 == 0 ? RARE : SITE);
        if (i % 10 < takenOfTen) {
          p.messageReceived(1000L * i + 500, 2, --length);
        }
      }
    }
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      return LeakAnalysis.analyse(trace);
    }
  }

  @Test
  void shouldNameTheReceiverAndTheLineThatSendsMost() {
    Diagnosis diagnosis = diagnose(4);
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.LEAK);
    Finding finding = diagnosis.findings().getFirst();
    assertThat(finding.leakClass().label()).isEqualTo("mailbox-growth");
    assertThat(finding.site().position()).isEqualTo("app.sps:7:3");
    assertThat(finding.count()).isBetween(550L, 600L);
    assertThat(finding.sentence()).contains("\"logger\" (2)", "app.sps:7:3");
    assertThat(finding.fix()).contains("wait for an answer");
  }

  @Test
  void shouldSayNothingOfAReceiverThatKeepsUp() {
    assertThat(diagnose(10).findings()).isEmpty();
  }
}
