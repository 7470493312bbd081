// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.lokoscope.tracer.schema.Schema;

/** Where a cursor begins and ends, and with which words it refuses what is not a chunk. */
final class ChunkCursorTest {

  private static final int STRING_DEFINED = 1;
  private static final int FIBER_RESUMED = code("fiberResumed");
  private static final int STACK_SNAPSHOT = code("stackSnapshot");

  private final ChunkCursor cursor = new ChunkCursor();

  private static int code(String name) {
    return Schema.events().stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow()
        .code();
  }

  /** A chunk with a right checksum that holds these bytes. */
  private static byte[] chunk(long base, int count, int... payload) {
    byte[] chunk = new byte[ChunkFormat.HEADER + payload.length];
    for (int i = 0; i < payload.length; i++) {
      chunk[ChunkFormat.HEADER + i] = (byte) payload[i];
    }
    ChunkFormat.seal(chunk, chunk.length, false, 0, 3, 17, base, base, count);
    return chunk;
  }

  private static int[] bytes(int code, int... rest) {
    int[] bytes = new int[rest.length + 1];
    bytes[0] = code;
    System.arraycopy(rest, 0, bytes, 1, rest.length);
    return bytes;
  }

  private void open(byte[] chunk) throws DamagedChunkException {
    cursor.open(chunk, 0, chunk.length);
  }

  private List<Long> times(byte[] chunk) throws DamagedChunkException {
    open(chunk);
    List<Long> times = new ArrayList<>();
    while (cursor.next()) {
      times.add(cursor.time());
    }
    return times;
  }

  private static void assertDamaged(ThrowingCallable reading, String message) {
    assertThatThrownBy(reading).isInstanceOf(DamagedChunkException.class).hasMessage(message);
  }

  @Test
  void shouldReadAChunkWithoutEvents() throws Exception {
    byte[] empty = chunk(5, 0);
    assertThat(times(empty)).isEmpty();
    assertThat(cursor.length()).isEqualTo(ChunkFormat.HEADER);
    assertThat(cursor.count()).isZero();
    assertThat(cursor.base()).isEqualTo(5);
    assertThat(cursor.chunkSequence()).isEqualTo(17);
  }

