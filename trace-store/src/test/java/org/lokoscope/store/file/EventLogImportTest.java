// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Imported;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.export.CsvExport;
import org.lokoscope.store.verify.TraceVerifier;
import org.lokoscope.store.verify.Verification;

/** Event logs of GHC become traces. */
final class EventLogImportTest {

  @TempDir Path folder;

  /** Writes an event log, part by part. */
  private static final class Log {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final DataOutputStream out = new DataOutputStream(bytes);

    Log() throws IOException {
      out.writeInt(0x68647262);
      out.writeInt(0x68657462);
      int[][] types = {
        {0, 4},
        {1, 4},
        {2, 10},
        {8, 6},
        {9, 0},
        {10, 0},
        {18, 14},
        {19, 0xffff},
        {29, 0xffff},
        {32, 8},
        {43, 16},
        {44, 0xffff},
        {51, 12},
        {99, 0xffff}
      };
      for (int[] type : types) {
        out.writeInt(0x65746200);
        out.writeShort(type[0]);
        out.writeShort(type[1]);
        out.writeInt(4);
        out.writeBytes("type");
        out.writeInt(0);
        out.writeInt(0x65746500);
      }
      out.writeInt(0x68657465);
      out.writeInt(0x68647265);
      out.writeInt(0x64617462);
    }

    Log event(int type, long time, int... payload) throws IOException {
      out.writeShort(type);
      out.writeLong(time);
      for (int each : payload) {
        out.writeInt(each);
      }
      return this;
    }

    Log text(int type, long time, byte[] before, String text) throws IOException {
      out.writeShort(type);
      out.writeLong(time);
      out.writeShort(before.length + text.length());
      out.write(before);
      out.writeBytes(text);
      return this;
    }

    Log stop(long time, int thread, int status) throws IOException {
      event(2, time, thread);
      out.writeShort(status);
      out.writeInt(0);
      return this;
    }

    Log wake(long time, int thread) throws IOException {
      event(8, time, thread);
      out.writeShort(0);
      return this;
    }

    Log block(int capability, Log content) throws IOException {
      byte[] inside = Arrays.copyOfRange(content.bytes.toByteArray(), HEADER, content.bytes.size());
      out.writeShort(18);
      out.writeLong(0);
      out.writeInt(inside.length + 24);
      out.writeLong(0);
      out.writeShort(capability);
      out.write(inside);
      return this;
    }

    byte[] end() throws IOException {
      out.writeShort(0xffff);
      return bytes.toByteArray();
    }
  }

  private static final int HEADER = headerSize();

