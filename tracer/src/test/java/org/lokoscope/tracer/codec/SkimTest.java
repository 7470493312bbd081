// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.JointSchema;
import org.lokoscope.tracer.schema.JointType;
import org.lokoscope.tracer.schema.Schema;

/** To skim a chunk says the same of it as to read all of its events, damaged or not. */
final class SkimTest {

  private record Found(long last, List<Long> codes, @Nullable String problem) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldSayWhatReadingSays(long seed) throws Exception {
    Random random = new Random(seed);
    ListSource source = new ListSource();
    ChunkEncoder encoder = EncoderFactory.create(0, source);
    RandomEvents events = new RandomEvents(seed);
    for (int i = 0; i < 3_000; i++) {
      RandomEvents.Call call = events.of(Schema.events(), 1).getFirst();
      call.report(encoder);
      joint(encoder, (long) call.arguments()[0], random);
    }
    encoder.flush();
    int damaged = 0;
    for (byte[] chunk : source.chunks) {
      assertThat(found(chunk, true)).isEqualTo(found(chunk, false));
      assertThat(found(chunk, true).problem).isNull();
      for (int round = 0; round < 400; round++) {
        byte[] other = chunk.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
          int at = ChunkFormat.FRAME + random.nextInt(other.length - ChunkFormat.FRAME);
          other[at] = (byte) random.nextInt(256);
        }
        Found skimmed = found(other, true);
        Found read = found(other, false);
        assertThat(skimmed.problem).isEqualTo(read.problem);
        if (read.problem == null) {
          assertThat(skimmed).isEqualTo(read);
        } else {
          damaged++;
        }
      }
    }
    assertThat(damaged).isGreaterThan(100);
  }

  private static void joint(ChunkEncoder encoder, long time, Random random) throws Exception {
    JointType type = JointSchema.joints().get(random.nextInt(JointSchema.joints().size()));
    Object[] arguments = new Object[type.fields().size()];
    for (EventField field : type.fields()) {
      long value = random.nextInt(8) == 0 ? random.nextLong() : random.nextInt(2);
      arguments[field.index()] = field.type() == int.class ? (Object) (int) value : (Object) value;
    }
    arguments[0] = time;
    type.method().invoke(encoder, arguments);
  }

  private static Found found(byte[] chunk, boolean skim) {
    ChunkCursor cursor = new ChunkCursor();
    long[] codes = new long[4];
    int payload = chunk.length - ChunkFormat.FRAME;
    cursor.openUnchecked(chunk, 0, payload);
    try {
      if (skim) {
        cursor.skim(codes);
      } else {
        while (cursor.next()) {
          codes[cursor.code() >>> 6] |= 1L << cursor.code();
        }
      }
    } catch (DamagedChunkException e) {
      return new Found(0, List.of(), e.getMessage());
    }
    return new Found(cursor.time(), List.of(codes[0], codes[1], codes[2], codes[3]), null);
  }
}
