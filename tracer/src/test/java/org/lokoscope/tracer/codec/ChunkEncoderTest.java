// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which events come into which chunk, above all when there are none to be had. */
final class ChunkEncoderTest {

  private final ListSource source = new ListSource();

  private List<Integer> sequences() throws DamagedChunkException {
    List<Integer> numbers = new ArrayList<>();
    for (byte[] chunk : source.chunks) {
      numbers.add(opened(chunk).chunkSequence());
    }
    return numbers;
  }

  /** The name of each event, and the one number or the text that tells it from others. */
  private List<String> events() throws DamagedChunkException {
    List<String> events = new ArrayList<>();
    for (byte[] chunk : source.chunks) {
      ChunkCursor cursor = opened(chunk);
      while (cursor.next()) {
        boolean text = cursor.type().name().equals("stringDefined");
        events.add(cursor.type().name() + " " + (text ? cursor.text() : cursor.value(1)));
      }
    }
    return events;
  }

  private static ChunkCursor opened(byte[] chunk) throws DamagedChunkException {
    ChunkCursor cursor = new ChunkCursor();
    cursor.open(chunk, 0, chunk.length);
    return cursor;
  }

  @Test
  void shouldFillTheChunkThatItTookAndSayWhich() {
    ChunkEncoder encoder = EncoderFactory.create(0, source);
    encoder.fiberResumed(1, 1);
    encoder.flush();
    assertThat(source.taken).hasSize(2);
    assertThat(source.filling).containsExactlyElementsOf(source.taken);
  }

  @Test
  void shouldHandOverNothingTwiceAndNothingThatIsEmpty() throws Exception {
    ChunkEncoder encoder = EncoderFactory.create(0, source);
    encoder.flush();
    assertThat(source.chunks).isEmpty();
    encoder.fiberResumed(1, 7);
    encoder.flush();
    encoder.flush();
    encoder.fiberResumed(2, 8);
    encoder.flush();
    assertThat(events()).containsExactly("fiberResumed 7", "fiberResumed 8");
    assertThat(sequences()).containsExactly(0, 1);
  }

  @Test
  void shouldHandOverWhatItHasBeforeTheNextEventWhenThatIsAskedFor() throws Exception {
    ChunkEncoder encoder = EncoderFactory.create(0, source);
    encoder.requestFlush();
    encoder.fiberResumed(1, 7);
    assertThat(source.chunks).as("there was nothing").isEmpty();
    encoder.requestFlush();
    encoder.fiberResumed(2, 8);
    encoder.fiberResumed(3, 9);
    assertThat(source.chunks).hasSize(1);
    assertThat(events()).containsExactly("fiberResumed 7");
  }

  /** Each of the events has 5 bytes and might have had 31; one that is longer makes it even. */
  @Test
  void shouldFillAChunkAsLongAsTheLongestFormOfAnEventFits() {
    ChunkEncoder encoder = EncoderFactory.create(0, source);
    int room = ChunkFormat.MAX_CHUNK - ChunkFormat.HEADER - 31;
    assertThat(room % 5).isEqualTo(1);
    encoder.stringDefined(0, 0, "x");
    for (int i = 1; i <= room / 5; i++) {
      encoder.stringDefined(0, 0, "");
    }
    assertThat(source.chunks).as("the last one fits without a byte to spare").isEmpty();
    encoder.stringDefined(0, 0, "");
    assertThat(source.chunks).hasSize(1);
    assertThat(ChunkFormat.countOf(source.chunks.getFirst())).isEqualTo(room / 5 + 1);
  }

  @Test
  void shouldRecordFromTheStartThoughNoChunkIsToBeHadThen() throws Exception {
    source.available = 0;
    ChunkEncoder encoder = EncoderFactory.create(0, source);
    encoder.fiberResumed(1, 7);
    encoder.flush();
    assertThat(events()).containsExactly("fiberResumed 7");
  }

  @Test
  @SuppressWarnings("NullAway") // A recording must survive a sequence that is not there.
  void shouldTakeAMissingSequenceForAnEmptyOne() throws Exception {
    ChunkEncoder encoder = EncoderFactory.create(0, source);
    encoder.stackSnapshot(2, 3, 4, 5, null);
    encoder.fiberResumed(3, 7);
    encoder.flush();
    assertThat(events()).containsExactly("stackSnapshot 3", "fiberResumed 7");
  }

  private ChunkEncoder starving() {
    source.available = 1;
    ChunkEncoder encoder = EncoderFactory.create(0, source);
    encoder.fiberResumed(1, 7);
    encoder.flush();
    return encoder;
  }

  @Test
  void shouldKeepDefinitionsOfMoreThanAChunkWhenNoneIsToBeHad() throws Exception {
    ChunkEncoder encoder = starving();
    List<String> texts = IntStream.range(0, 40).mapToObj(i -> i + "-".repeat(5000)).toList();
    for (String text : texts) {
      encoder.stringDefined(2, 1, text);
      encoder.fiberResumed(2, 8);
    }
    encoder.flush();
    List<String> events = new ArrayList<>();
    events.add("fiberResumed 7");
    texts.forEach(text -> events.add("stringDefined " + text));
    events.add("eventsLost 40");
    assertThat(events()).isEqualTo(events);
    assertThat(sequences()).isEqualTo(IntStream.range(0, source.chunks.size()).boxed().toList());
  }

  @Test
  void shouldSayAtTheEndWhatWasLost() throws Exception {
    ChunkEncoder encoder = starving();
    encoder.fiberResumed(20, 8);
    encoder.fiberResumed(30, 9);
    encoder.flush();
    assertThat(events()).containsExactly("fiberResumed 7", "eventsLost 2");
    ChunkCursor last = opened(source.chunks.getLast());
    assertThat(last.next()).isTrue();
    assertThat(last.time()).isEqualTo(30);
    assertThat(last.value(2)).as("since").isEqualTo(20);
    assertThat(sequences()).as("no number is missing for it").containsExactly(0, 1);
  }

  @Test
  void shouldSayNothingOfALossWhenOnlyDefinitionsCameWithoutAChunk() throws Exception {
    ChunkEncoder encoder = starving();
    encoder.stringDefined(2, 1, "kept");
    source.available = 2;
    encoder.fiberResumed(3, 8);
    encoder.flush();
    assertThat(events()).containsExactly("fiberResumed 7", "stringDefined kept", "fiberResumed 8");
    assertThat(sequences()).containsExactly(0, 1, 2);
  }

  @Test
  void shouldGoOnAsBeforeAfterALoss() throws Exception {
    ChunkEncoder encoder = starving();
    encoder.fiberResumed(2, 8);
    source.available = 3;
    encoder.fiberResumed(3, 9);
    encoder.flush();
    encoder.fiberResumed(4, 10);
    encoder.flush();
    assertThat(events())
        .containsExactly("fiberResumed 7", "eventsLost 1", "fiberResumed 9", "fiberResumed 10");
    assertThat(sequences()).containsExactly(0, 1, 2);
  }
}
