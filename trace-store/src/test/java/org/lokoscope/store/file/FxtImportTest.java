// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
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

/** Traces in Fuchsia's format become traces. */
final class FxtImportTest {

  private static final long SECOND = 1_000_000_000L;

  @TempDir Path folder;

  private final ByteBuffer log =
      ByteBuffer.allocate(1 << 22).order(ByteOrder.LITTLE_ENDIAN).putLong(0x0016547846040010L);

  private void words(long... words) {
    for (long each : words) {
      log.putLong(each);
    }
  }

  private void text(String text) {
    byte[] bytes =
        Arrays.copyOf(
            text.getBytes(java.nio.charset.StandardCharsets.UTF_8), (text.length() + 7) / 8 * 8);
    log.put(bytes);
  }

  /** The first thread runs, waits, is woken by the second, ends; ticks are of two nanoseconds. */
  private byte[] program() {
    words(1 | 2 << 4, SECOND / 2);
    words(2 | 2 << 4 | 1 << 16 | 4L << 32);
    text("load");
    words(3 | 3 << 4 | 1 << 16, 50, 100);
    words(3 | 3 << 4 | 2 << 16, 50, 200);
    words(7 | 3 << 4 | 2 << 16 | (0x8000L + 6) << 24, 100);
    text("loader");
    switched(10, 0, 0, 0, 100);
    // A duration of 20 to 30 ticks, whose name is inline.
    words(4 | 3 << 4 | 2L << 16 | 1L << 24 | 1L << 48, 20, 0);
    words(4 | 3 << 4 | 3L << 16 | 1L << 24 | 1L << 48, 30, 0);
    switched(40, 0, 100, 3, 200);
    words(8 | 3 << 4 | 2L << 60, 60, 100);
    // A counter with an argument of 32 bits.
    words(
        4 | 4 << 4 | 1L << 16 | 1L << 20 | 2L << 24 | 1L << 48,
        65,
        1 | 1 << 4 | 1L << 16 | 7L << 32,
        9);
    switched(70, 0, 200, 1, 100);
    switched(90, 0, 100, 5, 200);
    // Out of order.
    words(4 | 2 << 4 | 1L << 24 | 1L << 48, 25);
    return Arrays.copyOf(log.array(), log.position());
  }

  private void switched(long ticks, long cpu, long from, long state, long to) {
    words(8 | 4 << 4 | cpu << 20 | state << 36 | 1L << 60, ticks, from, to);
  }

  private Imported read(byte[] bytes) throws IOException {
    return FxtImport.read(
        new ByteArrayInputStream(bytes), "own.fxt", folder.resolve("trace"), Progress.NONE);
  }

  private Trace open() {
    return Traces.open(folder.resolve("trace"), Progress.NONE);
  }

  @Test
  void shouldMakeFibersSpansAndCountersOfIt() throws IOException {
    assertThat(read(program()).cut()).isFalse();
    assertThat(TraceVerifier.verify(folder.resolve("trace"), Progress.NONE).status())
        .isEqualTo(Verification.Status.INTACT);
    try (Trace trace = open()) {
      FiberInfo loader =
          trace.fibers().stream()
              .filter(each -> each.name().equals("loader"))
              .findFirst()
              .orElseThrow();
      assertThat(trace.fibers()).hasSize(2);
      assertThat(loader.timeInState())
          .containsEntry(LaneState.RUNNING, 100L)
          .containsEntry(LaneState.READY, 20L);
      assertThat(loader.ended()).isPositive();
      StringWriter events = new StringWriter();
      CsvExport.write(trace, events, Progress.NONE);
      assertThat(events.toString())
          .contains(",spanBegan,", ",spanEnded,", ",marked,", "load.load")
          .containsPattern(",counted,.*7");
    }
  }

  @Test
  void shouldSayThatItIsCutOff() throws IOException {
    byte[] whole = program();
    assertThat(read(Arrays.copyOf(whole, whole.length - 4)).cut()).isTrue();
    try (Trace trace = open()) {
      assertThat(trace.info().incomplete()).isEqualTo("the file ends in a record");
    }
  }

  @Test
  void shouldRefuseWhatIsTooMuchOutOfOrder() {
    words(3 | 3 << 4 | 1 << 16, 50, 100);
    for (int i = 0; i < 70_000; i++) {
      words(4 | 2 << 4 | 1L << 24, 100 + i);
    }
    words(4 | 2 << 4 | 1L << 24, 99);
    byte[] bytes = Arrays.copyOf(log.array(), log.position());
    assertThatThrownBy(() -> read(bytes))
        .hasMessageContaining("own.fxt: its records are out of order");
    assertThat(folder.resolve("trace")).doesNotExist();
  }

  /** Whatever the bytes, there is a trace or one line. */
  @Test
  void shouldSurviveDamage() throws IOException {
    byte[] whole = program();
    Random random = new Random(17);
    int refused = 0;
    for (int i = 0; i < 150; i++) {
      byte[] bytes =
          Arrays.copyOf(
              whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
      for (int j = random.nextInt(4); j >= 0 && bytes.length > 8; j--) {
        bytes[8 + random.nextInt(bytes.length - 8)] = (byte) random.nextInt(256);
      }
      try {
        read(bytes);
        open().close();
      } catch (TraceException problem) {
        refused++;
        assertThat(problem.getMessage()).doesNotContain("\n");
      }
    }
    assertThat(refused).isBetween(5, 149);
  }
}
