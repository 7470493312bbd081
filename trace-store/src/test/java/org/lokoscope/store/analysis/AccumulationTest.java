// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;

final class AccumulationTest {

  @TempDir Path folder;

  /** A mailbox of that length at each of 1,000 moments; the last part of the run is idle. */
  private Accumulation judge(IntToLongFunction length) {
    Path directory = folder.resolve("t");
    try (TraceRecorder recorder = TraceRecorder.create(directory, "app.sps", Map.of(), () -> 0)) {
      Probe p = recorder.probe(0);
      p.processSpawned(0, 1, 0, 0, 0);
      p.processDispatched(0, 1, 0);
      for (int i = 0; i < 1000; i++) {
        p.messageReceived(1000L * i, 1, length.applyAsLong(i));
      }
      p.processWaiting(1_000_000, 1, WaitReason.TIMER.ordinal(), -1);
      p.processWoken(3_000_000, 1, WaitReason.TIMER.ordinal(), 0);
    }
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      return Accumulation.of(
          trace.series(new SeriesId(Quantity.MAILBOX, 1), 0, Long.MAX_VALUE, 1 << 16),
          new WorkClock(trace));
    }
  }

  @Test
  void shouldCallWhatGrowsToTheEndOfTheWorkGrowing() {
    Accumulation judged = judge(i -> i);
    assertThat(judged.growing()).isTrue();
    assertThat(judged.confidence()).isGreaterThan(0.9);
    assertThat(judged.count()).isBetween(960L, 999L);
    assertThat(judge(i -> i + 100 * (i % 3)).growing()).as("in bursts").isTrue();
  }

  @Test
  void shouldCallWhatComesToRestOrGoesBackSteady() {
    assertThat(judge(i -> Math.min(i, 200)).growing()).as("filled once").isFalse();
    assertThat(judge(i -> Math.min(i, 1000 - i)).growing()).as("a burst").isFalse();
    assertThat(judge(i -> i % 300).growing()).as("sweeps").isFalse();
    assertThat(judge(i -> i < 950 ? 0 : i).growing()).as("a burst before the end").isFalse();
    assertThat(judge(i -> i / 20).growing()).as("few").isFalse();
  }

  /** Before, nothing that began in the second half was seen. */
  @Test
  void shouldSeeWhatBeginsLateIfItGoesOnForAQuarterOfTheWork() {
    assertThat(judge(i -> Math.max(0, i - 650)).growing()).isTrue();
    assertThat(judge(i -> i < 650 ? i % 90 : i - 600).growing())
        .as("ups and downs before")
        .isTrue();
    assertThat(judge(i -> Math.max(0, i - 790)).growing()).as("a fifth").isFalse();
    assertThat(judge(i -> Math.min(200, Math.max(0, i - 600))).growing()).as("at rest").isFalse();
  }
}
