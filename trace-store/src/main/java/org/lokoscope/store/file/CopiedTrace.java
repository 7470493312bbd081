// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkQueue;
import org.lokoscope.store.log.TraceMeta;
import org.lokoscope.tracer.text.Reason;

/**
 * A trace that is made of events of another one, of the same run. Used by one thread; unless it was
 * {@link #finish finished}, the directory is as before once it is closed.
 */
public final class CopiedTrace implements AutoCloseable {

  private final Path source;
  private final Path directory;
  private final OldTrace old;
  private final TraceMeta meta;
  private final ChunkQueue queue;
  private final Map<Integer, DirectStream> streams = new TreeMap<>();
  private boolean finished;
  private boolean closed;

  private CopiedTrace(Path source, Path directory) {
    this.source = source;
    this.directory = directory;
    meta = TraceMeta.read(source);
    old = OldTrace.putAside(directory);
    try {
      meta.asIncomplete("it was not written to its end", "").write(directory);
      queue = new ChunkQueue(directory.resolve(ChunkLog.DIRECTORY));
    } catch (RuntimeException | Error e) {
      old.putBack();
      throw e;
    }
  }

  /**
   * Begins.
   *
   * @throws TraceException if the directory cannot be written to, holds something that is no trace,
   *     or is the source; an old trace in it is replaced
   */
  public static CopiedTrace create(Path source, Path directory) {
    try {
      if (Files.exists(directory) && Files.isSameFile(source, directory)) {
        throw new TraceException(directory + ": is the trace itself; choose another directory");
      }
    } catch (IOException e) {
      throw new TraceException(directory + ": cannot be looked at: " + Reason.of(e), e);
    }
    return new CopiedTrace(source, directory);
  }

  /** The probe of a stream, which throws {@link UncheckedIOException} if it cannot be written. */
  public Probe probe(int stream) {
    return streams
        .computeIfAbsent(
            stream, number -> new DirectStream(number, queue, () -> (int) meta.runOfChunks()))
        .probe();
  }

  /** Takes over what was kept of a source, if it was. */
  public void keepSource(String file) throws IOException {
    KeptSources.copy(source, directory, file);
  }

  /**
   * Writes what is left.
   *
   * @param removed what it lacks, in words
   * @param whole whether it goes on to the end of the source
   */
  public void finish(String removed, boolean whole) {
    streams.values().forEach(DirectStream::flush);
    queue.close();
    closed = true;
    TraceMeta last =
        !whole
            ? meta.asFinished("")
            : meta.finished()
                ? meta.asFinished(meta.ended())
                : meta.asIncomplete(meta.incomplete(), meta.ended());
    last.without(removed).write(directory);
    old.forget();
    finished = true;
  }

  @Override
  public void close() {
    try {
      if (!closed) {
        queue.close();
      }
      if (!finished) {
        old.putBack();
      }
    } finally {
      old.lock().close();
    }
  }
}
