// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.samples.Zoo;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Counterfactual;
import org.lokoscope.store.analysis.Counterfactual.Change;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Diagnosis.Verdict;
import org.lokoscope.store.file.Traces;

/** What a report says would have been otherwise, a run of the program the other way confirms. */
@Timeout(120)
final class CounterfactualTest {

  @TempDir Path folder;

  private Diagnosis run(String name, FiberMode mode) throws IOException {
    Zoo.Program program = Zoo.named(name);
    Path trace = folder.resolve(name + mode);
    return Recorded.run(program.extract(folder), mode, false, trace).diagnosis();
  }

  private static double otherwise(Diagnosis diagnosis, Change change) {
    return diagnosis.findings().getFirst().otherwise().stream()
        .filter(other -> other.change() == change)
        .mapToDouble(Counterfactual::bytesTotal)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldRetainWithDelimitedContinuationsWhatWasSaid() throws IOException {
    double said = otherwise(run("retry-in-guard", FiberMode.CALLCC), Change.DELIMITED);
    Diagnosis delimited = run("retry-in-guard", FiberMode.DELIMITED);
    assertThat(delimited.findings().getFirst().bytesTotal()).isCloseTo(said, withinPercentage(2));
  }

  @Test
  void shouldRetainNothingWithTheCallInTailPosition() throws IOException {
    assertThat(otherwise(run("retry-in-guard", FiberMode.CALLCC), Change.TAIL_CALL)).isZero();
    assertThat(run("retry-in-guard-ok", FiberMode.CALLCC).verdict()).isEqualTo(Verdict.STEADY);
  }

  @Test
  void shouldRetainNextToNothingWithTheNewestContinuationOnly() throws IOException {
    Diagnosis all = run("undo-for-ever", FiberMode.CALLCC);
    assertThat(otherwise(all, Change.NEWEST_ONLY))
        .isLessThan(all.findings().getFirst().bytesTotal() / 100);
    assertThat(run("undo-for-ever-ok", FiberMode.CALLCC).verdict()).isEqualTo(Verdict.STEADY);
  }

  /** With {@code call/cc} as it is, or one whose continuations hold nothing once they were used. */
  private Diagnosis runOneShot(String program, boolean oneShot) throws IOException {
    String name = oneShot ? "one-shot" : "many-shot";
    Path file = folder.resolve(name + ".sps");
    String text = program;
    if (oneShot) {
      text = text.replace("call/cc", "call/1cc").replace(";; definitions", ONE_SHOT);
    }
    Files.writeString(file, text);
    return Recorded.run(file, FiberMode.CALLCC, false, folder.resolve(name)).diagnosis();
  }

  private static final String ONE_SHOT =
      """
      (define (call/1cc receiver)
        (let ((whole #f))
          (let ((value
                 (call/cc
                  (lambda (k)
                    (set! whole k)
                    (receiver
                     (lambda (value)
                       (let ((k whole))
                         (unless k (assertion-violation 'call/1cc "used twice"))
                         (set! whole #f)
                         (k value))))))))
            (set! whole #f)
            value)))
      """;

  /** Continuations that are returned through, and others that are jumped out of. */
  private static final String HISTORY =
      """
      (import (rnrs) (loko system fibers))
      ;; definitions
      (define in (make-channel))
      (define past '())
      (define (note depth)
        (if (zero? depth)
            (call/cc (lambda (k) (set! past (cons k past)) 0))
            (+ 1 (note (- depth 1)))))
      (define (note-and-jump depth out)
        (if (zero? depth)
            (call/cc (lambda (k) (set! past (cons k past)) (out 0)))
            (+ 1 (note-and-jump (- depth 1) out))))
      (define (worker)
        (if (KIND (get-message in))
            (call/cc (lambda (out) (note-and-jump 20 out)))
            (note 20))
        (worker))
      (spawn-fiber worker)
      (do ((i 0 (+ i 1))) ((= i 800)) (put-message in i))
      (display "done") (newline)
      """;

  @Test
  void shouldRetainNextToNothingWithOneShotContinuationsThatAreReturnedThrough()
      throws IOException {
    String program = HISTORY.replace("KIND", "boolean?");
    Diagnosis whole = runOneShot(program, false);
    assertThat(otherwise(whole, Change.ONE_SHOT))
        .isLessThan(whole.findings().getFirst().bytesTotal() / 10);
    assertThat(runOneShot(program, true).verdict()).isEqualTo(Verdict.STEADY);
  }

  @Test
  void shouldRetainWithOneShotContinuationsThoseThatWereJumpedOutOf() throws IOException {
    String program = HISTORY.replace("KIND", "number?");
    Diagnosis whole = runOneShot(program, false);
    double said = otherwise(whole, Change.ONE_SHOT);
    assertThat(said).isEqualTo(whole.findings().getFirst().bytesTotal());
    // The cell and the procedure around each, and the frame that lets go of it, come on top.
    assertThat(runOneShot(program, true).findings().getFirst().bytesTotal())
        .isCloseTo(said, withinPercentage(25));
  }

  /** No other way to run it: each continuation of a suspend is used once as it is. */
  @Test
  void shouldRetainInALoopTheSameWithOneShotContinuations() throws IOException {
    Zoo.Program program = Zoo.named("retry-in-guard");
    Path trace = folder.resolve("once");
    Diagnosis found =
        Recorded.run(program.extract(folder), FiberMode.CALLCC, false, trace).diagnosis();
    assertThat(otherwise(found, Change.ONE_SHOT))
        .isEqualTo(found.findings().getFirst().bytesTotal());
    Set<Long> reinstated = new HashSet<>();
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      opened.eachEvent(
          0,
          Long.MAX_VALUE,
          Set.of("continuationReinstated"),
          row -> {
            assertThat(reinstated.add(row.values().getFirst().number())).isTrue();
            return true;
          });
    }
    assertThat(reinstated).hasSizeGreaterThan(100);
  }

  private Diagnosis runCase(String name, boolean faithful) throws Exception {
    Path program = Path.of(Objects.requireNonNull(getClass().getResource("cases/" + name)).toURI());
    Path trace = folder.resolve(name + faithful);
    return Recorded.run(program, FiberMode.CALLCC, faithful, trace).diagnosis();
  }

  @Test
  void shouldRetainNothingWithLosingOffersSwept() throws Exception {
    assertThat(otherwise(runCase("stopper-choice.sps", true), Change.SWEPT_OFFERS)).isZero();
    assertThat(runCase("stopper-choice.sps", false).verdict()).isEqualTo(Verdict.STEADY);
  }

  @Test
  void shouldRetainNothingWithLosingTimersCancelled() throws Exception {
    assertThat(otherwise(runCase("time-after.sps", true), Change.CANCELLED_TIMERS)).isZero();
    assertThat(runCase("time-after.sps", false).verdict()).isEqualTo(Verdict.STEADY);
  }
}
