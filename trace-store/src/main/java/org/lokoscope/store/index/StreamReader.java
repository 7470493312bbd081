// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.List;
import java.util.function.Predicate;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkRef;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.codec.DamagedChunkException;

/**
 * The events of one stream, chunk by chunk. A chunk that has become unreadable since the trace was
 * scanned is passed over: what the scan found damaged is already reported.
 */
final class StreamReader implements Comparable<StreamReader> {

  private final ChunkLog log;
  private final List<ChunkRef> chunks;
  private final int stream;
  private final Predicate<ChunkRef> wanted;
  private final byte[] buffer;
  private final ChunkCursor cursor = new ChunkCursor();
  private int chunk = -1;
  private long passed;
  private int inChunk;

  StreamReader(ChunkLog log, List<ChunkRef> chunks) {
    this(log, chunks, _ -> true);
  }

  /**
   * Reads some chunks of a stream.
   *
   * @param wanted says which; the others are counted unread
   */
  StreamReader(ChunkLog log, List<ChunkRef> chunks, Predicate<ChunkRef> wanted) {
    this(log, chunks, 0, wanted);
  }

  /** Reads all chunks of a stream from one on. */
  StreamReader(ChunkLog log, List<ChunkRef> chunks, int first) {
    this(log, chunks, first, _ -> true);
  }

  /** Reads some chunks of a stream from one on. */
  StreamReader(ChunkLog log, List<ChunkRef> chunks, int first, Predicate<ChunkRef> wanted) {
    this.log = log;
    this.chunks = chunks;
    this.wanted = wanted;
    int longest = 0;
    for (int i = Math.clamp(first, 0, chunks.size()); i < chunks.size(); i++) {
      longest = Math.max(longest, chunks.get(i).length());
    }
    buffer = new byte[longest];
    stream = chunks.getFirst().stream();
    chunk = first - 1;
  }

  int stream() {
    return stream;
  }

  /**
   * Where the stream stands.
   *
   * @param taken whether the current event is behind that, too
   */
  Standing.Place place(boolean taken) {
    if (chunk < chunks.size()) {
      return Standing.Place.of(chunks, chunk, taken ? inChunk : before());
    }
    return Standing.Place.of(chunks, chunks.size() - 1, chunks.getLast().count());
  }

  ChunkCursor cursor() {
    return cursor;
  }

  /** How many events of the stream lie before the current one. */
  long rank() {
    return passed + inChunk - 1;
  }

  /** Which of its chunks it has come to; as many as there are behind the last one. */
  int chunk() {
    return Math.min(chunk, chunks.size());
  }

  /** How many events of that chunk lie before the current one. */
  int before() {
    return inChunk - 1;
  }

  /** Goes past the first events of the first chunk. */
  void skip(int events) {
    int first = chunk;
    for (int i = 0; i < events; i++) {
      if (!next() || chunk > first + 1) {
        return;
      }
    }
  }

  boolean next() {
    while (true) {
      try {
        if (chunk >= 0 && chunk < chunks.size() && cursor.next()) {
          inChunk++;
          return true;
        }
      } catch (DamagedChunkException e) {
        // Falls through to the next chunk.
      }
      if (!enter(chunk + 1)) {
        return false;
      }
    }
  }

  private boolean enter(int next) {
    if (chunk >= 0 && chunk < chunks.size()) {
      passed += chunks.get(chunk).count();
    }
    inChunk = 0;
    chunk = next;
    while (chunk < chunks.size()) {
      if (!wanted.test(chunks.get(chunk))) {
        passed += chunks.get(chunk).count();
        chunk++;
        continue;
      }
      try {
        log.read(chunks.get(chunk), buffer, cursor);
        return true;
      } catch (DamagedChunkException e) {
        passed += chunks.get(chunk).count();
        chunk++;
      }
    }
    return false;
  }

  /**
   * Goes to the first event that is not before {@code time}, past whole chunks unread.
   *
   * @return false if there is none
   */
  boolean seek(long time) {
    int target = Math.max(chunk, 0);
    while (target < chunks.size() && chunks.get(target).last() < time) {
      target++;
    }
    if (target != chunk) {
      for (int i = Math.max(chunk + 1, 0); i < target; i++) {
        passed += chunks.get(i).count();
      }
      if (!enter(target)) {
        return false;
      }
      inChunk = 0;
    } else if (inChunk > 0 && cursor.time() >= time) {
      return true;
    }
    while (next()) {
      if (cursor.time() >= time) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int compareTo(StreamReader other) {
    int byTime = Long.compare(cursor.time(), other.cursor.time());
    return byTime != 0 ? byTime : Integer.compare(stream, other.stream);
  }
}
