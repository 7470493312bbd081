// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.runtime.probe.OfferSide;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis.Verdict;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;

/** What choices leave behind: stale offers and armed timers; and fibers that nobody wakes. */
final class LeftoversTest {

  private static final int ARM = 1;
  private static final int SPAWN = 2;
  private static final int CHOICE = 3;
  private static final long FIBER = 1L << 32;
  private static final long FEED = FIBER + 1_000_000;
  private static final long STOP = FEED + 1;

  @TempDir Path folder;

  private interface Turn {
    void play(Probe p, int turn);
  }

  private Diagnosis diagnose(Turn turn) {
    Path directory = folder.resolve("t");
    try (TraceRecorder recorder = TraceRecorder.create(directory, "app.sps", Map.of(), () -> 0)) {
      Probe p = recorder.probe(0);
      p.stringDefined(0, 1, "app.sps");
      p.siteDefined(0, ARM, 1, 14, 6, 0, 0);
      p.siteDefined(0, SPAWN, 1, 20, 6, 0, 0);
      p.siteDefined(0, CHOICE, 1, 30, 6, 0, 0);
      p.objectCreated(0, FEED, ObjectKind.CHANNEL.ordinal(), 0, 0);
      p.objectCreated(0, STOP, ObjectKind.CONDITION.ordinal(), 0, 0);
      p.fiberSpawned(0, FIBER, 0, 1, 0);
      for (int i = 0; i < 1000; i++) {
        turn.play(p, i);
      }
    }
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      return LeakAnalysis.analyse(trace);
    }
  }

  private static void suspend(Probe p, int turn, long fiber) {
    p.fiberResumed(10L * turn, fiber);
    p.fiberSuspended(10L * turn, fiber, SuspendReason.CHOICE.ordinal(), 0, ARM);
  }

  /** Waits on both; the feed wins. */
  private static void choose(Probe p, int turn) {
    suspend(p, turn, FIBER);
    p.offerEnqueued(10L * turn, FEED, turn, FIBER, OfferSide.GET.ordinal(), 1);
    if (turn == 0) {
      p.offersPlaced(0, STOP, OfferSide.WAIT.ordinal(), 14, ARM);
    }
  }

  @Test
  void shouldNameTheArmsThatLostAndStay() {
    Diagnosis diagnosis =
        diagnose(
            (p, turn) -> {
              choose(p, turn);
              p.offerEnqueued(10L * turn, STOP, turn, FIBER, OfferSide.WAIT.ordinal(), turn + 1);
              p.offerMatched(10L * turn + 1, FEED, 0, FIBER, 0);
              p.fiberReady(10L * turn + 1, FIBER, 0, FEED);
            });
    assertThat(diagnosis.findings()).hasSize(1);
    Finding finding = diagnosis.findings().getFirst();
    assertThat(finding.leakClass().label()).isEqualTo("stale-waiters");
    assertThat(finding.object()).isEqualTo(STOP);
    assertThat(finding.site().line()).isEqualTo(14);
    assertThat(finding.count()).isBetween(980L, 1000L);
    assertThat(finding.bytesTotal()).isEqualTo(finding.count() * 14 * 8.0);
  }

  @Test
  void shouldSayNothingOfArmsThatAreSwept() {
    assertThat(
            diagnose(
                    (p, turn) -> {
                      choose(p, turn);
                      p.offerEnqueued(10L * turn, STOP, turn, FIBER, OfferSide.WAIT.ordinal(), 1);
                      p.offersSwept(10L * turn + 1, STOP, OfferSide.WAIT.ordinal(), 1, 0);
                      p.offerMatched(10L * turn + 1, FEED, 0, FIBER, 0);
                      p.fiberReady(10L * turn + 1, FIBER, 0, FEED);
                    })
                .findings())
        .isEmpty();
  }

  /** They wait, and are not left behind: their number is another matter. */
  @Test
  void shouldNotCallOffersStaleWhoseFibersStillWait() {
    Diagnosis diagnosis =
        diagnose(
            (p, turn) -> {
              long fiber = FIBER + 1 + turn;
              p.fiberSpawned(10L * turn, fiber, FIBER, 1, SPAWN);
              suspend(p, turn, fiber);
              p.offerEnqueued(10L * turn, STOP, turn, fiber, OfferSide.WAIT.ordinal(), turn + 1);
              p.offersSwept(10L * turn, STOP, OfferSide.WAIT.ordinal(), 0, turn + 1);
            });
    assertThat(diagnosis.findings())
        .extracting(finding -> finding.leakClass().label())
        .containsExactly("fiber-growth");
    assertThat(diagnosis.findings().getFirst().call().line()).isEqualTo(20);
  }

  @Test
  void shouldSayNothingOfManyFibersThatWereSpawnedAtTheStart() {
    Diagnosis diagnosis =
        diagnose(
            (p, turn) -> {
              if (turn == 0) {
                for (int i = 1; i <= 400; i++) {
                  p.fiberSpawned(0, FIBER + i, FIBER, 1, SPAWN);
                }
              }
              long fiber = FIBER + 1 + turn % 400;
              p.fiberReady(10L * turn, fiber, 0, 0);
              suspend(p, turn, fiber);
            });
    assertThat(diagnosis.verdict()).isNotEqualTo(Verdict.LEAK);
  }

  private static void limit(Probe p, int turn, boolean cancelled) {
    suspend(p, turn, FIBER);
    long timer = FIBER + 10_000 + turn;
    p.timerArmed(10L * turn, timer, FIBER, turn, 1L << 40, cancelled ? 1 : turn + 1, ARM);
    if (turn == 0) {
      p.timerWeighed(0, timer, 20);
    }
    if (cancelled) {
      p.timerCancelled(10L * turn + 1, timer, 0);
    }
    p.fiberReady(10L * turn + 1, FIBER, 0, FEED);
  }

  @Test
  void shouldNameTheTimeLimitWhoseTimersStayArmed() {
    Diagnosis diagnosis = diagnose((p, turn) -> limit(p, turn, false));
    assertThat(diagnosis.findings()).hasSize(1);
    Finding finding = diagnosis.findings().getFirst();
    assertThat(finding.leakClass().label()).isEqualTo("uncancelled-timers");
    assertThat(finding.site().line()).isEqualTo(14);
    assertThat(finding.bytesTotal()).isEqualTo(finding.count() * 20 * 8.0);
    assertThat(diagnose((p, turn) -> limit(p, turn, true)).findings()).isEmpty();
  }

  /** The first place makes the operation, the second performs it in each turn of the loop. */
  @Test
  void shouldNameTheChoiceToWhichTheTimeLimitWasHanded() {
    Diagnosis diagnosis =
        diagnose(
            (p, turn) -> {
              limit(p, turn, false);
              p.fiberResumed(10L * turn + 2, FIBER);
              p.fiberSuspended(10L * turn + 3, FIBER, SuspendReason.CHOICE.ordinal(), 0, CHOICE);
              p.fiberReady(10L * turn + 4, FIBER, 0, FEED);
            });
    Finding finding = diagnosis.findings().getFirst();
    assertThat(finding.site().line()).isEqualTo(14);
    assertThat(finding.call().line()).isEqualTo(30);
    assertThat(finding.sentence()).contains("app.sps:30:6").contains("app.sps:14:6");
    assertThat(finding.fix()).contains("outside of the loop around app.sps:30:6");
  }
}
