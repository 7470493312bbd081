// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SyntheticTrace;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.report.ReportFormat;
import org.lokoscope.store.report.Reports;
import org.lokoscope.store.verify.TraceVerifier;
import org.lokoscope.store.verify.Verification;

@Timeout(180)
final class RecorderTest {

  @TempDir Path folder;

  /** Records, says so, and goes on until it is killed. */
  static final class Victim {

    static final int BEFORE = 100_000;

    public static void main(String[] arguments) throws Exception {
      TraceRecorder recorder =
          TraceRecorder.create(Path.of(arguments[0]), "victim.sps", Map.of("seed", "1"));
      Probe probe = recorder.probe(0);
      int i = 0;
      while (i < BEFORE) {
        probe.marked(recorder.clock().getAsLong(), 1, i++, 0);
      }
      System.out.println("recorded");
      while (true) {
        probe.marked(recorder.clock().getAsLong(), 1, i++, 0);
        if (i % 1000 == 0) {
          // Not so fast that events are lost.
          Thread.sleep(1);
        }
      }
    }
  }

  @Test
  void shouldLeaveATraceThatOpensWhenItIsKilled() throws Exception {
    Path directory = folder.resolve("killed");
    Process victim = fork(Victim.class, directory.toString());
    try (BufferedReader out = victim.inputReader()) {
      assertThat(out.readLine()).isEqualTo("recorded");
      openWhenItHolds(directory, Victim.BEFORE).close();
      victim.destroyForcibly().waitFor();
    }
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      assertThat(trace.info().finished()).isFalse();
      assertThat(trace.info().damagedChunks()).isLessThanOrEqualTo(1);
      List<EventRow> marks = trace.events(0, Long.MAX_VALUE, Set.of("marked"), Integer.MAX_VALUE);
      assertThat(marks.size()).isGreaterThanOrEqualTo(Victim.BEFORE);
      for (int i = 0; i < marks.size(); i++) {
        assertThat(marks.get(i).values().get(1).number()).isEqualTo(i);
      }
    }
    Verification found = TraceVerifier.verify(directory, Progress.NONE);
    assertThat(found.status()).isNotEqualTo(Verification.Status.INTACT);
    assertThat(found.lines()).anyMatch(line -> line.contains("interrupted"));
  }

  /** The second one used to delete the trace that the first one wrote, without a word. */
  @Test
  void shouldRefuseASecondRecorderAsLongAsTheFirstOneLives() throws Exception {
    Path directory = folder.resolve("twice");
    Process victim = fork(Victim.class, directory.toString());
    try (BufferedReader out = victim.inputReader()) {
      assertThat(out.readLine()).isEqualTo("recorded");
      assertThatThrownBy(() -> TraceRecorder.create(directory, "other.sps", Map.of()))
          .isInstanceOf(TraceException.class)
          .hasMessage(
              directory
                  + ": is being recorded into by process "
                  + victim.pid()
                  + "; choose another directory");
      Trace trace = openWhenItHolds(directory, Victim.BEFORE);
      assertThat(trace.info().program()).isEqualTo("victim.sps");
      assertThat(trace.info().recording()).isTrue();
      trace.close();
      victim.destroyForcibly().waitFor();
    }
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      assertThat(trace.info().recording()).isFalse();
    }
    try (TraceRecorder first = TraceRecorder.create(directory, "other.sps", Map.of())) {
      assertThatThrownBy(() -> TraceRecorder.create(directory, "third.sps", Map.of()))
          .hasMessage(first.directory() + ": is being recorded into; choose another directory");
    }
    assertThat(directory.resolve("recording")).doesNotExist();
  }

  /** Readers used to call what was not yet written cut off, and crashed when it was cut off. */
  @Test
  void shouldFindNoDamageInWhatIsStillRecorded() throws Exception {
    Path directory = folder.resolve("read");
    for (int round = 0; round < 20; round++) {
      TraceRecorder recorder = TraceRecorder.create(directory, "p.sps", Map.of());
      Probe probe = recorder.probe(0);
      List<Verification> found = new ArrayList<>();
      Thread reader =
          Thread.ofPlatform()
              .start(
                  () -> {
                    do {
                      found.add(TraceVerifier.verify(directory, Progress.NONE));
                    } while (!found.getLast().finished());
                  });
      for (int i = 0; i < 100_000; i++) {
        probe.marked(recorder.clock().getAsLong(), 1, i, 0);
      }
      recorder.close();
      reader.join();
      assertThat(found).allMatch(each -> each.damagedPlaces() == 0 && each.illegalEvents() == 0);
      assertThat(found).allMatch(each -> each.finished() != each.recording());
    }
  }

  @Test
  void shouldSayThatMemoryEndedTheRunOfATraceThatIsWhole() throws Exception {
    Path directory = folder.resolve("full");
    String line = "p.sps:1:2: error: out of memory (in fiber 2 of process 1)";
    TraceRecorder recorder = TraceRecorder.create(directory, "p.sps", Map.of());
    recorder.probe(0).marked(recorder.clock().getAsLong(), 1, 1, 0);
    recorder.endedBy(line);
    recorder.close();
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      assertThat(trace.info().finished()).isTrue();
      assertThat(trace.info().ended()).isEqualTo(line);
      for (ReportFormat format : ReportFormat.values()) {
        StringBuilder info = new StringBuilder();
        Reports.info(trace, format, info);
        assertThat(info).contains(line);
      }
    }
  }

  @Test
  void shouldNeverMarkATraceAsFinishedThatIsIncomplete() throws Exception {
    Path directory = folder.resolve("incomplete");
    TraceRecorder recorder = TraceRecorder.create(directory, "p.sps", Map.of());
    List<String> told = new ArrayList<>();
    recorder.onProblem(told::add);
    recorder.probe(0).marked(recorder.clock().getAsLong(), 1, 1, 0);
    recorder.incomplete("the disk is full");
    recorder.incomplete("and the file is gone");
    assertThatThrownBy(recorder::close)
        .isInstanceOf(TraceException.class)
        .hasMessage(directory + ": the trace is incomplete: the disk is full");
    assertThat(told)
        .containsExactly(
            directory
                + ": the disk is full; the program goes on, but its trace will be incomplete");
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      assertThat(trace.info().finished()).isFalse();
      assertThat(trace.info().incomplete()).isEqualTo("the disk is full");
      assertThat(trace.info().eventsByType()).containsKey("marked");
    }
    assertThat(TraceVerifier.verify(directory, Progress.NONE).lines())
        .contains("trace incomplete: the disk is full");
  }

  private static Process fork(Class<?> main, String argument) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (flag.startsWith("--")) {
        command.add(flag);
      }
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.add(argument);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  @Test
  void shouldShowWhatWasRecordedWhileItIsStillRecorded() throws Exception {
    Path directory = folder.resolve("growing");
    TraceRecorder recorder = TraceRecorder.create(directory, "p.sps", Map.of());
    Probe probe = recorder.probe(0);
    probe.marked(1, 0, 1, 0);
    try (Trace trace = openWhenItHolds(directory, 1)) {
      probe.marked(2, 0, 2, 0);
      while (trace.events(0, Long.MAX_VALUE, Set.of("marked"), 10).size() < 2) {
        trace.refresh(Progress.NONE);
      }
      assertThat(trace.info().finished()).isFalse();
      recorder.close();
      assertThat(trace.refresh(Progress.NONE)).isTrue();
      assertThat(trace.info().finished()).isTrue();
      assertThat(trace.refresh(Progress.NONE)).isFalse();
    }
  }

  private static Trace openWhenItHolds(Path directory, int marks) {
    while (true) {
      Trace trace = Traces.open(directory, Progress.NONE);
      if (trace.info().eventsByType().getOrDefault("marked", 0L) >= marks) {
        return trace;
      }
      trace.close();
    }
  }

  @Test
  void shouldSampleTheHeapAndItsCollections() throws Exception {
    Path directory = folder.resolve("heap");
    try (TraceRecorder recorder = TraceRecorder.create(directory, "p.sps", Map.of())) {
      System.gc();
      // The notification comes on another thread; the trace is watched until it has arrived.
      while (true) {
        try (Trace trace = Traces.open(directory, Progress.NONE)) {
          if (trace.info().eventsByType().containsKey("heapAfterCollection")) {
            break;
          }
        }
      }
      assertThat(recorder.directory()).isEqualTo(directory);
    }
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      EventRow collection =
          trace.events(0, Long.MAX_VALUE, Set.of("heapAfterCollection"), 1).getFirst();
      assertThat(collection.values().get(0).number()).isPositive();
      assertThat(collection.values().get(2).text()).contains("System.gc()");
      assertThat(trace.info().eventsByType()).containsKey("heapSampled");
    }
  }

  @Test
  void shouldRefuseAFolderWithOtherFilesAndReplaceAnOldTrace() throws Exception {
    Path others = Files.createDirectory(folder.resolve("others"));
    Path precious = Files.writeString(others.resolve("thesis.txt"), "precious");
    assertThatThrownBy(() -> TraceRecorder.create(others, "p", Map.of()))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("holds other files")
        .hasMessageNotContaining("\n");
    assertThat(precious).hasContent("precious");
    assertThatThrownBy(() -> TraceRecorder.create(precious, "p", Map.of()))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("is a file");

    Path again = folder.resolve("again");
    SyntheticTrace.write(again, 50, true);
    SyntheticTrace.write(again, 10, false);
    try (Trace trace = Traces.open(again, Progress.NONE)) {
      assertThat(trace.fibers().getFirst().resumes()).isEqualTo(12);
    }
  }

  @Test
  void shouldVerifyAWholeTraceAsIntact() {
    Path directory = folder.resolve("whole");
    SyntheticTrace.write(directory, 100, true);
    Verification found = TraceVerifier.verify(directory, Progress.NONE);
    assertThat(found.lines()).isEmpty();
    assertThat(found.status()).isEqualTo(Verification.Status.INTACT);
  }
}
