// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.ChunkSpan;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.EventWalk;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkRef;
import org.lokoscope.tracer.codec.ChunkCursor;

/** The streams of a trace, from which walks begin. May be used by any thread. */
public final class ChunkWalks {

  /** Makes what a table shows of the event under a cursor. */
  public interface Rows {

    EventRow of(long index, int stream, ChunkCursor event);
  }

  final ChunkLog log;
  final Rows rows;
  final List<StreamChunks> streams = new ArrayList<>();
  private final List<ChunkRef> chunks;
  private @Nullable List<ChunkSpan> spans;

  /**
   * @param chunks by stream, then by number
   */
  public ChunkWalks(ChunkLog log, List<ChunkRef> chunks, Rows rows) {
    this.log = log;
    this.rows = rows;
    this.chunks = chunks;
    int start = 0;
    for (int i = 0; i < chunks.size(); i++) {
      ChunkRef chunk = chunks.get(i);
      if (i + 1 == chunks.size() || chunks.get(i + 1).stream() != chunk.stream()) {
        streams.add(new StreamChunks(chunks.subList(start, i + 1), start));
        start = i + 1;
      }
    }
  }

  /** What is known of each chunk; made when it is asked for, as a trace that grows has many. */
  public synchronized List<ChunkSpan> spans() {
    List<ChunkSpan> made = spans;
    if (made == null) {
      made =
          chunks.stream()
              .map(
                  chunk ->
                      new ChunkSpan(
                          chunk.stream(),
                          chunk.sequence(),
                          chunk.first(),
                          chunk.last(),
                          chunk.count()))
              .toList();
      spans = made;
    }
    return made;
  }

  /** A walk from the first event that is not before a time. */
  public EventWalk from(long time, IntPredicate wanted) {
    MergedWalk walk = new MergedWalk(this, wanted);
    walk.seek(time);
    return walk;
  }

  /** A walk from a place that another one gave. */
  public EventWalk from(EventWalk.Position position) {
    MergedWalk walk = new MergedWalk(this, _ -> true);
    walk.seek(position);
    return walk;
  }
}
