// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkRef;

/** The chunks of a stream that is still being written, and how far they have been indexed. */
final class StreamTail {

  private final List<ChunkRef> chunks = new ArrayList<>();

  /** The first chunk that is not indexed whole, and how many of its events are. */
  private int next;

  private int taken;
  private boolean gap;
  private @Nullable StreamReader reader;

  List<ChunkRef> chunks() {
    return chunks;
  }

  /** Whether a chunk is missing between two others. */
  boolean hasGap() {
    return gap;
  }

  /**
   * Adds a chunk; of two copies the one with more events counts. The first may have a number below
   * 0: what is kept of chunks that were removed takes the numbers before that of the last of them.
   */
  void add(ChunkRef chunk) {
    if (chunks.isEmpty()) {
      gap = chunk.sequence() > 0;
      chunks.add(chunk);
      return;
    }
    int last = chunks.getLast().sequence();
    if (chunk.sequence() > last) {
      gap |= chunk.sequence() != last + 1;
      chunks.add(chunk);
    } else if (chunk.sequence() == last) {
      if (chunk.count() > chunks.getLast().count()) {
        chunks.set(chunks.size() - 1, chunk);
      }
    } else {
      gap = true;
    }
  }

  /** A reader at the first event that is not indexed; null if there is none. */
  @Nullable StreamReader open(ChunkLog log) {
    return open(log, _ -> true);
  }

  /**
   * The same, which passes over chunks.
   *
   * @param wanted says which chunks it reads besides one that is indexed in part
   */
  @Nullable StreamReader open(ChunkLog log, Predicate<ChunkRef> wanted) {
    reader = null;
    boolean none = next == chunks.size() || next == chunks.size() - 1 && taken >= count(next);
    if (none) {
      return null;
    }
    ChunkRef first = chunks.get(next);
    StreamReader opened =
        new StreamReader(
            log, chunks, next, chunk -> taken > 0 && chunk.equals(first) || wanted.test(chunk));
    opened.skip(taken);
    reader = opened;
    if (!opened.next()) {
      return null;
    }
    return opened;
  }

  /** Goes to where another index of the stream stood. */
  void resume(Standing standing) {
    Standing.Place place = standing.of(chunks);
    next = place.chunk();
    taken = place.taken();
  }

  /** Where the stream stands, if nobody reads it. */
  Standing.Place place() {
    return Standing.Place.of(chunks, next, taken);
  }

  /** Events that are not indexed. */
  long ahead() {
    long sum = -taken;
    for (int i = next; i < chunks.size(); i++) {
      sum += count(i);
    }
    return sum;
  }

  private int count(int chunk) {
    return chunks.get(chunk).count();
  }

  /** Remembers where the reader stands: before its current event, or behind the last one. */
  void close() {
    StreamReader read = reader;
    if (read == null) {
      return;
    }
    reader = null;
    int at = read.chunk();
    if (at >= chunks.size()) {
      next = chunks.size() - 1;
      taken = count(next);
    } else {
      next = at;
      taken = read.before();
    }
  }
}
