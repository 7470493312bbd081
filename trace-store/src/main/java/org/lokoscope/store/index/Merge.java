// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.lokoscope.store.Progress;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkRef;
import org.lokoscope.tracer.codec.ChunkCursor;

/**
 * The events of all streams in order of time; at the same time, those of the lower stream first. A
 * heap of one cursor per stream; the one that was taken last usually stays on top.
 */
public final class Merge {

  private final List<StreamReader> heap = new ArrayList<>();
  private final List<StreamReader> all = new ArrayList<>();
  private final Progress progress;
  private final String what;
  private final long total;
  private long read;
  private boolean begun;

  /** Merges the chunks, which are ordered by stream and number. */
  public Merge(ChunkLog log, List<ChunkRef> chunks, Progress progress, String what) {
    this.progress = progress;
    this.what = what;
    long events = 0;
    int start = 0;
    for (int i = 0; i < chunks.size(); i++) {
      events += chunks.get(i).count();
      if (i + 1 == chunks.size() || chunks.get(i + 1).stream() != chunks.get(i).stream()) {
        StreamReader reader = new StreamReader(log, chunks.subList(start, i + 1));
        if (reader.next()) {
          heap.add(reader);
        }
        start = i + 1;
      }
    }
    total = events;
    heap.sort(null);
  }

  /**
   * Merges what some streams hold from where their readers stand on.
   *
   * @param readers each at its first event
   */
  Merge(List<StreamReader> readers, Progress progress, String what) {
    this.progress = progress;
    this.what = what;
    total = -1;
    heap.addAll(readers);
    all.addAll(readers);
    heap.sort(null);
  }

  /**
   * Merges all events of some streams, or the rest of them.
   *
   * @param streams the chunks of each
   * @param from how far they have been taken
   * @param taken how many events that is
   */
  Merge(
      ChunkLog log,
      Map<Integer, List<ChunkRef>> streams,
      Standing from,
      long taken,
      Progress progress,
      String what) {
    this.progress = progress;
    this.what = what;
    long events = 0;
    for (List<ChunkRef> chunks : streams.values()) {
      events += chunks.stream().mapToLong(ChunkRef::count).sum();
      Standing.Place place = from.of(chunks);
      StreamReader reader = new StreamReader(log, chunks, place.chunk());
      reader.skip(place.taken());
      all.add(reader);
      if (reader.next()) {
        heap.add(reader);
      }
    }
    total = events;
    read = taken;
    heap.sort(null);
  }

  /** How far the streams have been taken, the event that is on top included. */
  Standing standing(long holes) {
    List<Standing.Place> places = new ArrayList<>();
    StreamReader top = heap.getFirst();
    for (StreamReader reader : all) {
      places.add(reader.place(reader == top));
    }
    return new Standing(top.cursor().time(), top.stream(), holes, places);
  }

  /** Goes to the next event; false behind the last one. */
  public boolean next() {
    if ((!begun || (read & 0xFFFF) == 0) && !progress.at(read, total, what)) {
      throw new CancellationException();
    }
    read++;
    if (begun) {
      StreamReader top = heap.getFirst();
      if (top.next()) {
        sink();
      } else {
        StreamReader last = heap.removeLast();
        if (!heap.isEmpty()) {
          heap.set(0, last);
          sink();
        }
      }
    }
    begun = true;
    return !heap.isEmpty();
  }

  /** The event; its stream and time are the reader's. */
  public ChunkCursor event() {
    return heap.getFirst().cursor();
  }

  public int stream() {
    return heap.getFirst().stream();
  }

  private void sink() {
    if (heap.size() == 1) {
      return;
    }
    int at = 0;
    StreamReader moving = heap.getFirst();
    while (true) {
      int child = 2 * at + 1;
      if (child >= heap.size()) {
        break;
      }
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
}
