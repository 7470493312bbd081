// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.vm.Machine;

/** What all sockets need. */
final class Sockets {

  private Sockets() {}

  /** Refuses where the world has no network. */
  static void admit(Machine machine) throws IOException {
    if (machine.world().isIsolated()) {
      throw new IOException("this run has no network");
    }
  }

  /** Nothing waits, and small messages leave at once. */
  static void prepare(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
  }

  static ServerSocketChannel openServer(SocketAddress address) throws IOException {
    return address instanceof UnixDomainSocketAddress
        ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        : ServerSocketChannel.open();
  }

  static SocketChannel open(SocketAddress address) throws IOException {
    return address instanceof UnixDomainSocketAddress
        ? SocketChannel.open(StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }

  /** Closes a channel, if there is one, that nobody has seen yet. */
  static void discard(@Nullable Channel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException _) {
        // It was never used.
      }
    }
  }
}
