// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.world.Journal;

/** A socket that takes connections. */
final class Listener extends Device {

  private final ServerSocketChannel channel;
  private final SocketAddress address;

  /** Where the last came from, if that is kept; else where this listens. */
  private SocketAddress acceptedFrom;

  /** The end here of the last, if that is kept. */
  private @Nullable SocketAddress acceptedAt;

  private Listener(
      Network network, Machine machine, ServerSocketChannel channel, SocketAddress address) {
    super(network, machine, channel, SelectionKey.OP_ACCEPT);
    this.channel = channel;
    this.address = address;
    this.acceptedFrom = address;
    reportCreated(machine);
  }

  static Listener open(Network network, Machine machine, SocketAddress at, int backlog) {
    ServerSocketChannel channel = null;
    try {
      Sockets.admit(machine);
      channel = Sockets.openServer(at);
      channel.configureBlocking(false);
      ServerSocketChannel binding = channel;
      byte[] bound =
          Journal.call(
              machine.world().journal(),
              "listen at " + NetErrors.text(at),
              Numbers.bytes(backlog),
              () -> Numbers.bytes(binding.bind(at, backlog).getLocalAddress()));
      return new Listener(network, machine, channel, Numbers.address(bound));
    } catch (IOException e) {
      Sockets.discard(channel);
      throw NetErrors.failed(NetErrors.family(at) + "-listen", "cannot listen on", at, e);
    }
  }

  /** Of a TCP listener. */
  InetSocketAddress address() {
    return (InetSocketAddress) address;
  }

  /** The TCP port, or -1. */
  int port() {
    return address instanceof InetSocketAddress at ? at.getPort() : -1;
  }

  /** A Unix domain socket leaves its name in the file system; nobody could bind it again. */
  @Override
  void released() {
    if (address instanceof UnixDomainSocketAddress at) {
      try {
        byte[] _ =
            Journal.call(
                journal(),
                "delete " + at,
                Numbers.NONE,
                () -> Numbers.bytes(Files.deleteIfExists(at.getPath())));
      } catch (IOException _) {
        // It was moved or its directory is gone: the name is no hindrance any more.
      }
    }
  }

  /** The next connection, or null if nobody has come. */
  @Nullable Connection accept(Machine machine) {
    return accept(machine, null);
  }

  /**
   * The same for a socket of Guile's.
   *
   * @param handle makes the socket whose port reads and writes, or null
   */
  @Nullable Connection accept(Machine machine, @Nullable Supplier<SocketHandle> handle) {
    if (isClosed()) {
      throw NetErrors.failed("tcp-accept", describe() + " is closed");
    }
    SocketChannel accepted = null;
    try {
      accepted = journal() == null ? channel.accept() : acceptJournaled();
      if (accepted == null) {
        return null;
      }
      SocketAddress peer = journal() == null ? accepted.getRemoteAddress() : acceptedFrom;
      SocketAddress local = journal() == null ? accepted.getLocalAddress() : acceptedAt;
      return Connection.accepted(
          network(), machine, accepted, peer, local, handle == null ? null : handle.get());
    } catch (IOException e) {
      Sockets.discard(accepted);
      throw NetErrors.failed("tcp-accept", "cannot accept on", address, e);
    }
  }

  private @Nullable SocketChannel acceptJournaled() throws IOException {
    @Nullable SocketChannel[] accepted = {null};
    byte[] from =
        Journal.call(
            journal(),
            "accept at " + NetErrors.text(address),
            Numbers.NONE,
            () -> {
              accepted[0] = channel.accept();
              return accepted[0] == null
                  ? Numbers.NONE
                  : Numbers.bytes(accepted[0].getRemoteAddress(), accepted[0].getLocalAddress());
            });
    if (from.length == 0) {
      return null;
    }
    acceptedFrom = Numbers.first(from);
    acceptedAt = Numbers.second(from);
    return accepted[0] == null ? Sockets.open(acceptedFrom) : accepted[0];
  }

  /** Whether somebody has come; only the poller knows. Null if not. */
  @Nullable Object tryInput(boolean signalled) {
    if (isClosed()) {
      throw NetErrors.failed("wait-for-readable", describe() + " is closed");
    }
    return signalled ? Special.UNSPECIFIED : null;
  }

  @Override
  public String describe() {
    return NetErrors.family(address) + " listener " + NetErrors.text(address);
  }
}
