// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.io.ByteSink;
import org.lokoscope.runtime.io.ByteSource;

/** The bytes of a socket that may have no connection yet; there are none before. */
final class LateBytes implements ByteSource, ByteSink {

  private @Nullable SocketBytes bytes;

  void connect(SocketBytes connected) {
    bytes = connected;
  }

  private SocketBytes bytes() throws IOException {
    if (bytes == null) {
      throw new IOException("the socket is not connected");
    }
    return bytes;
  }

  @Override
  public int read(byte[] into, int from, int count) throws IOException {
    return bytes().read(into, from, count);
  }

  @Override
  public void look() {
    if (bytes != null) {
      bytes.look();
    }
  }

  @Override
  public boolean isReady() {
    return false;
  }

  @Override
  public void write(byte[] from, int start, int count) throws IOException {
    bytes().write(from, start, count);
  }

  @Override
  public void close() {}

  @Override
  public long position() {
    return -1;
  }

  @Override
  public boolean canSeek() {
    return false;
  }

  @Override
  public void seek(long position) throws IOException {
    throw new IOException("not seekable");
  }
}
