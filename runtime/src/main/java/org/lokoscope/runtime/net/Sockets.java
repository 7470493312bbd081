package org.lokoscope.runtime.net;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.Channel;
import java.nio.channels.SocketChannel;

/** What all sockets need. */
final class Sockets {

  private Sockets() {}

  /** Nothing waits, and small messages leave at once. */
  static void prepare(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  /** Closes a channel, if there is one, that nobody has seen yet. */
  static void discard(Channel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException _) {
        // It was never used.
      }
    }
  }
}
