// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.file.ChunkDirectory;
import org.lokoscope.store.file.Traces;
import org.lokoscope.store.verify.TraceVerifier;
import org.lokoscope.store.verify.Verification;
import org.lokoscope.tracer.jvm.AgentJar;

@Timeout(120)
final class JvmAgentTest {

  private static final Path SOURCE =
      Path.of("src", "test", "java")
          .resolve(LeakyThreads.class.getName().replace('.', '/') + ".java");

  @TempDir Path folder;
  private Path jar;
  private Path streams;

  @BeforeEach
  void pack() throws Exception {
    jar = folder.resolve(AgentJar.NAME);
    streams = Files.createDirectory(folder.resolve("streams"));
    JvmRecording.writeAgent(jar);
  }

  private String run(String where, String argument) throws Exception {
    Path said = folder.resolve("said");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                List.of(
                    java.toString(),
                    "-Xshare:off",
                    "-javaagent:" + jar + "=" + where,
                    "-cp",
                    Path.of("target", "test-classes").toString(),
                    LeakyThreads.class.getName(),
                    argument))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    return Files.readString(said);
  }

  private Diagnosis diagnosis(long threads) throws Exception {
    Path trace = folder.resolve("trace");
    ChunkDirectory.read(streams, "JVM", trace, Progress.NONE);
    Verification found = TraceVerifier.verify(trace, Progress.NONE);
    assertThat(found.status()).as(found.lines().toString()).isEqualTo(Verification.Status.INTACT);
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      assertThat(opened.fibers()).as("each thread").hasSize((int) threads);
      return LeakAnalysis.analyse(opened);
    }
  }

  @Test
  void shouldFindTheLineWhereThreadsParkForEverBehindACallback() throws Exception {
    assertThat(run(streams.toString(), "leak")).isEqualTo("handled 4000\n");
    int line =
        (int)
                Files.readAllLines(SOURCE).stream()
                    .takeWhile(each -> !each.endsWith("// LEAK"))
                    .count()
            + 1;
    Diagnosis diagnosis = diagnosis(4000);
    assertThat(diagnosis.findings()).hasSize(1);
    Finding finding = diagnosis.findings().getFirst();
    assertThat(finding.leakClass().label()).isEqualTo("fiber-growth");
    assertThat(finding.site().file())
        .isEqualTo(LeakyThreads.class.getName().replace('.', '/') + ".java");
    assertThat(finding.site().line()).isEqualTo(line);
    assertThat(finding.call().file()).isEqualTo(finding.site().file());
  }

  @Test
  void shouldFindNothingInThreadsThatEnd() throws Exception {
    assertThat(run(streams.toString(), "steady")).isEqualTo("handled 4000\n");
    assertThat(diagnosis(4000).findings()).isEmpty();
  }

  @Test
  void shouldLetAProgramRunThatCannotBeRecorded() throws Exception {
    Path nowhere = folder.resolve("nowhere");
    assertThat(run(nowhere.toString(), "steady"))
        .isEqualTo(
            "lokoscope: "
                + nowhere
                + ": neither a directory nor a socket that can be used; nothing is recorded\n"
                + "handled 4000\n");
  }
}
