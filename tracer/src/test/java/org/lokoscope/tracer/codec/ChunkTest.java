// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The header of a chunk, and what its owner and others can tell of it while it is filled. */
final class ChunkTest {

  private static final int STREAM = -7;

  private final ListSource source = new ListSource();
  private final ChunkEncoder encoder = EncoderFactory.create(STREAM, source);

  private static byte[] copy(Chunk chunk) {
    byte[] target = new byte[ChunkFormat.MAX_CHUNK];
    return Arrays.copyOf(target, chunk.copyTo(target, 0));
  }

  /** The chunk that is filled at the moment. */
  private Chunk current() {
    return source.filling.getLast();
  }

  @Test
  void shouldTellWhoseItIsAndHowManyEventsItHolds() {
    encoder.fiberResumed(100, 1);
    encoder.flush();
    encoder.fiberResumed(200, 1);
    encoder.fiberResumed(300, 1);
    assertThat(current().stream()).isEqualTo(STREAM);
    assertThat(current().sequence()).isEqualTo(1);
    assertThat(current().count()).isEqualTo(2);
    byte[] sealed = copy(current());
    assertThat(ChunkFormat.sequenceOf(sealed)).isEqualTo(1);
    assertThat(ChunkFormat.countOf(sealed)).isEqualTo(2);
  }

  @Test
  void shouldLookTheSameSealedInPlaceAndCopied() {
    encoder.fiberResumed(100, 1);
    encoder.stringDefined(2000, 5, "text");
    byte[] copied = copy(current());
    int length = current().seal(0);
    assertThat(Arrays.copyOf(current().bytes(), length)).isEqualTo(copied);
  }

  @Test
  void shouldBeEmptyAgainWhenItIsUsedAgain() {
    encoder.fiberResumed(100, 1);
    Chunk chunk = current();
    chunk.open(2, 9);
    assertThat(chunk.count()).isZero();
    assertThat(chunk.stream()).isEqualTo(2);
    assertThat(copy(chunk)).hasSize(ChunkFormat.HEADER);
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 1250, 250",
    "1000, 1000, 0",
    "-50, 50, 100",
    "0, 4294967294, -2",
    "5, 4294967300, -1",
    "5, 4294967301, -1",
    "5, 9000000000000000000, -1"
  })
  void shouldHaveTheHeaderThatIsDocumented(long first, long last, int span) {
    encoder.fiberResumed(first, 1);
    encoder.fiberResumed(last, 1);
    byte[] chunk = copy(current());
    ByteBuffer header = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[4];
    header.get(magic);
    assertThat(magic).asString().isEqualTo("LOKC");
    assertThat(header.getShort()).as("version").isEqualTo((short) ChunkFormat.WITH_RUN);
    assertThat(header.getShort()).isZero();
    assertThat(header.getInt()).as("stream").isEqualTo(STREAM);
    assertThat(header.getInt()).as("sequence").isZero();
    assertThat(header.getLong()).as("base time").isEqualTo(first);
    assertThat(header.getInt()).as("time from there to the last event").isEqualTo(span);
    assertThat(header.getInt()).as("events").isEqualTo(2);
    assertThat(header.getInt()).as("payload").isEqualTo(chunk.length - ChunkFormat.FRAME);
  }
}
