// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.CaptureReason;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SyntheticTrace;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis.Verdict;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;

final class LeakAnalysisTest {

  private static final int BODY = 2;
  private static final int LOOP = 3;
  private static final int FORM = 4;

  /** Each handler's entry; the frames of one turn, two of them, have six more. */
  private static final long WINDER_WORDS = 5;

  @TempDir Path folder;
  private boolean returning;

  /** What a fiber looks like at its n-th suspend. */
  private interface Shape {
    long words(int resume);

    long winders(int resume);
  }

  private Diagnosis diagnose(String form, int fibers, int resumes, int perRound, Shape shape) {
    Path directory = folder.resolve("t");
    try (TraceRecorder recorder = TraceRecorder.create(directory, "app.sps", Map.of(), () -> 0)) {
      Probe p = recorder.probe(0);
      String[] texts = {"app.sps", "worker", "(get-message ch)", "(worker ch)", form, "lib.sls"};
      for (int i = 0; i < texts.length; i++) {
        p.stringDefined(0, i + 1, texts[i]);
      }
      p.siteDefined(0, BODY, 6, 90, 2, 0, 3);
      p.siteDefined(0, LOOP, 1, 13, 15, 2, 4);
      p.siteDefined(0, FORM, 1, 12, 9, 2, 5);
      for (int f = 1; f <= fibers; f++) {
        p.fiberSpawned(1, (1L << 32) + f, 0, 1, LOOP);
      }
      long time = 2;
      for (int i = 0; i < resumes; i++) {
        for (int f = 1; f <= fibers; f++) {
          time = suspend(p, time, (1L << 32) + f, i, perRound, shape);
        }
      }
      if (returning) {
        p.fiberResumed(time + 1, (1L << 32) + 1);
        p.fiberEnded(time + 2, (1L << 32) + 1, FiberOutcome.RETURNED.ordinal());
      }
    }
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      return LeakAnalysis.analyse(trace);
    }
  }

  private long suspend(Probe p, long time, long fiber, int i, int perRound, Shape shape) {
    long words = 40 + shape.words(i);
    p.fiberResumed(time + 1, fiber);
    p.continuationCaptured(
        time + 2,
        i,
        fiber,
        CaptureReason.SUSPEND.ordinal(),
        words / 3,
        words,
        3,
        30,
        1,
        shape.winders(i),
        WINDER_WORDS * shape.winders(i),
        BODY);
    p.fiberSuspended(time + 3, fiber, SuspendReason.GET.ordinal(), 0, BODY);
    if (i > 0 && (i & i - 1) == 0) {
      // The phase of the cycle differs from one snapshot to the next.
      long count = (long) i * perRound;
      long[] frames =
          Integer.numberOfTrailingZeros(i) % 2 == 0
              ? new long[] {1, 1, BODY, 10, count, 2, LOOP, 4, FORM, 2}
              : new long[] {1, 2, BODY, 10, LOOP, 4, count, 2, FORM, 2, LOOP, 4};
      p.stackSnapshot(time + 3, fiber, i, words / 3, frames);
      p.winderSnapshot(
          time + 3,
          fiber,
          i,
          shape.winders(i),
          new long[] {shape.winders(i), 1, FORM, WINDER_WORDS});
    }
    p.fiberReady(time + 4, fiber, 0, 0);
    return time + 4;
  }

  private static Shape growing(int words, int winders) {
    return new Shape() {
      @Override
      public long words(int resume) {
        return (long) resume * words;
      }

      @Override
      public long winders(int resume) {
        return (long) resume * winders;
      }
    };
  }

  @Test
  void shouldNameTheGuardAroundALoop() {
    Diagnosis diagnosis = diagnose("(guard (e (#t #f)) (worker ch))", 1, 200, 1, growing(6, 1));
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.LEAK);
    assertThat(diagnosis.findings()).hasSize(1);
    Finding finding = diagnosis.findings().getFirst();
    assertThat(finding.leakClass()).isEqualTo(LeakClass.CONTINUATION_GROWTH);
    assertThat(finding.site().position()).isEqualTo("app.sps:12:9");
    assertThat(finding.bytesPerResume()).as("6 words of frames, 5 of the handler").isEqualTo(88);
    assertThat(finding.wordsPerIteration()).isEqualTo(11);
    assertThat(finding.windersPerIteration()).isEqualTo(1);
    assertThat(finding.count()).as("those of the snapshot, and what came after it").isEqualTo(199);
    assertThat(finding.confidence()).isGreaterThan(0.9);
    assertThat(finding.sentence())
        .isEqualTo(
            "Fiber \"worker#1\" retains 88 more bytes (11 words) per resume: the call in (guard"
                + " ...) at app.sps:12:9 is not a tail call, so every iteration leaves a guard"
                + " frame and a handler behind.");
    assertThat(finding.fix()).startsWith("Call (worker) after the guard form has returned");
  }

  @Test
  void shouldCountTwoIterationsToAResume() {
    Finding finding =
        diagnose("(guard (e (#t #f)) (worker ch))", 1, 200, 2, growing(12, 2))
            .findings()
            .getFirst();
    assertThat(finding.bytesPerResume()).isEqualTo(176);
    assertThat(finding.wordsPerIteration()).isEqualTo(11);
    assertThat(finding.windersPerIteration()).isEqualTo(1);
  }

  @Test
  void shouldCallItWinderGrowthWhenTheLoopGoesOnInsideADynamicWind() {
    for (String form : new String[] {"dynamic-wind", "parameterize", "with-exception-handler"}) {
      Diagnosis diagnosis = diagnose("(" + form + " before body)", 1, 100, 1, growing(6, 1));
      assertThat(diagnosis.findings()).hasSize(1);
      Finding finding = diagnosis.findings().getFirst();
      assertThat(finding.leakClass()).isEqualTo(LeakClass.WINDER_GROWTH);
      assertThat(finding.site().position()).isEqualTo("app.sps:12:9");
      assertThat(finding.sentence()).contains("(" + form + " ...)");
    }
  }

  @Test
  void shouldBlameThePlainCallOfTheProgramNotTheLibrary() {
    Finding finding = diagnose("(+ 1 (worker ch))", 1, 100, 1, growing(6, 0)).findings().getFirst();
    assertThat(finding.leakClass()).isEqualTo(LeakClass.CONTINUATION_GROWTH);
    assertThat(finding.site().file()).isEqualTo("app.sps");
    assertThat(finding.bytesPerResume()).isEqualTo(48);
    assertThat(finding.windersPerIteration()).isZero();
  }

  @Test
  void shouldCallARecursionOverAFewMessagesSteadyOnceItHasReturned() {
    returning = true;
    assertThat(diagnose("(cons m (worker ch))", 1, 100, 1, growing(6, 0)).verdict())
        .isEqualTo(Verdict.STEADY);
  }

  @Test
  void shouldCallAGuardAroundALoopALeakThoughTheLoopHasEnded() {
    returning = true;
    assertThat(diagnose("(guard (e) (worker ch))", 1, 100, 1, growing(6, 1)).verdict())
        .isEqualTo(Verdict.LEAK);
  }

  @Test
  void shouldCallALoopInAHandlerALeakThoughTheFiberGaveAResultAfterIt() {
    Diagnosis diagnosis =
        diagnose("(with-exception-handler f g)", 1, 101, 1, endingAfter(100, growing(6, 1)));
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.LEAK);
    assertThat(diagnosis.findings().getFirst().leakClass()).isEqualTo(LeakClass.WINDER_GROWTH);
    assertThat(diagnosis.findings().getFirst().bytesPerResume()).isEqualTo(88);
  }

  @Test
  void shouldCallARecursionThatGaveAResultAfterItSteady() {
    assertThat(diagnose("(cons m (loop))", 1, 101, 1, endingAfter(100, growing(6, 0))).verdict())
        .isEqualTo(Verdict.STEADY);
  }

  private static Shape endingAfter(int resumes, Shape shape) {
    return new Shape() {
      @Override
      public long words(int resume) {
        return resume < resumes ? shape.words(resume) : 0;
      }

      @Override
      public long winders(int resume) {
        return resume < resumes ? shape.winders(resume) : 0;
      }
    };
  }

  @Test
  void shouldTellOfManyFibersWithOneLeakInOneFinding() {
    Diagnosis diagnosis = diagnose("(guard (e) (worker ch))", 50, 40, 1, growing(6, 1));
    assertThat(diagnosis.findings()).hasSize(1);
    assertThat(diagnosis.findings().getFirst().sentence()).endsWith(" 49 more fibers do the same.");
  }

  @Test
  void shouldCallARecursionThatComesBackSteady() {
    Shape recursion =
        new Shape() {
          @Override
          public long words(int resume) {
            return 6L * Math.min(resume % 64, 64 - resume % 64);
          }

          @Override
          public long winders(int resume) {
            return resume % 3;
          }
        };
    assertThat(diagnose("(+ 1 (worker ch))", 3, 200, 1, recursion).verdict())
        .isEqualTo(Verdict.STEADY);
  }

  @Test
  void shouldNotJudgeWhatHardlyRan() {
    Diagnosis diagnosis = diagnose("(guard (e) (worker ch))", 1, 5, 1, growing(6, 1));
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(diagnosis.summary()).contains("too little");
  }

  /** Each had a trend of its own, from other points: the tab said 79.2 where the report said 80. */
  @Test
  void shouldTellInTheReportTheTrendThatIsDrawn() {
    Shape jagged =
        new Shape() {
          @Override
          public long words(int resume) {
            return 6L * resume + resume * 37L % 101 + resume / 300 * 40L;
          }

          @Override
          public long winders(int resume) {
            return 1;
          }
        };
    Finding finding = diagnose("(guard (e) (worker ch))", 1, 1000, 1, jagged).findings().getFirst();
    try (Trace trace = Traces.open(folder.resolve("t"), Progress.NONE)) {
      Growth drawn = Growth.of(trace, finding.fiber());
      assertThat(finding.bytesPerResume()).isEqualTo(8 * drawn.slope());
      assertThat(drawn.at(1000) - drawn.at(0)).isCloseTo(1000 * drawn.slope(), within(1e-6));
    }
  }

  @Test
  void shouldTellTheLeakingSyntheticTraceFromTheSteadyOne() {
    SyntheticTrace.write(folder.resolve("leak"), 300, true);
    SyntheticTrace.write(folder.resolve("steady"), 300, false);
    try (Trace leak = Traces.open(folder.resolve("leak"), Progress.NONE);
        Trace steady = Traces.open(folder.resolve("steady"), Progress.NONE)) {
      Diagnosis diagnosis = LeakAnalysis.analyse(leak);
      assertThat(diagnosis.findings()).hasSize(1);
      assertThat(diagnosis.findings().getFirst().fiber()).isEqualTo(SyntheticTrace.WORKER);
      assertThat(diagnosis.findings().getFirst().bytesPerResume())
          .isCloseTo(8.0 * SyntheticTrace.LEAK_WORDS, within(0.1));
      assertThat(LeakAnalysis.analyse(steady).verdict()).isEqualTo(Verdict.STEADY);
    }
  }
}
