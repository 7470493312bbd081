// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.util.Arrays;
import org.lokoscope.runtime.world.Journal;

/**
 * What another thread reads from or writes to a stream, in a run that keeps its pieces or repeats
 * them.
 */
public final class JournaledStream {

  private static final byte[] NONE = {};

  private JournaledStream() {}

  /** An empty piece is the end; else the bytes come after one that means nothing. */
  public static ByteSource source(Journal journal, ByteSource from) {
    long stream = journal.newStream();
    return new ByteSource() {
      private byte[] piece = NONE;
      private int at;

      @Override
      public int read(byte[] into, int start, int count) throws IOException {
        if (at == piece.length) {
          piece = journal.piece(stream, NONE, () -> next(from, count));
          at = 1;
          if (piece.length == 0) {
            at = 0;
            return -1;
          }
        }
        int length = Math.min(count, piece.length - at);
        System.arraycopy(piece, at, into, start, length);
        at += length;
        return length;
      }

      @Override
      public boolean isReady() throws IOException {
        return at < piece.length || (journal.repeats() ? journal.hasPiece(stream) : from.isReady());
      }

      @Override
      public void close() throws IOException {
        from.close();
      }
    };
  }

  private static byte[] next(ByteSource from, int count) throws IOException {
    byte[] bytes = new byte[count + 1];
    int read = from.read(bytes, 1, count);
    return read < 0 ? NONE : Arrays.copyOf(bytes, read + 1);
  }

  public static ByteSink sink(Journal journal, ByteSink to) {
    long stream = journal.newStream();
    return new ByteSink() {
      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        byte[] _ =
            journal.piece(
                stream,
                Arrays.copyOfRange(bytes, from, from + count),
                () -> {
                  to.write(bytes, from, count);
                  to.flush();
                  return NONE;
                });
      }

      @Override
      public void close() throws IOException {
        to.close();
      }
    };
  }
}
