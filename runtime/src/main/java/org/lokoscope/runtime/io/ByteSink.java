// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;

/** Where the bytes of a port go. */
public interface ByteSink {

  void write(byte[] bytes, int from, int count) throws IOException;

  default void flush() throws IOException {}

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
