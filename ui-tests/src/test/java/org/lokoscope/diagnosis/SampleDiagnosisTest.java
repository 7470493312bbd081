// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.samples.Sample;
import org.lokoscope.samples.SampleCatalogue;
import org.lokoscope.store.Progress;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.verify.TraceVerifier;
import org.lokoscope.store.verify.Verification;

/** Records every sample, in both fiber modes, and holds its diagnosis against the catalogue. */
@Timeout(120)
final class SampleDiagnosisTest {

  @TempDir Path folder;

  static Stream<Arguments> runs() {
    return SampleCatalogue.all().stream()
        .flatMap(
            sample -> Stream.of(FiberMode.values()).map(mode -> Arguments.of(sample.name(), mode)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("runs")
  void shouldSayOfASampleWhatTheCatalogueSays(String name, FiberMode mode) throws IOException {
    Sample sample = SampleCatalogue.find(name).orElseThrow();
    Path trace = folder.resolve("trace");
    Path program = SampleCatalogue.extract(sample, folder.resolve("programs"));
    Recorded recorded = Recorded.run(program, mode, false, trace);
    assertThat(recorded.output()).contains("done: ");
    Verification verification = TraceVerifier.verify(trace, Progress.NONE);
    assertThat(verification.lines()).isEmpty();
    assertThat(verification.status()).isEqualTo(Verification.Status.INTACT);
    Diagnosis diagnosis = recorded.diagnosis();
    assertThat(diagnosis.verdict().name())
        .as(diagnosis.summary())
        .isEqualTo(sample.verdict().name());
    if (sample.leaks()) {
      assertThat(diagnosis.findings()).hasSize(1);
      Finding finding = diagnosis.findings().getFirst();
      assertThat(finding.leakClass().label()).isEqualTo(sample.leakClass());
      assertThat(finding.site().file()).endsWith(sample.program());
      assertThat(finding.site().line()).isEqualTo(sample.leakLine());
      assertThat(finding.confidence()).isGreaterThan(0.9);
      if (finding.windersPerIteration() > 0) {
        assertThat(finding.bytesPerResume()).isPositive();
      } else {
        assertThat(finding.count()).isGreaterThan(500);
      }
    }
  }
}
