// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.Imported;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SyntheticTrace;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.TraceInfo;

final class ChunkStreamsTest {

  @TempDir Path folder;
  private List<EventRow> events;
  private byte[] stream;

  @BeforeEach
  void record() throws Exception {
    Path trace = folder.resolve("trace");
    SyntheticTrace.write(trace, 3000, true);
    events = events(trace);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ChunkStreams.write(trace, out, Progress.NONE)).isGreaterThan(3);
    stream = out.toByteArray();
  }

  private static List<EventRow> events(Path trace) {
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      return opened.events(Long.MIN_VALUE, Long.MAX_VALUE, Set.of(), Integer.MAX_VALUE);
    }
  }

  private static TraceInfo info(Path trace) {
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      return opened.info();
    }
  }

  private static Imported read(byte[] bytes, Path into) throws Exception {
    return ChunkStreams.read(new ByteArrayInputStream(bytes), "s.chunks", into, Progress.NONE);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @Test
  void shouldMakeTheSameTraceOfTheStreamOfATrace() throws Exception {
    Path copy = folder.resolve("copy");
    Imported imported = read(stream, copy);
    assertThat(imported.damaged()).isZero();
    assertThat(imported.cut()).isFalse();
    assertThat(events(copy)).isEqualTo(events);
    assertThat(info(copy).finished()).isTrue();
    assertThat(info(copy).program()).isEqualTo("s.chunks");
    assertThat(copy.resolve("recording")).doesNotExist();
  }

  @Test
  void shouldMarkTheTraceOfAStreamThatBreaksOffAsIncomplete() throws Exception {
    Path copy = folder.resolve("copy");
    Imported imported = read(Arrays.copyOf(stream, stream.length - 7), copy);
    assertThat(imported.cut()).isTrue();
    assertThat(imported.damaged()).isZero();
    assertThat(info(copy).incomplete()).isEqualTo("the stream ends inside a chunk");
    assertThat(events).containsSequence(events(copy).subList(0, 100));
  }

  @Test
  void shouldPassOverWhatIsNotAChunkAndCountIt() throws Exception {
    byte[] noise = new byte[100];
    new Random(3).nextBytes(noise);
    Path copy = folder.resolve("copy");
    Imported imported = read(joined(noise, stream, noise), copy);
    assertThat(imported.damaged()).isEqualTo(2);
    assertThat(events(copy)).isEqualTo(events);
    assertThat(info(copy).incomplete()).isEqualTo("2 damaged places in the stream");
  }

  @Test
  void shouldRefuseAStreamWithoutAChunkAndLeaveNothing() {
    Path copy = folder.resolve("copy");
    for (byte[] bytes :
        List.of(new byte[0], new byte[1000], "LOKC".getBytes(StandardCharsets.US_ASCII))) {
      assertThatThrownBy(() -> read(bytes, copy))
          .isInstanceOf(TraceException.class)
          .hasMessage("s.chunks: holds no chunk of a trace");
      assertThat(copy).doesNotExist();
    }
  }

  @Test
  void shouldKeepTheTraceThatWasThereWhenTheStreamHoldsNone() throws Exception {
    Path trace = folder.resolve("trace");
    assertThatThrownBy(() -> read(new byte[9], trace)).isInstanceOf(TraceException.class);
    assertThat(events(trace)).isEqualTo(events);
  }

  @Test
  void shouldTakeInTheRestOfAStreamWhoseBytesAreDamaged() throws Exception {
    Random random = new Random(5);
    for (int round = 0; round < 40; round++) {
      byte[] bytes = stream.clone();
      int at = random.nextInt(bytes.length);
      bytes[at] ^= (byte) (1 + random.nextInt(255));
      Path copy = folder.resolve("copy" + round);
      Imported imported = read(bytes, copy);
      assertThat(imported.damaged() + (imported.cut() ? 1 : 0)).isEqualTo(1);
      assertThat(info(copy).events()).isLessThan(events.size()).isPositive();
    }
  }
}
