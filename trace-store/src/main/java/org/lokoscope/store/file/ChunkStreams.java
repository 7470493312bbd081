// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Imported;
import org.lokoscope.store.Progress;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkQueue;
import org.lokoscope.store.log.ChunkRef;
import org.lokoscope.store.log.RecordingLock;
import org.lokoscope.store.log.TraceFolder;
import org.lokoscope.store.log.TraceMeta;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.codec.ChunkFormat;
import org.lokoscope.tracer.codec.DamagedChunkException;
import org.lokoscope.tracer.codec.RunId;
import org.lokoscope.tracer.codec.StreamOrigin;
import org.lokoscope.tracer.text.Count;

/**
 * A trace as a bare stream of chunks, one right behind the other, with nothing around them: what
 * other programs write and read. {@link ChunkFormat} says what a chunk is.
 */
public final class ChunkStreams {

  private ChunkStreams() {}

  /**
   * Writes the chunks of a trace, each stream's in order.
   *
   * @return how many chunks there are
   */
  public static long write(Path trace, OutputStream out, Progress progress) throws IOException {
    byte[] buffer = new byte[ChunkFormat.MAX_CHUNK];
    ChunkCursor cursor = new ChunkCursor();
    long written = 0;
    try (ChunkLog log = ChunkLog.open(TraceFolder.of(trace))) {
      ChunkLog.Contents contents = log.scan(progress);
      for (ChunkRef chunk : contents.chunks()) {
        if (!progress.at(written, contents.chunks().size(), "Exporting the chunks")) {
          throw new CancellationException();
        }
        try {
          log.read(chunk, buffer, cursor);
        } catch (DamagedChunkException sinceTheScan) {
          throw new IOException(trace + ": has changed while it was read", sinceTheScan);
        }
        out.write(buffer, 0, chunk.length());
        written++;
      }
    }
    out.flush();
    return written;
  }

  /**
   * Makes a trace of a stream. What is not a chunk is passed over and counted; a stream that ends
   * in the middle of a chunk makes a trace that is marked incomplete.
   *
   * @param name of the stream, as the user named it
   * @throws TraceException if the directory cannot be written to, or the stream holds no chunk
   */
  public static Imported read(InputStream in, String name, Path trace, Progress progress)
      throws IOException {
    OldTrace old = OldTrace.putAside(trace);
    try {
      TraceMeta meta = TraceMeta.ofThisRun(name, Map.of());
      meta.write(trace);
      Importer reader;
      try (ChunkQueue queue = new ChunkQueue(trace.resolve(ChunkLog.DIRECTORY))) {
        reader = new Importer(in, name, queue, progress);
        reader.readAll();
      }
      if (reader.chunks == 0) {
        throw new TraceException(name + ": holds no chunk of a trace");
      }
      reader.describe(meta).ofRun(reader.run()).write(trace);
      old.forget();
      return new Imported(reader.chunks, reader.damaged(), reader.isCut());
    } catch (IOException | RuntimeException | Error e) {
      old.putBack();
      throw e;
    } finally {
      RecordingLock lock = old.lock();
      lock.close();
    }
  }

  /** Copies the chunks of one run into a trace. */
  private static final class Importer extends ChunkReader {
    private final ChunkQueue queue;
    private final String name;
    private final Progress progress;
    private long chunks;
    private long foreign;

    /** The tag of the run of the first chunk. */
    private @Nullable Long tag;

    private @Nullable RunId id;

    Importer(InputStream in, String name, ChunkQueue queue, Progress progress) {
      super(in);
      this.queue = queue;
      this.name = name;
      this.progress = progress;
    }

    long damaged() {
      return damagedPlaces() + foreign;
    }

    TraceMeta describe(TraceMeta meta) {
      if (damaged() > 0) {
        return meta.asIncomplete(Count.of(damaged(), "damaged place") + " in the stream", "");
      }
      return isCut()
          ? meta.asIncomplete("the stream ends inside a chunk", "")
          : meta.asFinished("");
    }

    @Override
    void take(byte[] chunk, int length, ChunkCursor cursor) throws IOException {
      if (isOfThisRun(cursor)) {
        queue.accept(chunk, 0, length);
        chunks++;
      } else {
        foreign++;
      }
      if (!progress.at(bytes(), Long.MAX_VALUE, "Importing the chunks")) {
        throw new CancellationException();
      }
    }

    @Override
    void future(String what) {
      throw new TraceException(name + ": " + what);
    }

    /** One trace holds one run: the one that the first chunk is of. */
    private boolean isOfThisRun(ChunkCursor cursor) {
      if (tag == null) {
        tag = cursor.run();
      }
      if (tag != cursor.run()) {
        return false;
      }
      try {
        if (id == null && cursor.next() && StreamOrigin.isAt(cursor)) {
          id = StreamOrigin.read(cursor).run();
        }
      } catch (DamagedChunkException unreadable) {
        // The trace will say where.
      }
      return true;
    }

    /** The id of the run; null if its chunks do not say it. */
    @Nullable RunId run() {
      if (tag == null || tag < 0) {
        return null;
      }
      return id != null && Integer.toUnsignedLong(id.tag()) == tag ? id : RunId.ofTag(tag);
    }
  }
}
