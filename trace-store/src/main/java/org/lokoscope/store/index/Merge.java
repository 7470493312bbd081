package org.lokoscope.store.index;

import java.util.ArrayList;
import java.util.List;
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
    heap.sort(null);
  }

  /** Goes to the next event; false behind the last one. */
  public boolean next() {
    if ((read++ & 0xFFFF) == 0 && !progress.at(read, total, what)) {
      throw new CancellationException();
    }
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
