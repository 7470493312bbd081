// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Talks to another process over a socket, but not for ever: that process may be stopped. A time
 * without any progress ends it.
 */
final class TimeLimitedChannel {

  private static final int PIECE = 1 << 14;

  private final SocketChannel channel;
  private final long millis;

  TimeLimitedChannel(SocketChannel channel, long millis) throws IOException {
    this.channel = channel;
    this.millis = millis;
    channel.configureBlocking(false);
  }

  /** Writes all of it. */
  void write(ByteBuffer bytes) throws IOException {
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_WRITE);
      while (bytes.hasRemaining()) {
        await(selector);
        channel.write(bytes);
      }
    }
  }

  /** Reads until the other end has no more. */
  byte[] readAll() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      while (true) {
        await(selector);
        int count = channel.read(piece.clear());
        if (count < 0) {
          return all.toByteArray();
        }
        all.write(piece.array(), 0, count);
      }
    }
  }

  private void await(Selector selector) throws IOException {
    selector.selectedKeys().clear();
    if (selector.select(millis) == 0) {
      throw new SocketTimeoutException("no answer for " + millis / 1000 + " s");
    }
  }
}
