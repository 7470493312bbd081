// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SyntheticTrace;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.report.ReportFormat;
import org.lokoscope.store.report.Reports;
import org.lokoscope.store.verify.TraceVerifier;
import org.lokoscope.store.verify.Verification;

/** Whatever a directory holds, opening it ends with a trace or with one clear line. */
@Timeout(180)
final class GarbageTest {

  private static final List<String> BAD_DESCRIPTIONS =
      List.of("", "{", "[]", "null", "7", "{}", "\u0000\u0001", "{\"settings\": 3}");

  @TempDir Path folder;
  private Path trace;
  private long events;

  @BeforeEach
  void record() {
    trace = folder.resolve("trace");
    SyntheticTrace.write(trace, 300, true);
    try (Trace whole = Traces.open(trace, Progress.NONE)) {
      events = whole.info().events();
    }
  }

  @Test
  void shouldSayInOneLineWhyAFolderIsNoTrace() throws Exception {
    assertRefused(folder.resolve("missing"), "no such trace");
    assertRefused(Files.writeString(folder.resolve("file"), "x"), "is a file");
    assertRefused(Files.createDirectory(folder.resolve("empty")), "has no meta.json");
    assertRefused(folder, "has no meta.json");
    Path meta = trace.resolve("meta.json");
    String good = Files.readString(meta);
    Path other = Files.createDirectory(folder.resolve("other"));
    for (String bad : BAD_DESCRIPTIONS) {
      Files.writeString(other.resolve("meta.json"), bad);
      assertRefused(other, "meta.json");
    }
    Files.writeString(meta, good.replace("\"lokoscopeTrace\" : 1", "\"lokoscopeTrace\" : 99"));
    assertRefused(trace, "another version");
  }

  /** One byte of the description used to keep the whole trace from being opened. */
  @Test
  void shouldOpenATraceWhoseDescriptionIsDamaged() throws Exception {
    for (String bad : BAD_DESCRIPTIONS) {
      Files.writeString(trace.resolve("meta.json"), bad);
      try (Trace opened = Traces.open(trace, Progress.NONE)) {
        assertThat(opened.info().events()).isEqualTo(events);
        assertThat(opened.info().damage()).hasSize(1).first().asString().startsWith("meta.json");
        assertThat(opened.info().damagedChunks()).isEqualTo(1);
      }
      assertThat(TraceVerifier.verify(trace, Progress.NONE).status())
          .isEqualTo(Verification.Status.DAMAGED);
    }
  }

