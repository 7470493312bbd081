package org.lokoscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.world.SystemWorld;
import org.lokoscope.samples.Sample;
import org.lokoscope.samples.SampleCatalogue;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;
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
    assertThat(record(sample, mode, trace)).contains("done: ");
    Verification verification = TraceVerifier.verify(trace, Progress.NONE);
    assertThat(verification.lines()).isEmpty();
    assertThat(verification.status()).isEqualTo(Verification.Status.INTACT);
    Diagnosis diagnosis = diagnose(trace);
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

  private String record(Sample sample, FiberMode mode, Path trace) throws IOException {
    Path program = SampleCatalogue.extract(sample, folder.resolve("programs"));
    String file = program.getFileName().toString();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TraceRecorder recorder = TraceRecorder.create(trace, file, Map.of())) {
      ProgramRun run =
          new ProgramRun(
              new RunSettings(mode, 1, OptionalLong.empty(), false),
              new SystemWorld(
                  InputStream.nullInputStream(),
                  out,
                  OutputStream.nullOutputStream(),
                  List.of(file)),
              List.of(program.getParent()),
              recorder::probe);
      int status = run.execute(run.load(Files.readString(program), file), file);
      assertThat(status).isZero();
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Diagnosis diagnose(Path directory) {
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      return LeakAnalysis.analyse(trace);
    }
  }
}
