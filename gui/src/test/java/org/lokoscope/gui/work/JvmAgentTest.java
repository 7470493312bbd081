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
import org.lokoscope.runtime.probe.Capability;
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
    return run(LeakyThreads.class, where, argument);
  }

  private String run(Class<?> program, String where, String argument) throws Exception {
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
                    program.getName(),
                    argument))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    return Files.readString(said);
  }

  private Trace recorded() throws Exception {
    Path trace = folder.resolve("trace");
    ChunkDirectory.read(streams, "JVM", trace, Progress.NONE);
    Verification found = TraceVerifier.verify(trace, Progress.NONE);
    assertThat(found.status()).as(found.lines().toString()).isEqualTo(Verification.Status.INTACT);
    return Traces.open(trace, Progress.NONE);
  }

  private Diagnosis diagnosis(long threads) throws Exception {
    try (Trace opened = recorded()) {
      assertThat(opened.fibers()).as("each thread").hasSize((int) threads);
      return LeakAnalysis.analyse(opened);
    }
  }

  private static Path source(Class<?> program) {
    return Path.of(program.getName().replace('.', '/') + ".java");
  }

  /** That there is one leak, at the line that is marked so. */
  private static Finding leak(Diagnosis diagnosis, Class<?> program, String label)
      throws Exception {
    Path file = source(program);
    int line =
        (int)
                Files.readAllLines(Path.of("src", "test", "java").resolve(file)).stream()
                    .takeWhile(each -> !each.endsWith("// LEAK"))
                    .count()
            + 1;
    assertThat(diagnosis.findings()).hasSize(1);
    Finding finding = diagnosis.findings().getFirst();
    assertThat(finding.leakClass().label()).isEqualTo(label);
    assertThat(finding.site().file()).isEqualTo(file.toString());
    assertThat(finding.site().line()).isEqualTo(line);
    return finding;
  }

  @Test
  void shouldFindTheLineWhereThreadsParkForEverBehindACallback() throws Exception {
    assertThat(run(streams.toString(), "leak")).isEqualTo("handled 4000\n");
    Finding finding = leak(diagnosis(4000), LeakyThreads.class, "fiber-growth");
    assertThat(finding.call().file()).isEqualTo(finding.site().file());
  }

  @Test
  void shouldFindTheLineInAServerWhereThreadsParkForEverAfterManyOtherParks() throws Exception {
    assertThat(run(LeakyServer.class, streams.toString(), "leak")).isEqualTo("served 2000\n");
    try (Trace trace = recorded()) {
      assertThat(trace.fibers().stream().filter(each -> each.name().startsWith("request-")))
          .hasSizeGreaterThanOrEqualTo(2000);
      assertThat(trace.fibers().stream().filter(each -> each.name().equals("audit"))).hasSize(200);
      leak(LeakAnalysis.analyse(trace), LeakyServer.class, "fiber-growth");
    }
  }

  @Test
  void shouldFindNothingInAServerWhoseThreadsEnd() throws Exception {
    assertThat(run(LeakyServer.class, streams.toString(), "steady")).isEqualTo("served 2000\n");
    try (Trace trace = recorded()) {
      assertThat(LeakAnalysis.analyse(trace).findings()).isEmpty();
    }
  }

  @Test
  void shouldFindTheCallWhereAStackGrowsFromParkToPark() throws Exception {
    assertThat(run(DeepThread.class, streams.toString(), "deep")).isEqualTo("deep\n");
    Finding finding = leak(diagnosis(1), DeepThread.class, "continuation-growth");
    assertThat(finding.fix()).startsWith("Make the call at DeepThread.java");
    assertThat(finding.sentence()).doesNotContain("0 words");
  }

  @Test
  void shouldRecordFewerEventsIfAsked() throws Exception {
    assertThat(run(streams + ",events=scheduling", "leak")).isEqualTo("handled 4000\n");
    try (Trace trace = recorded()) {
      assertThat(trace.fibers()).hasSize(4000);
      assertThat(trace.measures(Capability.SIZES)).isFalse();
      assertThat(trace.info().eventsByType())
          .containsKeys("fiberResumed", "fiberSuspended", "fiberEnded")
          .doesNotContainKeys("continuationCaptured", "stackSnapshot", "siteDefined");
    }
  }

  @Test
  void shouldSayWhichOptionItDoesNotKnow() throws Exception {
    assertThat(run(streams + ",app=a/b", "steady"))
        .isEqualTo(
            "lokoscope: app=a/b: no option of the agent; there are events=all, events=scheduling"
                + " and app=PACKAGE[:PACKAGE]; nothing is recorded\nhandled 4000\n");
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