  /** Each indexing that was killed used to leave its files for an hour. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void shouldRemoveWhatAKilledIndexingHasLeft() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path left = Files.createDirectory(trace.resolve("index.part-" + dead.pid() + "-77"));
    Files.writeString(left.resolve("points.table"), "half");
    long mine = ProcessHandle.current().pid();
    Path underway = Files.createDirectory(trace.resolve("index.part-" + mine + "-77"));
    openWhole();
    assertThat(left).as("an index that is whole is there").doesNotExist();
    Files.createDirectory(left);
    Files.delete(trace.resolve("index").resolve("catalog.bin"));
    openWhole();
    assertThat(left).doesNotExist();
    assertThat(underway).exists();
  }

  private static void assertRefused(Path directory, String reason) {
    assertThatThrownBy(() -> Traces.open(directory, Progress.NONE).close())
        .isInstanceOf(TraceException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("\n");
  }

  /** To open such a thing used to wait for ever. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void shouldRefuseANamedPipeInPlaceOfAFile() throws Exception {
    Path file = queueFile();
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    assertRefused(trace, "is not a regular file");
  }

  @Test
  void shouldShowWhatATerminalWouldObey() throws Exception {
    Path meta = trace.resolve("meta.json");
    Files.writeString(
        meta,
        Files.readString(meta).replaceAll("\"program\" : \"[^\"]*", "$0\\\\u001b[2J\\\\u009b"));
    StringBuilder shown = new StringBuilder();
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      Reports.info(opened, ReportFormat.TEXT, shown);
    }
    assertThat(shown).contains("\u241b[2J\ufffd").doesNotContain("\u001b").doesNotContain("\u009b");
  }

  @Test
  void shouldReadWhatIsLeftOfATruncatedFile() throws Exception {
    Path file = queueFile();
    long size = Files.size(file);
    for (long length : new long[] {0, 1, 7, 200, 70_000, size / 2, size - 4, size - 100}) {
      Path copy = copy("cut-" + length);
      try (RandomAccessFile raw = new RandomAccessFile(queueFile(copy).toFile(), "rw")) {
        raw.setLength(length);
      }
      openDamaged(copy);
    }
  }

  @Test
  void shouldReadWhatIsLeftOfAnOverwrittenFile() throws Exception {
    Random random = new Random(11);
    int size = (int) Files.size(queueFile());
    for (int round = 0; round < 40; round++) {
      Path copy = copy("overwritten-" + round);
      Path file = queueFile(copy);
      byte[] bytes = Files.readAllBytes(file);
      int at = random.nextInt(size);
      int length = Math.min(size - at, 1 << random.nextInt(17));
      for (int i = at; i < at + length; i++) {
        bytes[i] = round % 3 == 0 ? 0 : (byte) random.nextInt();
      }
      Files.write(file, bytes);
      try (Trace opened = Traces.open(copy, Progress.NONE)) {
        assertThat(opened.info().events()).isLessThanOrEqualTo(events);
        assertThat(opened.info().events()).isGreaterThan(events / 4 - length / 2);
      }
    }
  }

  @Test
  void shouldReportAChunkInTheMiddleThatIsDamaged() throws Exception {
    Path file = queueFile();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      assertThat(opened.info().damagedChunks()).isEqualTo(1);
      assertThat(opened.info().damage())
          .anyMatch(line -> line.contains(".cq4 at byte ") && line.contains("damaged"))
          .anyMatch(line -> line.contains("stream 0: 1 chunk missing"));
      assertThat(opened.info().events()).isBetween(events / 2, events - 1);
    }
    assertThat(TraceVerifier.verify(trace, Progress.NONE).status())
        .isEqualTo(Verification.Status.DAMAGED);
  }

  @Test
  void shouldOpenATraceWithoutItsEvents() throws Exception {
    Files.delete(queueFile());
    openDamaged(trace);
  }

  @Test
  void shouldRebuildAnIndexThatIsMissingDamagedOrStale() throws Exception {
    for (String file : new String[] {"catalog.bin", "intervals.table", "growth.table"}) {
      Path part = trace.resolve("index").resolve(file);
      byte[] bytes = Files.readAllBytes(part);
      bytes[bytes.length / 2] ^= 4;
      Files.write(part, bytes);
      openWhole();
      Files.write(part, Arrays.copyOf(Files.readAllBytes(part), 40));
      openWhole();
      Files.delete(part);
      openWhole();
    }
  }

  @Test
  void shouldKeepTheIndexForTheNextTime() {
    openWhole();
    boolean[] asked = new boolean[1];
    try (Trace opened =
        Traces.open(
            trace,
            (done, total, what) -> {
              asked[0] = true;
              return true;
            })) {
      assertThat(opened.info().events()).isEqualTo(events);
      assertThat(asked[0]).as("read the events again").isFalse();
    }
  }

  @Test
  void shouldStopWhenAskedToAndLeaveNothingBehind() throws Exception {
    Path copy = copy("cancelled");
    for (String phase : new String[] {"Reading the trace", "Indexing"}) {
      assertThatThrownBy(
              () -> Traces.open(copy, (done, total, what) -> !what.startsWith(phase)).close())
          .isInstanceOf(CancellationException.class);
    }
    try (Stream<Path> left = Files.list(copy)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("meta.json", "events");
    }
  }

  private void openWhole() {
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      assertThat(opened.info().events()).isEqualTo(events);
      assertThat(opened.growth(SyntheticTrace.WORKER, 1000)).hasSize(301);
      assertThat(opened.info().damage()).isEmpty();
    }
  }

  private void openDamaged(Path directory) {
    try (Trace opened = Traces.open(directory, Progress.NONE)) {
      assertThat(opened.info().events()).isLessThanOrEqualTo(events);
      assertThat(opened.info().damage()).isNotEmpty();
      opened.lanes().forEach(lane -> opened.strip(lane, 0, opened.end(), 10));
    }
  }

  private Path copy(String name) throws IOException {
    Path target = folder.resolve(name);
    Files.createDirectories(target.resolve("events"));
    Files.copy(trace.resolve("meta.json"), target.resolve("meta.json"));
    Files.copy(queueFile(), target.resolve("events").resolve(queueFile().getFileName()));
    return target;
  }

  private Path queueFile() throws IOException {
    return queueFile(trace);
  }

  private static Path queueFile(Path trace) throws IOException {
    try (Stream<Path> files = Files.list(trace.resolve("events"))) {
      return files.filter(file -> file.toString().endsWith(".cq4")).findFirst().orElseThrow();
    }
  }
}
