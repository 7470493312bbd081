// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;

/** What is told of by a repetition must be read as if it stood there, event by event. */
final class RepetitionTest {

  private static final long CHANNEL = 1L << 32 | 7;

  /** Chunks as they are handed over, and one that may be looked at while it is filled. */
  private static final class Source implements ChunkSource {
    private final List<byte[]> chunks = new ArrayList<>();
    private @Nullable Chunk current;

    @Override
    public Chunk take() {
      return new Chunk();
    }

    @Override
    public void filling(Chunk chunk) {
      current = chunk;
    }

    @Override
    public void full(Chunk chunk) {
      chunks.add(Arrays.copyOf(chunk.bytes(), chunk.seal(5)));
    }

    byte[] copy() {
      byte[] bytes = new byte[ChunkFormat.MAX_CHUNK];
      int length = current == null ? 0 : current.copyTo(bytes, 5);
      return Arrays.copyOf(bytes, length);
    }
  }

  /** Passes on to an encoder, and to another one that never sees a joint event. */
  private static final class Both {
    private final Source source = new Source();
    private final Source plain = new Source();
    private final ChunkEncoder encoder = EncoderFactory.create(0, source);
    private final ChunkEncoder reference = EncoderFactory.create(0, plain);
    private final Probe singles = new Singles(reference);
    private long time = 1_000;
    private long id = 100;
    private final long[] last = new long[16];

    void flush() {
      encoder.flush();
      reference.flush();
    }

    /** A message from one fiber to the next one, which goes on. */
    void message(int from, int to, int length, int words) {
      long continuation = ++id;
      long operation = ++id;
      for (Probe probe : List.of(encoder, singles)) {
        probe.waiterServed(time, CHANNEL + from, from, to, length);
        probe.offerSwitched(
            time,
            continuation,
            from,
            CHANNEL,
            operation,
            1,
            1,
            last[to],
            to,
            1,
            6,
            words,
            2,
            12,
            2,
            0,
            0,
            90 + from);
      }
      last[from] = continuation;
    }

    void yields(int from, int to) {
      for (Probe probe : List.of(encoder, singles)) {
        probe.waiterWoken(time, to, from, CHANNEL);
        probe.fiberYielded(time, from, 0, to, 1, 90);
      }
    }