  @Test
  void shouldReadAChunkInTheMiddleOfABufferAndSayHowLongItIs() throws Exception {
    byte[] chunk = chunk(5, 1, bytes(FIBER_RESUMED, 2, 8));
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    buffer.write(new byte[13]);
    buffer.write(chunk);
    cursor.open(buffer.toByteArray(), 13, chunk.length);
    assertThat(cursor.stream()).isEqualTo(3);
    assertThat(cursor.length()).isEqualTo(chunk.length);
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.time()).isEqualTo(7);
    assertThat(cursor.value(1)).isEqualTo(4);
    assertThat(cursor.next()).isFalse();
  }

  @Test
  void shouldRefuseAChunkThatIsNotWhollyInItsBuffer() {
    byte[] chunk = chunk(5, 0);
    String outside = "chunk outside of its buffer";
    assertDamaged(() -> cursor.open(chunk, -1, chunk.length), outside);
    assertDamaged(() -> cursor.open(chunk, 0, -1), outside);
    assertDamaged(() -> cursor.open(chunk, 1, chunk.length), outside);
    assertDamaged(() -> cursor.open(chunk, chunk.length, 1), outside);
    assertDamaged(() -> cursor.open(chunk, 2, Integer.MAX_VALUE), outside);
  }

  @Test
  void shouldSayInWhichWayAChunkIsDamaged() {
    byte[] chunk = chunk(5, 1, bytes(FIBER_RESUMED, 2, 8));
    assertDamaged(() -> open(new byte[0]), "chunk of only 0 bytes");
    assertDamaged(() -> open(Arrays.copyOf(chunk, 39)), "chunk of only 39 bytes");
    assertDamaged(() -> open(Arrays.copyOf(chunk, chunk.length - 1)), "truncated chunk");
    byte[] other = chunk.clone();
    other[0] = 'X';
    assertDamaged(() -> open(other), "not a chunk: no magic number LOKC");
    byte[] flipped = chunk.clone();
    flipped[41]++;
    assertDamaged(() -> open(flipped), "chunk checksum mismatch");
    byte[] newer = chunk.clone();
    newer[4] = 9;
    ChunkFormat.putInt(newer, 36, ChunkFormat.checksum(newer, 0, newer.length));
    assertDamaged(() -> open(newer), "a chunk has format version 9, this program reads 3");
  }

  @Test
  void shouldReadTheSameChunkAgain() throws Exception {
    byte[] chunk = chunk(5, 2, FIBER_RESUMED, 2, 8, FIBER_RESUMED, 2, 2);
    for (int round = 0; round < 2; round++) {
      open(chunk);
      cursor.next();
      assertThat(cursor.value(1)).isEqualTo(4);
      cursor.next();
      assertThat(cursor.value(1)).as("1 more").isEqualTo(5);
    }
  }

  @Test
  void shouldReadTimesFromZeroAndFromBelowIt() throws Exception {
    int[] two = {FIBER_RESUMED, 0, 8, FIBER_RESUMED, 2, 2};
    assertThat(times(chunk(0, 2, two))).containsExactly(0L, 2L);
    assertThat(times(chunk(-9, 2, two))).containsExactly(-9L, -7L);
    assertThat(times(chunk(-1, 2, two))).containsExactly(-1L, 1L);
  }

  @Test
  void shouldRefuseTimesThatDoNotFit() {
    int[] most = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f};
    int[] event = Arrays.copyOf(bytes(FIBER_RESUMED, most), 11);
    String back = "a chunk goes back in time";
    assertDamaged(() -> times(chunk(1, 1, event)), back);
    assertDamaged(() -> times(chunk(0, 2, concat(event, bytes(FIBER_RESUMED, 1, 0)))), back);
    int[] negative =
        bytes(FIBER_RESUMED, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 0);
    assertDamaged(() -> times(chunk(-5, 1, negative)), back);
  }

  private static int[] concat(int[] first, int[] second) {
    int[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Test
  void shouldRefuseEventsThatAreNotWholeOrTooMany() {
    assertDamaged(
        () -> times(chunk(0, 2, bytes(FIBER_RESUMED, 2, 8))), "a chunk ends before its last event");
    assertDamaged(
        () -> times(chunk(0, 1, FIBER_RESUMED, 2, 8, 0)), "a chunk has bytes after its last event");
    assertDamaged(
        () -> times(chunk(0, -1, FIBER_RESUMED, 2, 8)), "a chunk has bytes after its last event");
    assertDamaged(
        () -> times(chunk(0, 1, bytes(FIBER_RESUMED, 2))),
        "a chunk ends in the middle of an event");
    assertDamaged(
        () -> times(chunk(0, 1, bytes(255, 2))),
        "a chunk holds an event with the unknown code 255");
  }

  @Test
  void shouldRefuseANumberOfElevenBytes() {
    int[] eleven = {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0, 8};
    assertDamaged(
        () -> times(chunk(0, 1, bytes(FIBER_RESUMED, eleven))),
        "a chunk holds a number of more than 64 bits");
  }

  @Test
  void shouldReadATextUpToTheLastByteAndRefuseALongerOne() throws Exception {
    open(chunk(0, 1, STRING_DEFINED, 0, 2, 3, 'a', 'b', 'c'));
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.text()).isEqualTo("abc");
    assertThat(cursor.value(2)).isEqualTo(3);
    assertThat(cursor.next()).isFalse();
    String tooLong = "a chunk holds a text that is too long";
    assertDamaged(() -> times(chunk(0, 1, STRING_DEFINED, 0, 2, 4, 'a', 'b', 'c')), tooLong);
    assertDamaged(() -> times(text(ChunkFormat.MAX_TEXT + 1)), tooLong);
    assertThat(times(text(ChunkFormat.MAX_TEXT))).containsExactly(0L);
    int[] negative = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1};
    assertDamaged(
        () -> times(chunk(0, 1, concat(new int[] {STRING_DEFINED, 0, 2}, negative))), tooLong);
  }

  private static byte[] text(int length) {
    int[] begin = {STRING_DEFINED, 0, 2, length & 0x7f | 0x80, length >> 7};
    return chunk(0, 1, Arrays.copyOf(begin, begin.length + length));
  }

  @Test
  void shouldReadASequenceUpToTheLastByteAndRefuseALongerOne() throws Exception {
    int[] begin = {STACK_SNAPSHOT, 0, 2, 2, 2};
    open(chunk(0, 1, concat(begin, new int[] {3, 2, 3, 4})));
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.sequence()).containsExactly(1, -2, 2);
    assertThat(cursor.next()).isFalse();
    assertThat(times(sequence(begin, ChunkFormat.MAX_SEQUENCE))).containsExactly(0L);
    String tooLong = "a chunk holds a sequence that is too long";
    assertDamaged(() -> times(chunk(0, 1, concat(begin, new int[] {4, 2, 3, 4}))), tooLong);
    assertDamaged(() -> times(sequence(begin, ChunkFormat.MAX_SEQUENCE + 1)), tooLong);
  }

  private static byte[] sequence(int[] begin, int length) {
    int[] size = {length & 0x7f | 0x80, length >> 7};
    int[] head = concat(begin, size);
    return chunk(0, 1, Arrays.copyOf(head, head.length + length));
  }

  @Test
  void shouldSayNothingMoreOnceItHasRefused() {
    assertDamaged(
        () -> times(chunk(0, 2, bytes(FIBER_RESUMED, 2))),
        "a chunk ends in the middle of an event");
    assertThat(cursor).satisfies(stopped -> assertThat(stopped.next()).isFalse());
  }
}
