// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.vm.Continuation;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Reachability;
import org.lokoscope.store.Site;

/** Continuations that data of the program keep. */
final class RetainedContinuationsTest {

  private static final int CAPTURES = 200;

  private final FakeTrace trace = new FakeTrace();
  private final Site capture = trace.site(1, 8, 3, "checkpoint", "(call/cc (lambda (k) ...))");

  /** One capture at each moment from the first one on, of which some are kept. */
  private void capture(long first, long step, LongPredicate kept) {
    List<Long> some = new ArrayList<>();
    for (long i = 0; i < CAPTURES; i++) {
      trace.event(
          first + i * step,
          "continuationCaptured",
          Map.of("continuation", 1000 + i, "site", capture.id()));
      if (kept.test(i)) {
        some.add(1000 + i);
      }
    }
    retain(some);
  }

  private void retain(List<Long> some) {
    long last = some.getLast();
    trace.reachability =
        new Reachability(
            List.of(new Reachability.Check(1, 1000, 1010, 3, 0, true)),
            List.of(
                new Reachability.Retained(
                    1, capture.id(), last, some.size(), 12L * some.size(), some)),
            Map.of(last, "variable past → list → continuation"));
  }

  private List<Finding> detect() {
    return new RetainedContinuations().detect(new Evidence(trace, Progress.NONE));
  }

  @Test
  void shouldNotJudgeATraceInWhichNobodyFollowedReferences() {
    assertThat(new RetainedContinuations().canJudge(trace)).isFalse();
    capture(0, 5, i -> true);
    assertThat(new RetainedContinuations().canJudge(trace)).isTrue();
  }

  @Test
  void shouldSayWhereTheyWereCapturedHowManyThereAreAndWhatKeepsThem() {
    capture(0, 5, i -> true);
    Finding finding = detect().getFirst();
    assertThat(finding.site()).isEqualTo(capture);
    assertThat(finding.count()).isEqualTo(CAPTURES);
    assertThat(finding.bytesTotal()).isEqualTo(CAPTURES * 12 * 8);
    assertThat(finding.wordsPerIteration()).isEqualTo(12);
    assertThat(finding.keptBy()).isEqualTo("variable past → list → continuation");
    assertThat(finding.sentence()).contains("200 in the end").contains("variable past");
  }

  @Test
  void shouldFindThemWhereEverySecondIsKept() {
    capture(0, 5, i -> i % 2 == 0);
    assertThat(detect()).hasSize(1);
  }

  @Test
  void shouldTakeAHistoryOfFixedLengthForSteady() {
    capture(0, 5, i -> i >= 90);
    assertThat(detect()).isEmpty();
  }

  @Test
  void shouldTakeWhatWasKeptAtTheStartOnlyForSteady() {
    capture(0, 3, i -> true);
    assertThat(detect()).isEmpty();
  }

  @Test
  void shouldTakeFewForSteady() {
    capture(0, 5, i -> i % 2 == 0 && i < 198);
    assertThat(detect()).isEmpty();
  }

  /** Captures of fiber 5 with so many frames, and between them suspends that keep some of them. */
  private double bytesWithOneShot(long framesLeft, boolean jumps) {
    List<Long> some = new ArrayList<>();
    for (long i = 0; i < CAPTURES; i++) {
      some.add(1000 + i);
      event(5 * i, "continuationCaptured", 1000 + i, 8, 1, 0);
      if (jumps) {
        event(5 * i + 1, "continuationReinstated", 7, 0, 0, 0);
      }
      event(5 * i + 2, "continuationCaptured", 5000 + i, framesLeft + 1, 1, 1);
      event(5 * i + 3, "continuationReinstated", 5000 + i, 0, 0, 0);
    }
    retain(some);
    return detect().getFirst().otherwise().stream()
        .filter(other -> other.change() == Counterfactual.Change.ONE_SHOT)
        .mapToDouble(Counterfactual::bytesTotal)
        .findFirst()
        .orElse(-1);
  }

  private void event(
      long time, String type, long continuation, long frames, long newFrames, long reason) {
    trace.event(
        time,
        type,
        Map.of(
            "continuation",
            continuation,
            "site",
            reason == 0 ? capture.id() : 99,
            "fiber",
            5L,
            "frames",
            frames,
            "newFrames",
            newFrames,
            "reason",
            reason));
  }

  @Test
  void shouldSayThatThoseThatWereReturnedThroughWouldHoldNothingIfUsedOnce() {
    assertThat(bytesWithOneShot(7, false)).isEqualTo(8.0 * CAPTURES * Continuation.ownWords());
  }

  @Test
  void shouldSayThatThoseThatRunStillWouldHoldAll() {
    // Of each capture the suspend inside of it has all frames; the last is never left.
    assertThat(bytesWithOneShot(8, false)).isGreaterThan(8.0 * CAPTURES * Continuation.ownWords());
  }

  @Test
  void shouldSayThatThoseThatWereJumpedOutOfWouldHoldAll() {
    assertThat(bytesWithOneShot(7, true)).isEqualTo(8.0 * CAPTURES * 12);
  }

  @Test
  void shouldNotSayWhatItWouldBeIfTheProgramUsesOneTwice() {
    for (long i = 0; i < 2; i++) {
      event(900 + i, "continuationReinstated", 1000, 0, 0, 0);
    }
    assertThat(bytesWithOneShot(7, false)).isEqualTo(-1);
  }
}
