// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.EventWalk;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.codec.EventDispatcher;

/**
 * All streams merged by time: a heap with one walk for each. The stream that was taken last mostly
 * stays on top.
 */
final class MergedWalk implements EventWalk {

  private final ChunkWalks source;
  private final StreamWalk[] all;
  private final List<StreamWalk> heap = new ArrayList<>();
  private @Nullable StreamRanks ranks;
  private boolean begun;

  MergedWalk(ChunkWalks source, IntPredicate wanted) {
    this.source = source;
    all = new StreamWalk[source.streams.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = new StreamWalk(source.log, source.streams.get(i), i, wanted);
    }
  }

  void seek(long time) {
    for (StreamWalk stream : all) {
      if (stream.seek(time)) {
        heap.add(stream);
      }
    }
    heap.sort(null);
  }

  void seek(Position position) {
    for (StreamWalk stream : all) {
      long taken = stream.place < position.taken().length ? position.taken()[stream.place] : 0;
      if (stream.seekCount(taken)) {
        heap.add(stream);
      }
    }
    heap.sort(null);
  }

  @Override
  public boolean next() {
    if (begun && !heap.isEmpty()) {
      if (!heap.getFirst().next()) {
        StreamWalk last = heap.removeLast();
        if (!heap.isEmpty()) {
          heap.set(0, last);
        }
      }
      sink();
    }
    begun = true;
    return !heap.isEmpty();
  }

  private void sink() {
    if (heap.size() < 2) {
      return;
    }
    int at = 0;
    StreamWalk moving = heap.getFirst();
    for (int child = 1; child < heap.size(); child = 2 * at + 1) {
      if (child + 1 < heap.size() && heap.get(child + 1).compareTo(heap.get(child)) < 0) {
        child++;
      }
      if (moving.compareTo(heap.get(child)) <= 0) {
        break;
      }
      heap.set(at, heap.get(child));
      at = child;
    }
    heap.set(at, moving);
  }

  private ChunkCursor cursor() {
    return heap.getFirst().cursor;
  }

  /** Where chunks are left out, the events of other streams before this one must be counted. */
  @Override
  public long index() {
    if (ranks == null) {
      ranks = new StreamRanks(source);
    }
    return ranks.index(heap.getFirst());
  }

  @Override
  public long time() {
    return cursor().time();
  }

  @Override
  public int stream() {
    return heap.getFirst().chunks.stream;
  }

  @Override
  public int code() {
    return cursor().code();
  }

  @Override
  public long value(int field) {
    return cursor().value(field);
  }

  @Override
  public EventRow row() {
    return source.rows.of(index(), stream(), cursor());
  }

  @Override
  public void tell(Probe probe) {
    EventDispatcher.INSTANCE.dispatch(cursor(), probe);
  }

  @Override
  public int chunk() {
    return heap.getFirst().chunk();
  }

  @Override
  public Position position() {
    long[] taken = new long[all.length];
    for (StreamWalk stream : all) {
      taken[stream.place] = stream.rank();
    }
    if (begun && !heap.isEmpty()) {
      taken[heap.getFirst().place]++;
    }
    return new Position(taken);
  }
}
