// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;

/** Where the bytes of a port come from. */
public interface ByteSource {

  /**
   * Reads at least one byte, or returns -1 at the end; may wait. The source of a {@link
   * BinaryInput#ofDevice} does not wait but returns 0.
   */
  int read(byte[] into, int from, int count) throws IOException;

  /** Has the next read look for what has come, even where that would nearly always be in vain. */
  default void look() {}

  /** Whether a read would return at once. */
  default boolean isReady() throws IOException {
    return true;
  }

  /** How many bytes were read so far, or -1 if nobody can tell. */
  default long position() throws IOException {
    return -1;
  }

  default boolean canSeek() {
    return false;
  }

  default void seek(long position) throws IOException {
    throw new IOException("not seekable");
  }

  default void close() throws IOException {}
}
