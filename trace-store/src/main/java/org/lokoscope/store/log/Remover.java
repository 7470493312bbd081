// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.lokoscope.store.Retention;
import org.lokoscope.store.TraceException;
import org.lokoscope.tracer.codec.ChunkFormat;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Reason;

/**
 * Removes the oldest files of a recording that goes on, on a thread of its own: what they define is
 * written to the file of the {@link KeptDefinitions} before they go. The upper methods belong to
 * the thread that writes chunks.
 */
final class Remover implements AutoCloseable {

  private static final int CLOSE_SECONDS = 10;

  /** What Chronicle's own tables take of a file, about. */
  private static final int TABLES = 40 << 10;

  private final Path directory;
  private final Retention retention;
  private final Consumer<String> removed;
  private final KeptDefinitions kept = new KeptDefinitions();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> Thread.ofPlatform().daemon().name("lokoscope-trace-remover").unstarted(work));

  /** The files that are full, oldest first. */
  private final Deque<Full> full = new ArrayDeque<>();

  private long bytes = TABLES;
  private long begun = System.nanoTime();
  private long present = TABLES;

  /** A file that is not written to any more; it is the oldest when its turn comes. */
  private record Full(long bytes, long ended) {}

  /**
   * @param removed is told in a line what is gone, on any thread
   */
  Remover(Path directory, Retention retention, Consumer<String> removed) {
    this.directory = directory;
    this.retention = retention;
    this.removed = removed;
  }

  /** Notes what is about to be appended; true if that belongs into a new file. */
  boolean append(int length) {
    long now = System.nanoTime();
    boolean roll =
        bytes > TABLES
            && (bytes + length > retention.fileBytes() || now - begun > retention.fileNanos());
    if (roll) {
      full.add(new Full(bytes, now));
      bytes = TABLES;
      present += TABLES;
      begun = now;
    }
    bytes += length;
    present += length;
    removeOld(now);
    return roll;
  }

  private void removeOld(long now) {
    for (Full oldest = full.peek();
        oldest != null
            && (present > retention.maxBytes() || now - oldest.ended > retention.maxAgeNanos());
        oldest = full.peek()) {
      full.remove();
      present -= oldest.bytes;
      thread.execute(this::removeOldest);
    }
  }

  private void removeOldest() {
    List<Path> files =
        QueueFile.list(directory).stream().filter(file -> !KeptDefinitions.isTheirs(file)).toList();
    if (files.size() < 2) {
      return;
    }
    try {
      fold(files.getFirst());
      kept.write(directory);
      Files.delete(files.getFirst());
      removed.accept(
          String.format(
              Locale.ROOT,
              "%s before %.3f s, to keep at most %s",
              Count.of(kept.events(), "event"),
              kept.until() / 1e9,
              retention.words()));
    } catch (IOException | TraceException e) {
      removed.accept("nothing any more since " + Reason.of(e));
    }
  }

  private void fold(Path file) {
    byte[] chunk = new byte[ChunkFormat.MAX_CHUNK];
    try (QueueFile open = QueueFile.openGrowing(file, 0)) {
      open.walk(
          new QueueFile.Visitor() {
            @Override
            public int chunk(long offset, long limit) {
              int length = (int) Math.min(limit - offset, ChunkFormat.MAX_CHUNK);
              open.copy(offset, chunk, length);
              kept.fold(chunk, length);
              return length;
            }

            @Override
            public void damage(long offset, String what) {}

            @Override
            public void cut(long offset, String what) {}
          });
    }
  }

  /** Waits until what is to be removed is gone. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
