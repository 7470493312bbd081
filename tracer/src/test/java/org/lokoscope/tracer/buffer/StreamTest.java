// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lokoscope.tracer.codec.Chunk;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.codec.ChunkFormat;

/**
 * The hand-over of chunks as a deterministic scheduler sees it: every order in which the steps of
 * the owner and those of the writer can follow each other. {@code tracer/stress} has the same on
 * real threads.
 */
final class StreamTest {

  private static final int OWNER_STEPS = 6;
  private static final int WRITER_STEPS = 8;

  /** One order of steps; the writer's are a drain, a look, and what the look asks for. */
  private static final class Schedule {
    private final Stream stream = new Stream(0, Thread.currentThread());
    private final byte[] copy = new byte[ChunkFormat.MAX_CHUNK];
    private final List<int[]> written = new ArrayList<>();
    private Stream.Look look = Stream.Look.NOTHING;
    private int owned;
    private int wrote;
    private long event;

    /** Two events to a chunk. */
    void owner() {
      if (owned++ % 3 == 2) {
        stream.encoder().flush();
      } else {
        stream.encoder().fiberResumed(event, event++);
      }
    }

    void writer() throws Exception {
      switch (wrote++ % 3) {
        case 0 -> drain();
        case 1 -> look = stream.look();
        default -> act();
      }
    }

    private void act() throws Exception {
      switch (look) {
        case NOTHING -> {}
        case ASK -> stream.encoder().requestFlush();
        case SAVE -> {
          int length = stream.looked().copyTo(copy, 0);
          stream.markSaved(copy);
          write(copy, length);
        }
      }
    }

    private void drain() throws Exception {
      for (Chunk chunk = stream.pollFull(); chunk != null; chunk = stream.pollFull()) {
        if (!stream.isSaved(chunk)) {
          write(chunk.bytes(), chunk.seal(0));
        }
        stream.recycle(chunk);
      }
    }

    private void write(byte[] bytes, int length) throws Exception {
      ChunkCursor cursor = new ChunkCursor();
      cursor.open(bytes, 0, length);
      int count = 0;
      while (cursor.next()) {
        count++;
      }
      written.add(new int[] {cursor.chunkSequence(), count});
    }

    /** Whoever dies now must leave no gap behind: a chunk comes after all before it. */
    void check(String order) {
      int highest = -1;
      for (int[] chunk : written) {
        assertThat(chunk[1]).as("events of a chunk, %s", order).isPositive();
        assertThat(chunk[0])
            .as("chunk after %d, %s", highest, order)
            .isLessThanOrEqualTo(highest + 1);
        highest = Math.max(highest, chunk[0]);
      }
    }

    long kept() throws Exception {
      stream.encoder().flush();
      drain();
      int[] fullest = new int[OWNER_STEPS + 1];
      for (int[] chunk : written) {
        fullest[chunk[0]] = Math.max(fullest[chunk[0]], chunk[1]);
      }
      long sum = 0;
      for (int count : fullest) {
        sum += count;
      }
      return sum;
    }
  }

  @Test
  void shouldWriteEveryEventInOrderHoweverOwnerAndWriterInterleave() throws Exception {
    int orders = 0;
    for (int bits = 0; bits < 1 << OWNER_STEPS + WRITER_STEPS; bits++) {
      if (Integer.bitCount(bits) == OWNER_STEPS) {
        orders++;
        run(bits);
      }
    }
    assertThat(orders).isEqualTo(3003);
  }

  private static void run(int bits) throws Exception {
    Schedule schedule = new Schedule();
    String order = Integer.toBinaryString(bits);
    for (int i = 0; i < OWNER_STEPS + WRITER_STEPS; i++) {
      if ((bits >> i & 1) != 0) {
        schedule.owner();
      } else {
        schedule.writer();
      }
      schedule.check(order);
    }
    assertThat(schedule.kept()).as(order).isEqualTo(schedule.event);
    schedule.check(order);
  }
}
