// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.codec.DamagedChunkException;

@Timeout(120)
final class TraceWriterTest {

  private final LinkedBlockingQueue<byte[]> written = new LinkedBlockingQueue<>();

  @Test
  void shouldSaveTheEventsOfAnOwnerThatReportsNoMore() throws Exception {
    try (TraceWriter writer = new TraceWriter(this::keep)) {
      writer.probe(0).fiberResumed(1, 77);
      ChunkCursor cursor = open(written.take());
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.value(1)).isEqualTo(77);
      assertThat(cursor.next()).isFalse();
    }
  }

  @Test
  void shouldNotWriteAChunkAgainThatGainedNoEvent() throws Exception {
    try (TraceWriter writer = new TraceWriter(this::keep)) {
      Probe probe = writer.probe(0);
      probe.fiberResumed(1, 77);
      byte[] saved = written.take();
      probe.fiberResumed(2, 78);
      byte[] next = written.take();
      assertThat(open(saved).chunkSequence()).isZero();
      assertThat(open(next).chunkSequence()).isOne();
    }
    assertThat(written).isEmpty();
  }

  @Test
  void shouldKeepEveryEventOfSeveralOwnersWhateverTheFlusherDoes() throws Exception {
    int owners = 3;
    int events = 2_000_000;
    try (TraceWriter writer = new TraceWriter(this::keep)) {
      Thread[] threads = new Thread[owners];
      for (int i = 0; i < owners; i++) {
        Probe probe = writer.probe(i);
        threads[i] = Thread.ofPlatform().start(() -> count(probe, events));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    for (int stream = 0; stream < owners; stream++) {
      long expected = 0;
      long lost = 0;
      for (ChunkCursor cursor : chunksOf(stream).values()) {
        while (cursor.next()) {
          if (cursor.type().name().equals("eventsLost")) {
            lost += cursor.value(1);
            expected += cursor.value(1);
          } else {
            assertThat(cursor.value(1)).isEqualTo(expected++);
          }
        }
      }
      assertThat(expected).as("lost %d", lost).isEqualTo(events);
    }
  }

  @Test
  void shouldDropEventsAndSaySoWhenTheSinkIsStuck() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    try (TraceWriter writer =
        new TraceWriter(
            (chunk, offset, length) -> {
              await(stuck);
              keep(chunk, offset, length);
            })) {
      Probe probe = writer.probe(0);
      count(probe, 20_000_000);
      stuck.countDown();
    }
    long kept = 0;
    long lost = 0;
    for (ChunkCursor cursor : chunksOf(0).values()) {
      while (cursor.next()) {
        if (cursor.type().name().equals("eventsLost")) {
          lost += cursor.value(1);
        } else {
          kept++;
        }
      }
    }
    assertThat(lost).isPositive();
    assertThat(kept + lost).isEqualTo(20_000_000);
  }

  @Test
  void shouldReportAFailingSinkWhenItIsClosed() throws Exception {
    TraceWriter writer =
        new TraceWriter(
            (chunk, offset, length) -> {
              throw new IOException("disk full");
            });
    writer.probe(0).fiberResumed(1, 1);
    assertThatThrownBy(writer::close).hasMessage("disk full (1 event not written)");
  }

  /**
   * A full disk is an InternalError: the thread died by it, and nobody took the chunks any more.
   */
  @Test
  void shouldOutliveASinkThatThrowsAnErrorAndSaySoOnce() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    TraceWriter writer =
        new TraceWriter(
            (chunk, offset, length) -> {
              throw new InternalError("a fault occurred in an unsafe memory access operation");
            },
            failure -> {
              told.add(failure.getMessage());
              throw new IllegalStateException("whoever hears of it may fail as well");
            });
    count(writer.probe(0), 5_000_000);
    assertThatThrownBy(writer::close)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("InternalError")
        .hasMessageContaining("5\u202f000\u202f000 events not written");
    assertThat(told).hasSize(1);
  }

  private static void count(Probe probe, int events) {
    for (int i = 0; i < events; i++) {
      probe.fiberResumed(i, i);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void keep(byte[] chunk, int offset, int length) {
    written.add(Arrays.copyOfRange(chunk, offset, offset + length));
  }

  /** The fullest copy of each chunk of a stream, in order. */
  private Map<Integer, ChunkCursor> chunksOf(int stream) throws DamagedChunkException {
    Map<Integer, ChunkCursor> chunks = new TreeMap<>();
    Map<Integer, Integer> counts = new HashMap<>();
    for (byte[] chunk : written) {
      ChunkCursor cursor = open(chunk);
      int sequence = cursor.chunkSequence();
      if (cursor.stream() == stream && cursor.count() > counts.getOrDefault(sequence, 0)) {
        chunks.put(sequence, cursor);
        counts.put(sequence, cursor.count());
      }
    }
    return chunks;
  }

  private static ChunkCursor open(byte[] chunk) throws DamagedChunkException {
    ChunkCursor cursor = new ChunkCursor();
    cursor.open(chunk, 0, chunk.length);
    return cursor;
  }
}
