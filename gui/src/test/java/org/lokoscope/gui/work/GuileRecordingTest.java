// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.file.Traces;
import org.lokoscope.store.report.ReportFormat;
import org.lokoscope.store.report.Reports;
import org.lokoscope.store.verify.TraceVerifier;
import org.lokoscope.store.verify.Verification;

/** Programs on an installed Guile with an installed wingo/fibers, neither of them changed. */
@Timeout(300)
final class GuileRecordingTest {

  /** Compiled once. */
  @TempDir static Path module;

  @TempDir Path folder;

  private static boolean runs(String expression) {
    try {
      return new ProcessBuilder("guile", "-c", expression)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException none) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "handler",
        "handler-ok",
        "wind",
        "wind-ok",
        "parameter",
        "parameter-ok",
        "choice",
        "choice-ok"
      })
  void shouldNameTheLeakingLine(String name) throws Exception {
    assumeTrue(runs("(use-modules (fibers))"), "no Guile with fibers");
    String text = text(name);
    Path program = Files.writeString(folder.resolve(name + ".scm"), text);
    Path trace = folder.resolve("trace");
    assertThat(GuileRecording.record(module, program, List.of(), trace)).isZero();
    Verification found = TraceVerifier.verify(trace, Progress.NONE);
    assertThat(found.status()).as(found.lines().toString()).isEqualTo(Verification.Status.INTACT);
    String expected = text.lines().findFirst().orElseThrow().replace(";; expect ", "");
    int line = (int) text.lines().takeWhile(each -> !each.contains(";LEAK")).count() + 1;
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      assertThat(opened.fibers()).hasSize(2).extracting(FiberInfo::resumes).allMatch(n -> n > 500);
      Diagnosis diagnosis = LeakAnalysis.analyse(opened);
      if (expected.equals("steady")) {
        assertThat(diagnosis.verdict()).isEqualTo(Diagnosis.Verdict.STEADY);
      } else {
        assertThat(diagnosis.findings()).hasSize(1);
        Finding finding = diagnosis.findings().getFirst();
        assertThat(finding.leakClass().label()).isEqualTo(expected);
        assertThat(finding.site().line()).isEqualTo(line);
        assertThat(finding.site().file()).isEqualTo(program.toRealPath().toString());
        StringBuilder report = new StringBuilder();
        Reports.diagnosis(opened, diagnosis, ReportFormat.TEXT, report);
        assertThat(report).doesNotContain("--fibers");
      }
    }
  }

  private static String text(String name) throws IOException {
    return new String(
        Objects.requireNonNull(
                GuileRecordingTest.class.getResourceAsStream("guile/" + name + ".scm"))
            .readAllBytes(),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void shouldSeeFibersYieldAndBePreempted() throws Exception {
    assumeTrue(runs("(use-modules (fibers))"), "no Guile with fibers");
    Path program = Files.writeString(folder.resolve("preempted.scm"), text("preempted"));
    Path trace = folder.resolve("trace");
    assertThat(GuileRecording.record(module, program, List.of(), trace)).isZero();
    Verification found = TraceVerifier.verify(trace, Progress.NONE);
    assertThat(found.status()).as(found.lines().toString()).isEqualTo(Verification.Status.INTACT);
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      assertThat(opened.fibers()).hasSize(4).allMatch(fiber -> !fiber.isLeft());
      assertThat(opened.fibers().get(1).resumes()).as("preempted").isGreaterThan(1);
      assertThat(opened.fibers().get(3).resumes()).as("yielded").isGreaterThanOrEqualTo(11);
    }
  }

  @Test
  void shouldFollowTheFibersOfAProgramIntoAChildThatItForks() throws Exception {
    assumeTrue(runs("(use-modules (fibers))"), "no Guile with fibers");
    String text = text("forks");
    Path program = Files.writeString(folder.resolve("forks.scm"), text);
    Path trace = folder.resolve("trace");
    assertThat(GuileRecording.record(module, program, List.of(), trace)).isZero();
    Verification found = TraceVerifier.verify(trace, Progress.NONE);
    assertThat(found.status()).as(found.lines().toString()).isEqualTo(Verification.Status.INTACT);
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      assertThat(opened.fibers()).as("two, the same in the child, and one more").hasSize(5);
      assertThat(opened.fibers())
          .extracting(fiber -> fiber.spawnSite().line())
          .filteredOn(line -> line == line(text, ";SPAWNS"))
          .as("the line where it was spawned, in the child too")
          .hasSize(2);
    }
  }

  @Test
  void shouldAssertThatFibersAreSteady() throws Exception {
    assumeTrue(runs("(use-modules (fibers))"), "no Guile with fibers");
    String text = text("check");
    Path program = Files.writeString(folder.resolve("check.scm"), text);
    Path results = folder.resolve("results");
    assertThat(
            GuileRecording.record(
                module, program, List.of(results.toString()), folder.resolve("trace")))
        .isZero();
    String position = program.toRealPath() + ":";
    assertThat(Files.readString(results))
        .containsSubsequence(
            "handler: ",
            "more and more words of a suspended continuation at "
                + position
                + line(text, ";HANDLER")
                + ", in the fiber spawned at "
                + position,
            "call: ",
            "more and more words of a suspended continuation at "
                + position
                + line(text, ";CALL")
                + ",",
            "steady: steady\nending: steady\nfibers: ",
            "more and more live fibers, spawned at " + position + line(text, ";FIBERS") + ":",
            "few: ",
            "expected a number of iterations from 8 on",
            "outside: ",
            "expected to be called by a fiber that is traced");
  }

  @Test
  void shouldTellWhatFibersOfARunningProgramDo() throws Exception {
    assumeTrue(runs("(use-modules (fibers))"), "no Guile with fibers");
    String text = text("waits");
    Path program = Files.writeString(folder.resolve("waits.scm"), text);
    Path stop = folder.resolve("stop");
    Path trace = folder.resolve("trace");
    FutureTask<Integer> run =
        new FutureTask<>(
            () -> GuileRecording.record(module, program, List.of(stop.toString()), trace));
    Thread.ofPlatform().start(run);
    long pid = pidOfGuile(run);
    String position = program.toRealPath() + ":";
    String expected =
        "3 × waits for a message on a channel (3 objects) at "
            + position
            + line(text, ";WAITS")
            + ", spawned at "
            + position
            + line(text, ";SPAWNS");
    assertThat(ControlSocket.directory().resolve(pid + ".guile")).hasContent(GuileDump.begun(pid));
    String first = GuileDump.ask(pid);
    // The first question may come before they wait.
    String second = first.contains(expected) ? GuileDump.ask(pid) : first;
    for (int i = 0; i < 50 && !second.contains(expected); i++) {
      second = GuileDump.ask(pid);
    }
    assertThat(second)
        .startsWith("4 fibers\n\n" + expected + "\n")
        .contains("1 × sleeps", "    client at " + position + line(text, ";WAITS"));
    Files.createFile(stop);
    assertThat(run.get()).isZero();
    assertThat(ControlSocket.directory().resolve(pid + ".guile")).doesNotExist();
    assertThat(GuileDump.isAnswered(pid)).as("answered after its end").isFalse();
    assertThat(TraceVerifier.verify(trace, Progress.NONE).status())
        .isEqualTo(Verification.Status.INTACT);
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      assertThat(opened.fibers()).hasSize(4).allMatch(fiber -> !fiber.isLeft());
    }
  }

  private static long pidOfGuile(FutureTask<Integer> run) throws InterruptedException {
    while (!run.isDone()) {
      Optional<Long> found =
          ProcessHandle.current()
              .children()
              .map(ProcessHandle::pid)
              .filter(GuileDump::isAnswered)
              .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(20);
    }
    throw new AssertionError("the program has ended");
  }

  private static long line(String text, String mark) {
    return text.lines().takeWhile(each -> !each.contains(mark)).count() + 1;
  }

  @Test
  void shouldSayThatAProgramHasNoFibers() throws Exception {
    assumeTrue(runs("1"), "no Guile");
    Path program = Files.writeString(folder.resolve("plain.scm"), "(define x 1)\n");
    Path trace = folder.resolve("trace");
    assertThatThrownBy(() -> GuileRecording.record(module, program, List.of(), trace))
        .isInstanceOf(TraceException.class)
        .hasMessage(program + ": no Guile fibers ran, so nothing was recorded");
  }
}
