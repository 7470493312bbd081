package org.lokoscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.samples.Zoo;
import org.lokoscope.store.analysis.Counterfactual;
import org.lokoscope.store.analysis.Counterfactual.Change;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Diagnosis.Verdict;

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
