// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.lokoscope.store.log.ChunkQueue;
import org.lokoscope.store.log.KeptDefinitions;
import org.lokoscope.tracer.buffer.ChunkSink;
import org.lokoscope.tracer.codec.ChunkFormat;

/**
 * The chunks of the last so much time, in memory; of those before, what later ones refer to. Filled
 * by the writer's thread, copied by any.
 */
final class FlightRing implements ChunkSink {

  private final long ageNanos;
  private final long maxBytes;
  private final Deque<Held> chunks = new ArrayDeque<>();

  /** The last chunk of each stream, which may come again with more events. */
  private final Map<Integer, Held> latest = new HashMap<>();

  private final KeptDefinitions kept = new KeptDefinitions();
  private long bytes;
  private long now;

  private static final class Held {
    private byte[] bytes;

    Held(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  /**
   * @param maxBytes what it may take of the heap, however little time that is
   */
  FlightRing(long ageNanos, long maxBytes) {
    this.ageNanos = ageNanos;
    this.maxBytes = maxBytes;
  }

  @Override
  public synchronized void accept(byte[] chunk, int offset, int length) {
    byte[] copy = Arrays.copyOfRange(chunk, offset, offset + length);
    Held last = latest.get(ChunkFormat.streamOf(copy));
    bytes += length;
    if (last != null && ChunkFormat.sequenceOf(last.bytes) == ChunkFormat.sequenceOf(copy)) {
      bytes -= last.bytes.length;
      last.bytes = copy;
    } else {
      Held held = new Held(copy);
      chunks.add(held);
      latest.put(ChunkFormat.streamOf(copy), held);
    }
    now = Math.max(now, ChunkFormat.lastTimeOf(copy));
    removeOld();
  }

  /** A chunk that may come again with more events stays: its place in the ring says nothing. */
  private void removeOld() {
    for (int i = chunks.size(); i > 1 && isOver(chunks.getFirst().bytes); i--) {
      Held oldest = chunks.removeFirst();
      if (oldest == latest.get(ChunkFormat.streamOf(oldest.bytes))) {
        chunks.add(oldest);
      } else {
        bytes -= oldest.bytes.length;
        kept.fold(oldest.bytes, oldest.bytes.length);
      }
    }
  }

  private boolean isOver(byte[] oldest) {
    return bytes > maxBytes || ChunkFormat.lastTimeOf(oldest) < now - ageNanos;
  }

  /** How many events are gone, and when the last of them happened. */
  synchronized long removed() {
    return kept.events();
  }

  synchronized long until() {
    return kept.until();
  }

  /** Writes what there is into the directory of a trace's events. */
  synchronized void writeTo(Path events) throws IOException {
    try (ChunkQueue queue = new ChunkQueue(events)) {
      for (Held held : chunks) {
        queue.accept(held.bytes, 0, held.bytes.length);
      }
    }
    if (kept.events() > 0) {
      kept.write(events);
    }
  }
}
