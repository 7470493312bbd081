// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.walk;

/**
 * Counts the events before an event in all streams. Of each stream the chunk that was looked at
 * last is kept, so that many questions in order of time cost each chunk once.
 */
final class StreamRanks {

  private final ChunkWalks source;
  private final int[] chunk;
  private final long[][] times;

  StreamRanks(ChunkWalks source) {
    this.source = source;
    chunk = new int[source.streams.size()];
    times = new long[chunk.length][];
  }

  /** How many events of the trace lie before the one at which a stream stands. */
  long index(StreamWalk at) {
    long sum = at.rank();
    long time = at.cursor.time();
    for (int i = 0; i < chunk.length; i++) {
      if (i != at.place) {
        // At the same time, the lower stream comes first.
        sum += rank(i, i < at.place ? time + 1 : time);
      }
    }
    return sum;
  }

  /** How many events of a stream lie before a time. */
  private long rank(int stream, long time) {
    StreamChunks chunks = source.streams.get(stream);
    int found = chunks.ofTime(time);
    if (found == chunks.size() || chunks.get(found).first() >= time) {
      return chunks.before(found);
    }
    long[] known = times[stream];
    if (known == null || chunk[stream] != found) {
      known = chunks.times(source.log, found);
      times[stream] = known;
      chunk[stream] = found;
    }
    return chunks.before(found) + firstFrom(known, time);
  }

  private static int firstFrom(long[] times, long time) {
    int low = 0;
    int high = times.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
