// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.tracer.codec.RandomEvents.Call;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

final class CodecTest {

  static List<EventType> everyType() {
    return Schema.events();
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void shouldReadBackEveryTypeOfEvent(EventType type) throws Exception {
    List<Call> calls = new RandomEvents(type.code()).of(List.of(type), 3000);
    assertSame(decode(encode(calls)), calls);
  }

  @Test
  void shouldReadBackAMixtureOverManyChunks() throws Exception {
    List<Call> calls = new RandomEvents(42).of(Schema.events(), 50_000);
    List<byte[]> chunks = encode(calls);
    assertThat(chunks).hasSizeGreaterThan(10);
    assertSame(decode(chunks), calls);
  }

  @Test
  void shouldDecodeEachChunkAlone() throws Exception {
    List<Call> calls = new RandomEvents(7).of(Schema.events(), 20_000);
    List<byte[]> chunks = encode(calls);
    int before = 0;
    for (byte[] chunk : chunks.subList(0, 2)) {
      before += ChunkFormat.countOf(chunk);
    }
    int count = ChunkFormat.countOf(chunks.get(2));
    assertSame(decode(chunks.subList(2, 3)), calls.subList(before, before + count));
  }

  @Test
  @SuppressWarnings("NullAway") // A recording must survive a text that is not there.
  void shouldCutWhatIsTooLongAtAWholeCharacterAndAWholeNumber() throws Exception {
    ListSource source = new ListSource();
    ChunkEncoder encoder = EncoderFactory.create(0, source);
    encoder.stringDefined(1, 1, "\u20ac".repeat(10_000));
    encoder.stackSnapshot(2, 3, 4, 5, new long[100_000]);
    encoder.stringDefined(3, 2, "lone \ud800 surrogate");
    encoder.stringDefined(4, 3, null);
    encoder.flush();
    ChunkCursor cursor = cursor(source.chunks.getFirst());
    cursor.next();
    assertThat(cursor.text()).isEqualTo("\u20ac".repeat(ChunkFormat.MAX_TEXT / 3));
    assertThat(cursor.value(2)).as("bytes").isEqualTo(ChunkFormat.MAX_TEXT / 3 * 3);
    cursor.next();
    assertThat(cursor.sequence()).hasSize(ChunkFormat.MAX_SEQUENCE);
    cursor.next();
    assertThat(cursor.text()).isEqualTo("lone ? surrogate");
    cursor.next();
    assertThat(cursor.text()).isEmpty();
    assertThat(cursor.next()).isFalse();
  }

  @Test
  void shouldNeverGoBackInTimeEvenIfTheCallerDoes() throws Exception {
    ListSource source = new ListSource();
    ChunkEncoder encoder = EncoderFactory.create(0, source);
    encoder.fiberResumed(100, 1);
    encoder.fiberResumed(90, 1);
    encoder.fiberResumed(110, 1);
    encoder.flush();
    ChunkCursor cursor = cursor(source.chunks.getFirst());
    List<Long> times = new ArrayList<>();
    while (cursor.next()) {
      times.add(cursor.time());
    }
    assertThat(times).containsExactly(100L, 100L, 110L);
  }

  @Test
  void shouldSayWhatWasLostAndKeepDefinitionsWhenNoChunkIsToBeHad() throws Exception {
    ListSource source = new ListSource();
    source.available = 1;
    ChunkEncoder encoder = EncoderFactory.create(0, source);
    long time = 0;
    while (source.chunks.isEmpty()) {
      encoder.fiberResumed(++time, 5);
    }
    long lostSince = time;
    encoder.stringDefined(++time, 9, "kept");
    for (int i = 0; i < 99; i++) {
      encoder.fiberResumed(++time, 5);
    }
    source.available = 1;
    encoder.fiberResumed(++time, 6);
    encoder.flush();

    assertThat(source.chunks).hasSize(3);
    ChunkCursor definitions = cursor(source.chunks.get(1));
    assertThat(definitions.next()).isTrue();
    assertThat(definitions.text()).isEqualTo("kept");
    assertThat(definitions.next()).isFalse();
    ChunkCursor after = cursor(source.chunks.get(2));
    assertThat(after.next()).isTrue();
    assertThat(after.type().name()).isEqualTo("eventsLost");
    assertThat(after.value(1)).isEqualTo(100);
    assertThat(after.value(2)).isEqualTo(lostSince);
    assertThat(after.next()).isTrue();
    assertThat(after.value(1)).isEqualTo(6);
    assertThat(after.time()).isEqualTo(time);
  }

  @Test
  void shouldRefuseEveryTruncation() {
    byte[] chunk = encode(new RandomEvents(3).of(Schema.events(), 200)).getFirst();
    for (int length = 0; length < chunk.length; length++) {
      assertThat(problem(Arrays.copyOf(chunk, length))).isNotNull();
    }
    assertThat(problem(chunk)).isNull();
  }

  @Test
  void shouldNoticeEveryFlippedBit() {
    byte[] chunk = encode(new RandomEvents(4).of(Schema.events(), 100)).getFirst();
    for (int bit = 0; bit < chunk.length * 8; bit++) {
      chunk[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(problem(chunk)).as("bit %d", bit).isNotNull();
      chunk[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void shouldThrowNothingElseOnGarbageBehindARightChecksum() {
    Random random = new Random(5);
    byte[] good = encode(new RandomEvents(5).of(Schema.events(), 300)).getFirst();
    for (int round = 0; round < 20_000; round++) {
      byte[] bad = good.clone();
      for (int i = random.nextInt(8); i >= 0; i--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      ChunkCursor cursor = new ChunkCursor();
      cursor.openUnchecked(bad, 0, bad.length - ChunkFormat.FRAME);
      walk(cursor);
    }
  }

  @Test
  void shouldGiveAProbeTheCallsThatWereRecorded() throws Exception {
    List<byte[]> chunks = encode(new RandomEvents(8).of(Schema.events(), 20_000));
    EventDispatcher dispatcher = DispatcherFactory.create();
    ListSource again = new ListSource();
    ChunkEncoder encoder = EncoderFactory.create(3, again);
    for (byte[] chunk : chunks) {
      ChunkCursor cursor = cursor(chunk);
      while (cursor.next()) {
        dispatcher.dispatch(cursor, encoder);
      }
    }
    encoder.flush();
    assertThat(again.chunks).usingRecursiveComparison().isEqualTo(chunks);
  }

  private static @Nullable String problem(byte[] bytes) {
    ChunkCursor cursor = new ChunkCursor();
    try {
      cursor.open(bytes, 0, bytes.length);
    } catch (DamagedChunkException e) {
      return e.getMessage();
    }
    return walk(cursor);
  }

  private static @Nullable String walk(ChunkCursor cursor) {
    try {
      while (cursor.next()) {
        touch(cursor);
      }
      return null;
    } catch (DamagedChunkException e) {
      return e.getMessage();
    }
  }

  private static void touch(ChunkCursor cursor) {
    for (EventField field : cursor.type().fields()) {
      if (field.kind() == Kind.TEXT) {
        assertThat(cursor.text()).isNotNull();
      } else if (field.kind() == Kind.SEQUENCE) {
        assertThat(cursor.sequence()).hasSize((int) cursor.value(field.index()));
      }
    }
  }

  private static List<byte[]> encode(List<Call> calls) {
    ListSource source = new ListSource();
    ChunkEncoder encoder = EncoderFactory.create(3, source);
    calls.forEach(call -> call.report(encoder));
    encoder.flush();
    return source.chunks;
  }

  private static ChunkCursor cursor(byte[] chunk) throws DamagedChunkException {
    ChunkCursor cursor = new ChunkCursor();
    cursor.open(chunk, 0, chunk.length);
    return cursor;
  }

  private static List<Object[]> decode(List<byte[]> chunks) throws DamagedChunkException {
    List<Object[]> events = new ArrayList<>();
    for (byte[] chunk : chunks) {
      ChunkCursor cursor = cursor(chunk);
      assertThat(cursor.stream()).isEqualTo(3);
      while (cursor.next()) {
        events.add(event(cursor));
      }
    }
    return events;
  }

  private static Object[] event(ChunkCursor cursor) {
    List<EventField> fields = cursor.type().fields();
    Object[] values = new Object[fields.size() + 1];
    values[0] = cursor.code();
    for (EventField field : fields) {
      values[field.index() + 1] =
          switch (field.kind()) {
            case TEXT -> cursor.text();
            case SEQUENCE -> cursor.sequence();
            default -> cursor.value(field.index());
          };
    }
    return values;
  }

  private static void assertSame(List<Object[]> read, List<Call> written) {
    assertThat(read).hasSameSizeAs(written);
    for (int i = 0; i < read.size(); i++) {
      Call call = written.get(i);
      Object[] wanted = new Object[call.arguments().length + 1];
      wanted[0] = call.type().code();
      for (int field = 0; field < call.arguments().length; field++) {
        Object value = call.arguments()[field];
        wanted[field + 1] = value instanceof Integer number ? (Object) number.longValue() : value;
      }
      if (!Arrays.deepEquals(read.get(i), wanted)) {
        assertThat(read.get(i)).as("event %d, %s", i, call.type().name()).isEqualTo(wanted);
      }
    }
  }
}