  private static int headerSize() {
    try {
      return new Log().bytes.size();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Two capabilities; the block of the first lies before what happens meanwhile on the second. */
  private static byte[] two(String version) throws IOException {
    Log first =
        new Log()
            .event(0, 100, 7)
            .event(1, 200, 7)
            .text(44, 250, new byte[] {0, 0, 0, 7}, "waiter")
            .stop(300, 7, 7)
            .event(1, 900, 7)
            .stop(1000, 7, 5);
    Log second =
        new Log()
            .event(0, 400, 8)
            .event(1, 450, 8)
            .text(19, 500, new byte[0], "half way")
            .wake(700, 7)
            .stop(750, 8, 6)
            .event(9, 760)
            .event(10, 790)
            .event(51, 795, 0, 0, 4096)
            .event(1, 800, 8)
            .stop(850, 8, 3);
    Log global =
        new Log()
            .text(29, 0, new byte[] {0, 0, 0, 0}, version)
            .event(32, 0, 0, 4711)
            .event(43, 50, 0, 0, 10, 60)
            .text(99, 60, new byte[0], "not known");
    return new Log().block(0xffff, global).block(0, first).block(1, second).end();
  }

  private Imported read(byte[] log) throws IOException {
    Path file = Files.write(folder.resolve("program.eventlog"), log);
    return EventLogImport.read(file, folder.resolve("trace"), Progress.NONE);
  }

  private Trace open() {
    return Traces.open(folder.resolve("trace"), Progress.NONE);
  }

  @Test
  void shouldMakeFibersOfThreadsInOrderOfTime() throws IOException {
    Imported imported = read(two("GHC-9.2.1 rts_thr"));
    assertThat(imported.cut()).isFalse();
    assertThat(TraceVerifier.verify(folder.resolve("trace"), Progress.NONE).status())
        .isEqualTo(Verification.Status.INTACT);
    try (Trace trace = open()) {
      assertThat(trace.fibers()).extracting(FiberInfo::name).containsExactly("waiter", "fiber#9");
      FiberInfo waiter = trace.fibers().getFirst();
      assertThat(waiter.timeInState())
          .containsEntry(LaneState.RUNNING, 200L)
          .containsEntry(LaneState.BLOCKED_CONDITION, 400L)
          .containsEntry(LaneState.READY, 300L);
      assertThat(waiter.ended()).isEqualTo(1000);
      assertThat(trace.recordings().getFirst().origin().osProcess()).isEqualTo(4711);
      StringWriter events = new StringWriter();
      CsvExport.write(trace, events, Progress.NONE);
      assertThat(events.toString()).contains("half way", "4096").doesNotContain("not known");
    }
  }

  @Test
  void shouldSayThatALogIsCutOff() throws IOException {
    byte[] whole = two("GHC-9.2.1 rts");
    assertThat(read(Arrays.copyOf(whole, whole.length - 20)).cut()).isTrue();
    try (Trace trace = open()) {
      assertThat(trace.fibers()).hasSize(2);
      assertThat(trace.info().incomplete()).isEqualTo("the event log ends in the middle");
    }
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() throws IOException {
    byte[] old = two("GHC-7.8.2 rts");
    assertThatThrownBy(() -> read(old))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("program.eventlog: was written by GHC-7.8.2 rts; GHC 7.10");
    byte[] header = two("GHC-9.2.1 rts");
    header[5] = 'x';
    assertThatThrownBy(() -> read(header)).hasMessageContaining("its header is damaged");
    assertThat(folder.resolve("trace")).doesNotExist();
  }

  /** Whatever the bytes, there is a trace or one line. */
  @Test
  void shouldSurviveDamage() throws IOException {
    byte[] whole = two("GHC-9.2.1 rts");
    Random random = new Random(17);
    int refused = 0;
    for (int i = 0; i < 150; i++) {
      byte[] log =
          Arrays.copyOf(
              whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
      for (int j = random.nextInt(4); j >= 0 && log.length > 4; j--) {
        log[4 + random.nextInt(log.length - 4)] = (byte) random.nextInt(256);
      }
      try {
        read(log);
        open().close();
      } catch (TraceException problem) {
        refused++;
        assertThat(problem.getMessage()).doesNotContain("\n");
      }
    }
    assertThat(refused).isBetween(10, 149);
  }

  /**
   * With {@code -Dlokoscope.ghc.logs=DIR}, the folder {@code test} of haskell/ghc-events: logs that
   * GHC wrote have the threads, runs and wake-ups that their reference texts have.
   */
  @Test
  void shouldReadWhatGhcWrote() throws IOException {
    String logs = System.getProperty("lokoscope.ghc.logs");
    assumeTrue(logs != null, "no logs of GHC");
    int read = 0;
    try (Stream<Path> files = Files.list(Path.of(logs))) {
      for (Path file :
          (Iterable<Path>)
              files.filter(each -> each.toString().endsWith(".eventlog")).sorted()::iterator) {
        Path reference = Path.of(file + ".reference");
        if (!Files.exists(reference)) {
          continue;
        }
        Path into = folder.resolve(file.getFileName().toString());
        EventLogImport.read(file, into, Progress.NONE);
        List<String> said = Files.readAllLines(reference, UTF_8);
        try (Trace trace = Traces.open(into, Progress.NONE)) {
          StringWriter events = new StringWriter();
          CsvExport.write(trace, events, Progress.NONE);
          assertThat(count(events, "fiberSpawned"))
              .as("%s", file)
              .isGreaterThanOrEqualTo(lines(said, "creating thread "));
          assertThat(count(events, "fiberResumed"))
              .as("%s", file)
              .isEqualTo(lines(said, "running thread "));
          assertThat(count(events, "fiberSuspended") + count(events, "fiberEnded"))
              .as("%s", file)
              .isEqualTo(lines(said, "stopping thread "));
          assertThat(count(events, "fiberEnded"))
              .as("%s", file)
              .isEqualTo(lines(said, "thread finished"));
        }
        assertThat(TraceVerifier.verify(into, Progress.NONE).status())
            .as("%s", file)
            .isNotEqualTo(Verification.Status.DAMAGED);
        read++;
      }
    }
    assertThat(read).isGreaterThan(10);
  }

  private static long count(StringWriter events, String name) {
    return events.toString().lines().filter(line -> line.contains("," + name + ",")).count();
  }

  private static long lines(List<String> said, String words) {
    return said.stream().filter(line -> line.contains(words)).count();
  }
}
