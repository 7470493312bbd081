// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.fuzz;

import java.util.Arrays;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.codec.ChunkFormat;
import org.lokoscope.tracer.codec.DamagedChunkException;
import org.lokoscope.tracer.codec.EventDispatcher;
import org.lokoscope.tracer.schema.EventField;

/** The decoder of chunks: any bytes are events, or a damaged chunk. */
public final class ChunkFuzz {

  private static final Probe NOBODY = new Probe() {};

  private ChunkFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    read(data);
    if (data.length >= ChunkFormat.FRAME) {
      byte[] sealed = Arrays.copyOf(data, Math.min(data.length, ChunkFormat.MAX_CHUNK));
      ForgedChunks.seal(sealed, 0, sealed.length);
      read(sealed);
    }
  }

  private static void read(byte[] chunk) {
    ChunkCursor cursor = new ChunkCursor();
    try {
      cursor.open(chunk, 0, chunk.length);
      long events = 0;
      while (cursor.next()) {
        // An event takes two bytes, of which a joint one makes a few.
        if (++events > 8L * chunk.length) {
          throw new AssertionError("more events than there are bytes for");
        }
        EventDispatcher.INSTANCE.dispatch(cursor, NOBODY);
        for (EventField field : cursor.type().fields()) {
          if (field.kind() == Kind.TEXT && cursor.text().length() > ChunkFormat.MAX_TEXT
              || field.kind() == Kind.SEQUENCE
                  && cursor.sequence().length > ChunkFormat.MAX_SEQUENCE) {
            throw new AssertionError("longer than may be");
          }
        }
      }
    } catch (DamagedChunkException damaged) {
      // Said.
    }
  }
}
