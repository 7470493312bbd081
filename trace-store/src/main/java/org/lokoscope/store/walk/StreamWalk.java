// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.walk;

import java.util.function.IntPredicate;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkRef;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.codec.DamagedChunkException;

/**
 * A walk over the events of one stream. A chunk that has become unreadable since the trace was
 * scanned is passed over: what the scan found damaged is already reported.
 */
final class StreamWalk implements Comparable<StreamWalk> {

  final StreamChunks chunks;

  /** The place of the stream among all. */
  final int place;

  final ChunkCursor cursor = new ChunkCursor();
  private final ChunkLog log;
  private final IntPredicate wanted;
  private byte[] buffer = {};
  private int chunk = -1;
  private int inChunk;
  private boolean open;

  StreamWalk(ChunkLog log, StreamChunks chunks, int place, IntPredicate wanted) {
    this.log = log;
    this.chunks = chunks;
    this.place = place;
    this.wanted = wanted;
  }

  /** How many events of the stream lie before the current one; all when there is none. */
  long rank() {
    return chunk >= chunks.size() ? chunks.count() : chunks.before(chunk) + inChunk - 1;
  }

  /** The place of the chunk among all of the trace. */
  int chunk() {
    return chunks.first + chunk;
  }

  /** Goes to the first event that is not before a time; false if there is none. */
  boolean seek(long time) {
    enter(chunks.ofTime(time));
    while (next()) {
      if (cursor.time() >= time) {
        return true;
      }
    }
    return false;
  }

  /** Goes to the event that has so many before it; false if there is none. */
  boolean seekCount(long taken) {
    int target = chunks.ofCount(Math.max(0, taken));
    enter(target);
    while (next()) {
      if (rank() >= taken) {
        return true;
      }
    }
    return false;
  }

  boolean next() {
    while (chunk < chunks.size()) {
      try {
        if (open && cursor.next()) {
          inChunk++;
          return true;
        }
      } catch (DamagedChunkException e) {
        // On to the next chunk.
      }
      enter(chunk + 1);
    }
    return false;
  }

  /** Opens the first chunk from {@code at} on that is wanted and can be read. */
  private void enter(int at) {
    open = false;
    inChunk = 0;
    for (chunk = at; chunk < chunks.size(); chunk++) {
      if (wanted.test(chunks.first + chunk) && read(chunks.get(chunk))) {
        open = true;
        return;
      }
    }
  }

  private boolean read(ChunkRef ref) {
    try {
      if (buffer.length < ref.length()) {
        buffer = new byte[ref.length()];
      }
      log.read(ref, buffer, cursor);
      return true;
    } catch (DamagedChunkException e) {
      return false;
    }
  }

  @Override
  public int compareTo(StreamWalk other) {
    int byTime = Long.compare(cursor.time(), other.cursor.time());
    return byTime != 0 ? byTime : Integer.compare(place, other.place);
  }
}
