package org.lokoscope.runtime.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Supplier;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.vm.Machine;

/** A socket that takes connections. */
final class Listener extends Device {

  private final ServerSocketChannel channel;
  private final InetSocketAddress address;

  private Listener(
      Network network, Machine machine, ServerSocketChannel channel, InetSocketAddress address) {
    super(network, machine, channel, SelectionKey.OP_ACCEPT);
    this.channel = channel;
    this.address = address;
    reportCreated(machine);
  }

  static Listener open(Network network, Machine machine, InetSocketAddress at, int backlog) {
    ServerSocketChannel channel = null;
    try {
      channel = ServerSocketChannel.open();
      channel.configureBlocking(false);
      channel.bind(at, backlog);
      return new Listener(network, machine, channel, (InetSocketAddress) channel.getLocalAddress());
    } catch (IOException e) {
      Sockets.discard(channel);
      throw NetErrors.failed("tcp-listen", "cannot listen on", at, e);
    }
  }

  InetSocketAddress address() {
    return address;
  }

  int port() {
    return address.getPort();
  }

  /** The next connection, or null if nobody has come. */
  Connection accept(Machine machine) {
    return accept(machine, null);
  }

  /**
   * The same for a socket of Guile's.
   *
   * @param handle makes the socket whose port reads and writes, or null
   */
  Connection accept(Machine machine, Supplier<SocketHandle> handle) {
    if (isClosed()) {
      throw NetErrors.failed("tcp-accept", describe() + " is closed");
    }
    SocketChannel accepted = null;
    try {
      accepted = channel.accept();
      return accepted == null
          ? null
          : Connection.accepted(network(), machine, accepted, handle == null ? null : handle.get());
    } catch (IOException e) {
      Sockets.discard(accepted);
      throw NetErrors.failed("tcp-accept", "cannot accept on", address, e);
    }
  }

  /** Whether somebody has come; only the poller knows. */
  Object tryInput(boolean signalled) {
    if (isClosed()) {
      throw NetErrors.failed("wait-for-readable", describe() + " is closed");
    }
    return signalled ? Special.UNSPECIFIED : null;
  }

  @Override
  public String describe() {
    return "tcp listener " + NetErrors.text(address);
  }
}
