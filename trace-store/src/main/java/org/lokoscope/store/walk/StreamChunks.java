// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.walk;

import java.util.Arrays;
import java.util.List;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkRef;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.codec.DamagedChunkException;

/** The chunks of one stream, and how many events lie before each. */
final class StreamChunks {

  final int stream;

  /** The place of the first chunk among all chunks of the trace. */
  final int first;

  private final List<ChunkRef> chunks;
  private final long[] before;

  StreamChunks(List<ChunkRef> chunks, int first) {
    this.chunks = chunks;
    this.first = first;
    stream = chunks.getFirst().stream();
    before = new long[chunks.size() + 1];
    for (int i = 0; i < chunks.size(); i++) {
      before[i + 1] = before[i] + chunks.get(i).count();
    }
  }

  int size() {
    return chunks.size();
  }

  ChunkRef get(int chunk) {
    return chunks.get(chunk);
  }

  /** How many events lie before a chunk. */
  long before(int chunk) {
    return before[chunk];
  }

  long count() {
    return before[chunks.size()];
  }

  /** The first chunk that ends at a time or later. */
  int ofTime(long time) {
    int low = 0;
    int high = chunks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (chunks.get(middle).last() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The chunk of the event that has so many before it. */
  int ofCount(long taken) {
    int found = Arrays.binarySearch(before, taken);
    if (found < 0) {
      return -found - 2;
    }
    // Of chunks that hold nothing, and so begin at the same count, the last.
    while (found + 1 < before.length && before[found + 1] == taken) {
      found++;
    }
    return Math.min(found, chunks.size());
  }

  /** The times of the events of a chunk; those that can be read. */
  long[] times(ChunkLog log, int chunk) {
    ChunkRef ref = chunks.get(chunk);
    long[] times = new long[ref.count()];
    int read = 0;
    try {
      ChunkCursor cursor = new ChunkCursor();
      log.read(ref, new byte[ref.length()], cursor);
      while (read < times.length && cursor.next()) {
        times[read++] = cursor.time();
      }
    } catch (DamagedChunkException e) {
      // The scan has reported it.
    }
    return Arrays.copyOf(times, read);
  }
}