    void other(long value) {
      encoder.counted(time, 3, 1, value);
      reference.counted(time, 3, 1, value);
      encoder.fiberResumed(time, value);
      reference.fiberResumed(time, value);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldReadProgramsThatTurnInCirclesAsTheirSingleEvents(long seed) throws Exception {
    Random random = new Random(seed);
    Both both = new Both();
    for (int round = 0; round < 60; round++) {
      int fibers = 2 + random.nextInt(random.nextInt(4) == 0 ? 14 : 3);
      int words = random.nextInt(3) == 0 ? random.nextInt(50) : 40;
      int turns = random.nextInt(900);
      int step = 1 + random.nextInt(40);
      int disturbed = random.nextInt(3) == 0 ? 1 + random.nextInt(60) : Integer.MAX_VALUE;
      boolean yields = random.nextInt(4) == 0;
      for (int turn = 0; turn < turns; turn++) {
        if (turn % step == 0) {
          both.time += random.nextInt(5) == 0 ? random.nextInt(5_000_000) : random.nextInt(900);
        }
        if (turn % disturbed == disturbed - 1) {
          both.other(random.nextInt(4));
        }
        if (yields) {
          both.yields(turn % fibers, (turn + 1) % fibers);
        } else {
          both.message(turn % fibers, (turn + 1) % fibers, 0, words + turn % fibers);
        }
      }
      if (random.nextInt(6) == 0) {
        both.encoder.requestFlush();
      }
    }
    both.flush();
    List<List<Long>> wanted = decode(both.plain.chunks);
    assertThat(decode(both.source.chunks)).isEqualTo(wanted);
    assertThat(bytes(both.source)).isLessThan(bytes(both.plain) / 3);
    assertThat(both.source.chunks).anyMatch(chunk -> chunk[ChunkFormat.AT_VERSION] == 3);
    assertThat(both.plain.chunks).allMatch(chunk -> chunk[ChunkFormat.AT_VERSION] == 2);
  }

  /** The writer saves a chunk at any moment, in the middle of a repetition, too. */
  @Test
  void shouldReadACopyThatIsMadeAfterAnyEvent() throws Exception {
    Both both = new Both();
    for (int turn = 0; turn < 400; turn++) {
      both.time += turn % 37 == 0 ? 500 : 0;
      if (turn % 100 == 50) {
        both.other(turn);
      }
      both.message(turn & 1, turn + 1 & 1, 0, 40);
      assertThat(decode(List.of(both.source.copy()))).isEqualTo(decode(List.of(both.plain.copy())));
    }
  }

  @Test
  void shouldTakeNoByteForWhatIsRepeated() throws Exception {
    Both both = new Both();
    for (int turn = 0; turn < 20; turn++) {
      both.message(turn & 1, turn + 1 & 1, 0, 40);
    }
    int before = both.source.copy().length;
    for (int turn = 0; turn < 1_000; turn++) {
      both.message(turn & 1, turn + 1 & 1, 0, 40);
    }
    assertThat(both.source.copy()).hasSize(before);
    both.time++;
    both.message(0, 1, 0, 40);
    assertThat(both.source.copy().length).isBetween(before + 5, before + 8);
  }

  /** A chunk that holds too many events would be long in reading when one is looked for. */
  @Test
  void shouldHandOverAChunkThatTellsOfManyEvents() throws Exception {
    Both both = new Both();
    for (int turn = 0; turn < 30_000; turn++) {
      both.message(turn & 1, turn + 1 & 1, 0, 40);
    }
    both.flush();
    assertThat(both.source.chunks).hasSizeBetween(6, 10);
    for (byte[] chunk : both.source.chunks) {
      assertThat(ChunkFormat.countOf(chunk)).isLessThan(34_000);
    }
    assertThat(decode(both.source.chunks)).isEqualTo(decode(both.plain.chunks));
  }

  /** What never repeats must not pay for being looked at. */
  @Test
  void shouldKeepToVersionTwoWhereNothingRepeats() throws Exception {
    Both both = new Both();
    for (int turn = 0; turn < 5_000; turn++) {
      both.time += 3;
      both.message(turn % 7, (turn + 1) % 7, turn, 40);
    }
    both.flush();
    assertThat(both.source.chunks).allMatch(chunk -> chunk[ChunkFormat.AT_VERSION] == 2);
    assertThat(decode(both.source.chunks)).isEqualTo(decode(both.plain.chunks));
  }

  @Test
  void shouldRefuseRepetitionsOfWhatIsNotThere() throws Exception {
    Both both = new Both();
    for (int turn = 0; turn < 30; turn++) {
      both.message(turn & 1, turn + 1 & 1, 0, 40);
    }
    both.time += 5;
    both.message(0, 1, 0, 40);
    both.flush();
    byte[] good = both.source.chunks.getFirst();
    int at = good.length - 4;
    assertThat(good[at]).isEqualTo((byte) Repetition.CODE);
    assertThat(decode(List.of(good))).hasSize(ChunkFormat.countOf(good));
    assertRefused(with(good, at + 2, 60), "a chunk repeats what was not there");
    assertRefused(with(good, at + 3, 60), "a chunk repeats what was not there");
    assertRefused(with(good, ChunkFormat.AT_COUNT + 3, 1), "a chunk repeats too many events");
    assertRefused(
        with(good, ChunkFormat.AT_COUNT, good[ChunkFormat.AT_COUNT] - 1),
        "a chunk ends in the middle of a joint event");
    assertRefused(
        with(good, ChunkFormat.AT_VERSION, 2), "a chunk holds an event with the unknown code 255");
  }

  /** To skim says the same as to read, damaged or not, and nothing else is ever thrown. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldSkimAsItReadsWhateverTheBytes(long seed) throws Exception {
    Random random = new Random(seed);
    Both both = new Both();
    for (int turn = 0; turn < 700; turn++) {
      both.time += turn % 29 == 0 ? 700 : 0;
      if (turn % 90 == 7) {
        both.other(turn);
      }
      both.message(turn % 3, (turn + 1) % 3, 0, turn == 300 ? 41 : 40);
    }
    both.flush();
    byte[] good = both.source.chunks.getFirst();
    int damaged = 0;
    for (int round = 0; round < 6_000; round++) {
      byte[] bad = good.clone();
      for (int i = random.nextInt(3); i >= 0 && round > 0; i--) {
        bad[ChunkFormat.AT_COUNT + random.nextInt(bad.length - ChunkFormat.AT_COUNT)] =
            (byte) random.nextInt();
      }
      int first = random.nextInt(300);
      String read = found(bad, Integer.MAX_VALUE);
      damaged += read.startsWith("a chunk") ? 1 : 0;
      assertThat(found(bad, first)).isEqualTo(read);
    }
    assertThat(damaged).isBetween(100, 5_999);
  }

  /** Reads so many events, skims the others, and says what was there or what is wrong. */
  private static String found(byte[] chunk, int read) {
    ChunkCursor cursor = new ChunkCursor();
    long[] codes = new long[4];
    cursor.openUnchecked(chunk, 0, chunk.length - ChunkFormat.FRAME);
    try {
      int events = 0;
      while (events < read && cursor.next()) {
        codes[cursor.code() >>> 6] |= 1L << cursor.code();
        events++;
      }
      if (events == read) {
        cursor.skim(codes);
      }
    } catch (DamagedChunkException e) {
      return String.valueOf(e.getMessage());
    }
    return cursor.time() + Arrays.toString(codes);
  }

  private static byte[] with(byte[] chunk, int at, int value) {
    byte[] other = chunk.clone();
    other[at] = (byte) value;
    return other;
  }

  private static void assertRefused(byte[] chunk, String why) {
    ChunkCursor cursor = new ChunkCursor();
    cursor.openUnchecked(chunk, 0, chunk.length - ChunkFormat.FRAME);
    assertThatThrownBy(
            () -> {
              while (cursor.next()) {
                assertThat(cursor.time()).isPositive();
              }
            })
        .isInstanceOf(DamagedChunkException.class)
        .hasMessage(why);
  }

  private static int bytes(Source source) {
    return source.chunks.stream().mapToInt(chunk -> chunk.length).sum();
  }

  private static List<List<Long>> decode(List<byte[]> chunks) throws DamagedChunkException {
    List<List<Long>> events = new ArrayList<>();
    for (byte[] chunk : chunks) {
      ChunkCursor cursor = new ChunkCursor();
      cursor.open(chunk, 0, chunk.length);
      int before = events.size();
      while (cursor.next()) {
        EventType type = cursor.type();
        List<Long> event = new ArrayList<>(List.of((long) type.code()));
        for (EventField field : type.fields()) {
          event.add(cursor.value(field.index()));
        }
        events.add(event);
      }
      assertThat(events.size() - before).isEqualTo(ChunkFormat.countOf(chunk));
    }
    return events;
  }
}
