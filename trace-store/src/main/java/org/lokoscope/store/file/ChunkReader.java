// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.codec.ChunkFormat;
import org.lokoscope.tracer.codec.DamagedChunkException;
import org.lokoscope.tracer.codec.FutureChunkException;

/**
 * Finds the chunks of a bare stream. What lies between them is passed over, and each place of that
 * kind is counted once.
 */
abstract class ChunkReader {

  private final InputStream in;
  private final byte[] chunk = new byte[ChunkFormat.MAX_CHUNK];
  private final ChunkCursor cursor = new ChunkCursor();

  /** Bytes of {@link #chunk} that are filled. */
  private int filled;

  private long damaged;
  private long bytes;

  /** Whether the stream has ended inside what begins like a chunk, and none has come since. */
  private boolean cut;

  /** Whether the bytes before were no chunk: a place of damage is counted once. */
  private boolean lost;

  ChunkReader(InputStream in) {
    this.in = new BufferedInputStream(in, ChunkFormat.MAX_CHUNK);
  }

  /**
   * Is given each chunk.
   *
   * @param chunk holds it at 0; the bytes are reused after the call
   * @param cursor stands before its first event
   */
  abstract void take(byte[] chunk, int length, ChunkCursor cursor) throws IOException;

  /** Is told of a chunk that a later version of the program has written. */
  abstract void future(String what) throws IOException;

  /** Is told where bytes begin that are no chunk. */
  void garbage(long at) {}

  /** Places where the stream holds something else. */
  long damagedPlaces() {
    return damaged;
  }

  /** Whether the stream has ended inside a chunk. */
  boolean isCut() {
    return cut;
  }

  /** How many bytes were looked at. */
  long bytes() {
    return bytes;
  }

  void readAll() throws IOException {
    while (fill(ChunkFormat.FRAME)) {
      int length = ChunkFormat.lengthOf(chunk);
      if (length < 0 || !isWhole(length)) {
        skipByte();
        continue;
      }
      take(chunk, length, cursor);
      lost = false;
      cut = false;
      drop(length);
    }
    cut |= filled > 0 && !lost;
  }

  private boolean isWhole(int length) throws IOException {
    if (!fill(length)) {
      cut |= !lost;
      return false;
    }
    try {
      cursor.open(chunk, 0, length);
      return true;
    } catch (FutureChunkException later) {
      future(String.valueOf(later.getMessage()));
      return false;
    } catch (DamagedChunkException e) {
      return false;
    }
  }

  private void skipByte() {
    if (!lost && !cut) {
      damaged++;
      garbage(bytes);
    }
    lost = true;
    drop(1);
  }

  private void drop(int length) {
    filled -= length;
    bytes += length;
    System.arraycopy(chunk, length, chunk, 0, filled);
  }

  /** Reads until so many bytes are there; false if the stream ends before. */
  private boolean fill(int wanted) throws IOException {
    while (filled < wanted) {
      int read;
      try {
        read = in.read(chunk, filled, wanted - filled);
      } catch (EOFException end) {
        read = -1;
      }
      if (read < 0) {
        return false;
      }
      filled += read;
    }
    return true;
  }
}
