// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Recording;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.codec.ChunkFormat;
import org.lokoscope.tracer.codec.DamagedChunkException;
import org.lokoscope.tracer.codec.RunId;
import org.lokoscope.tracer.codec.StreamOrigin;

/** Who wrote the streams of a trace, as their first events say. */
public final class Origins {

  /** Streams that are looked at: each costs a read of a chunk. */
  private static final int MOST = 10_000;

  /** A process of an operating system, in a run. */
  private record Writer(RunId run, String host, long osProcess, String runtime, String version) {
    static Writer of(StreamOrigin origin) {
      return new Writer(
          origin.run(), origin.host(), origin.osProcess(), origin.runtime(), origin.version());
    }
  }

  private Origins() {}

  /** The sources in the order of their streams; streams that do not say theirs are left out. */
  public static List<Recording> of(ChunkLog log, List<ChunkRef> chunks) {
    Map<Writer, Recording> sources = new LinkedHashMap<>();
    byte[] buffer = new byte[ChunkFormat.MAX_CHUNK];
    ChunkCursor cursor = new ChunkCursor();
    Integer before = null;
    int seen = 0;
    for (ChunkRef chunk : chunks) {
      if (before == null || before != chunk.stream()) {
        before = chunk.stream();
        StreamOrigin origin = seen++ < MOST ? read(log, chunk, buffer, cursor) : null;
        if (origin != null) {
          // CPUs, which come last, know best when the run began.
          sources.merge(
              Writer.of(origin),
              new Recording(origin, 1),
              (known, one) -> new Recording(origin, known.streams() + 1));
        }
      }
    }
    return List.copyOf(sources.values());
  }

  private static @Nullable StreamOrigin read(
      ChunkLog log, ChunkRef chunk, byte[] buffer, ChunkCursor cursor) {
    try {
      log.read(chunk, buffer, cursor);
      boolean found = cursor.next();
      if (found && cursor.code() == ChunkLog.REMOVED) {
        found = cursor.next();
      }
      return found && StreamOrigin.isAt(cursor) ? StreamOrigin.read(cursor) : null;
    } catch (DamagedChunkException sinceTheScan) {
      return null;
    }
  }
}
