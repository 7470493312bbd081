// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Recording;
import org.lokoscope.store.SyntheticTrace;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.analysis.LeakClass;
import org.lokoscope.store.report.ReportFormat;
import org.lokoscope.store.report.Reports;
import org.lokoscope.store.verify.TraceVerifier;
import org.lokoscope.store.verify.Verification;
import org.lokoscope.tracer.buffer.TraceWriter;
import org.lokoscope.tracer.codec.RunId;
import org.lokoscope.tracer.codec.StreamOrigin;

/** Which run chunks are of, who wrote them, and what that source can measure. */
final class OriginTest {

  @TempDir Path folder;

  private Path recorded(String name) {
    Path trace = folder.resolve(name);
    SyntheticTrace.write(trace, 300, true);
    return trace;
  }

  private static Verification verify(Path trace) {
    return TraceVerifier.verify(trace, Progress.NONE);
  }

  private static void replace(Path with, Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    Files.move(with, tree);
  }

  /** A trace made of what is written to one foreign stream. */
  private Path foreign(String name, StreamOrigin origin, Consumer<Probe> events)
      throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    try (TraceWriter writer =
        new TraceWriter(
            (chunk, offset, length) -> stream.write(chunk, offset, length),
            failure -> {},
            origin.run().tag())) {
      Probe probe = writer.probe(0);
      origin.announce(probe);
      events.accept(probe);
    }
    Path trace = folder.resolve(name);
    ChunkStreams.read(new ByteArrayInputStream(stream.toByteArray()), name, trace, Progress.NONE);
    return trace;
  }

  private static StreamOrigin origin(Set<Capability> capabilities) {
    return new StreamOrigin(
        RunId.random(), 77, 1_000_000_007L, 5, capabilities, "there", "Other", "9.9");
  }

  @Test
  void shouldSayWhoRecordedItAndSinceWhen() {
    long before = System.currentTimeMillis();
    try (Trace trace = Traces.open(recorded("t"), Progress.NONE)) {
      assertThat(trace.recordings()).hasSize(1);
      Recording recording = trace.recordings().getFirst();
      assertThat(recording.streams()).as("a CPU and the heap").isEqualTo(2);
      StreamOrigin origin = recording.origin();
      assertThat(origin.osProcess()).isEqualTo(ProcessHandle.current().pid());
      assertThat(origin.wallClock() / 1_000_000)
          .isBetween(before - 1000, System.currentTimeMillis());
      assertThat(origin.runtime()).isEqualTo("Lokoscope");
      assertThat(origin.capabilities()).isEqualTo(EnumSet.allOf(Capability.class));
    }
  }

  @Test
  void shouldGiveEachRunAnIdOfItsOwn() throws Exception {
    String first = Files.readString(recorded("a").resolve("meta.json"));
    String second = Files.readString(recorded("b").resolve("meta.json"));
    assertThat(first).containsPattern("\"run\" : \"[0-9a-f]{32}\"");
    assertThat(run(first)).isNotEqualTo(run(second));
  }

  private static String run(String meta) {
    return meta.replaceAll("(?s).*\"run\" : \"([0-9a-f]*)\".*", "$1");
  }

  /** It used to be called intact. */
  @Test
  void shouldReportEventsThatCameFromAnotherTrace() throws Exception {
    Path trace = recorded("a");
    replace(recorded("b").resolve("events"), trace.resolve("events"));
    Verification found = verify(trace);
    assertThat(found.status()).isEqualTo(Verification.Status.DAMAGED);
    assertThat(found.lines())
        .contains("events: are from another recording than meta.json describes");
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      assertThat(opened.info().events()).as("they are shown all the same").isPositive();
      assertThat(opened.info().damagedChunks()).isEqualTo(1);
    }
  }

  @Test
  void shouldLeaveOutAFileOfAnotherTraceThatLiesAmongTheEvents() throws Exception {
    Path trace = recorded("a");
    long events = verify(trace).events();
    Path other = recorded("b").resolve("events");
    try (Stream<Path> files = Files.list(other)) {
      Path file = files.filter(path -> path.toString().endsWith(".cq4")).findFirst().orElseThrow();
      Files.copy(file, trace.resolve("events").resolve("20000101F.cq4"));
    }
    Verification found = verify(trace);
    assertThat(found.status()).isEqualTo(Verification.Status.DAMAGED);
    assertThat(found.events()).isEqualTo(events);
    assertThat(found.lines().getFirst())
        .matches("events: \\d+ chunks are from another recording; not shown");
  }

  @Test
  void shouldKeepTheRunOfAStreamThatIsImported() throws Exception {
    Path trace = recorded("a");
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    ChunkStreams.write(trace, stream, Progress.NONE);
    Path copy = folder.resolve("copy");
    ChunkStreams.read(new ByteArrayInputStream(stream.toByteArray()), "s", copy, Progress.NONE);
    assertThat(run(Files.readString(copy.resolve("meta.json"))))
        .isEqualTo(run(Files.readString(trace.resolve("meta.json"))));
    assertThat(verify(copy).status()).isEqualTo(Verification.Status.INTACT);
  }

  @Test
  void shouldNotJudgeWhatTheSourceDoesNotMeasure() throws Exception {
    Path trace =
        foreign(
            "frames",
            origin(EnumSet.of(Capability.FRAMES, Capability.WAKES, Capability.WINDERS)),
            probe -> probe.fiberSpawned(1, 7, 0, 1, 0));
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      Diagnosis diagnosis = LeakAnalysis.analyse(opened);
      Map<LeakClass, String> reasons = diagnosis.reasons();
      assertThat(reasons)
          .containsEntry(
              LeakClass.CONTINUATION_GROWTH, "the source does not measure sizes of continuations")
          .containsEntry(LeakClass.UNCANCELLED_TIMERS, "the source does not measure timers");
      assertThat(reasons.keySet())
          .contains(LeakClass.STALE_WAITERS, LeakClass.MAILBOX_GROWTH, LeakClass.BLOCKED_FOREVER)
          .doesNotContain(LeakClass.WINDER_GROWTH, LeakClass.FIBER_GROWTH);
      assertThat(diagnosis.checked()).doesNotContainAnyElementsOf(reasons.keySet());
      StringBuilder json = new StringBuilder();
      Reports.diagnosis(opened, diagnosis, ReportFormat.JSON, json);
      assertThat(json).contains("\"uncancelled-timers\" : \"the source does not measure timers\"");
      assertThat(diagnosis.summary())
          .contains("Not checked: uncancelled-timers (the source does not measure timers).");
    }
  }

  @Test
  void shouldShowTheSourceAndWhatItMeasures() throws Exception {
    Path trace =
        foreign(
            "foreign",
            origin(EnumSet.of(Capability.FRAMES)),
            probe -> probe.fiberSpawned(1, 7, 0, 1, 0));
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      StringBuilder text = new StringBuilder();
      Reports.info(opened, ReportFormat.TEXT, text);
      List<String> lines = text.toString().lines().toList();
      assertThat(lines)
          .anyMatch(line -> line.matches("Measured: +frames"))
          .anyMatch(line -> line.matches("Not measured: +sizes of continuations, winders, .*"))
          .anyMatch(
              line ->
                  line.matches(
                      "Source: +Other 9.9, process 77 on there, 1 stream, time 0 is"
                          + " 1970-01-01T00:00:01.000000007Z"));
    }
  }
}
