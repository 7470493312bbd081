// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkRef;

/**
 * Says the numbers of events among those of all streams, without reading what lies between them:
 * asked for one event after the other, in their order.
 */
final class Ranks {

  /** By stream: where its events that come before the one asked for end. */
  private final List<StreamReader> streams = new ArrayList<>();

  Ranks(ChunkLog log, List<List<ChunkRef>> chunks) {
    for (List<ChunkRef> stream : chunks) {
      streams.add(new StreamReader(log, stream));
    }
  }

  /**
   * The number of the event at which {@code at} stands, a reader of some of its stream's chunks.
   */
  long of(StreamReader at) {
    long time = at.cursor().time();
    long rank = at.rank();
    for (StreamReader stream : streams) {
      if (stream.stream() != at.stream()) {
        // At the same time those of the lower stream come first.
        long end = stream.stream() < at.stream() && time < Long.MAX_VALUE ? time + 1 : time;
        rank += stream.seek(end) ? stream.rank() : stream.rank() + 1;
      }
    }
    return rank;
  }
}
