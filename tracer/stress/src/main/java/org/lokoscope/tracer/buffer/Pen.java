// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.buffer;

import org.lokoscope.tracer.codec.Chunk;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.codec.ChunkFormat;
import org.lokoscope.tracer.codec.DamagedChunkException;

/**
 * The writer's steps without its thread, and what it has written: the values of the events in the
 * order of their chunks, digit by digit, or -1 if a chunk was damaged or came before one that is
 * older.
 */
final class Pen {

  private static final ThreadLocal<byte[]> COPY =
      ThreadLocal.withInitial(() -> new byte[ChunkFormat.MAX_CHUNK]);

  private final Stream stream;
  private final int[] chunks = new int[8];
  private int highest = -1;
  private boolean wrong;

  Pen(Stream stream) {
    this.stream = stream;
  }

  void drain() {
    for (Chunk chunk = stream.pollFull(); chunk != null; chunk = stream.pollFull()) {
      if (!stream.isSaved(chunk)) {
        write(chunk.bytes(), chunk.seal(0));
      }
      stream.recycle(chunk);
    }
  }

  void tick() {
    switch (stream.look()) {
      case NOTHING -> {}
      case ASK -> stream.encoder().requestFlush();
      case SAVE -> save();
    }
  }

  private void save() {
    int length = stream.looked().copyTo(COPY.get(), 0);
    stream.markSaved(COPY.get());
    write(COPY.get(), length);
  }

  /** Looks at the chunk that is being filled, and writes it however little it holds. */
  void peek() {
    stream.look();
    int length = stream.looked().copyTo(COPY.get(), 0);
    write(COPY.get(), length);
  }

  private void write(byte[] bytes, int length) {
    try {
      ChunkCursor cursor = new ChunkCursor();
      cursor.open(bytes, 0, length);
      int digits = 0;
      while (cursor.next()) {
        digits = digits * 10 + (int) cursor.value(1);
      }
      int sequence = cursor.chunkSequence();
      wrong |= sequence > highest + 1;
      highest = Math.max(highest, sequence);
      chunks[sequence] = Math.max(chunks[sequence], digits);
    } catch (DamagedChunkException _) {
      wrong = true;
    }
  }

  int written() {
    int all = 0;
    for (int i = 0; i <= highest; i++) {
      for (int rest = chunks[i], unit = 1; rest > 0; rest /= 10, unit *= 10) {
        all *= 10;
      }
      all += chunks[i];
    }
    return wrong ? -1 : all;
  }
}
