// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Readiness;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.io.BinaryInput;
import org.lokoscope.runtime.io.BinaryOutput;
import org.lokoscope.runtime.io.BufferMode;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.io.Endpoint;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.io.Transcoder;
import org.lokoscope.runtime.io.WaitingPort;
import org.lokoscope.runtime.vm.Later;
import org.lokoscope.runtime.vm.Machine;

/**
 * A socket as Guile has it: a port from the start, for bytes and characters, that later becomes a
 * listener or a connection.
 */
final class SocketHandle implements Endpoint {

  private final Network network;
  private final LateBytes late = new LateBytes();
  private final BinaryInput in = BinaryInput.ofDevice(late);
  private final BinaryOutput out = new BinaryOutput(late, BufferMode.NONE);
  private final Port port;

  /** What {@code bind} asked for, or null. */
  private @Nullable InetSocketAddress wanted;

  /** What it has become; null before. */
  private @Nullable Device device;

  private long flags;

  SocketHandle(Network network, Machine machine) {
    this.network = network;
    this.port = Port.mixed("socket", in, out, Transcoder.NATIVE);
    port.setCustom(
        new WaitingPort(
            CurrentPorts.of(machine), this, (m, socket, _) -> ((SocketHandle) socket).close(m)));
  }

  /** The socket that a port stands for, or null. */
  static @Nullable SocketHandle of(Object x) {
    return x instanceof Port port
            && port.custom() instanceof WaitingPort waiting
            && waiting.endpoint() instanceof SocketHandle handle
        ? handle
        : null;
  }

  Port port() {
    return port;
  }

  BinaryInput in() {
    return in;
  }

  BinaryOutput out() {
    return out;
  }

  void connect(SocketBytes bytes) {
    late.connect(bytes);
  }

  long flags() {
    return flags;
  }

  void setFlags(long changed) {
    flags = changed;
  }

  void bind(InetSocketAddress address) {
    wanted = address;
  }

  /** One that listens already goes on; its backlog stays what it was. */
  void listen(Machine machine, int backlog) {
    if (isListening()) {
      return;
    }
    InetSocketAddress at = wanted != null ? wanted : new InetSocketAddress(0);
    device = Listener.open(network, machine, at, backlog);
  }

  /** Connects, and makes the fiber wait until it is done. */
  Object connect(Machine machine, InetSocketAddress to) {
    Object connected = Connection.connect(network, machine, to, this);
    return Later.then(
        machine,
        connected,
        "connect",
        (m, connection) -> {
          device = (Connection) connection;
          return Boolean.TRUE;
        });
  }

  boolean isListening() {
    return device instanceof Listener;
  }

  Listener listener(String who) {
    if (device instanceof Listener listener) {
      return listener;
    }
    throw NetErrors.failed(who, "the socket does not listen");
  }

  private Connection connection(String who) {
    if (device instanceof Connection connection) {
      return connection;
    }
    throw NetErrors.failed(who, "the socket is not connected");
  }

  /** The socket of the next connection, or null if nobody has come. */
  @Nullable SocketHandle accept(Machine machine) {
    SocketHandle accepted = new SocketHandle(network, machine);
    accepted.device = listener("accept").accept(machine, () -> accepted);
    return accepted.device == null ? null : accepted;
  }

  InetSocketAddress localAddress() {
    return switch (device) {
      case Listener listener -> listener.address();
      case Connection connection -> connection.localAddress();
      case null, default -> wanted != null ? wanted : new InetSocketAddress(0);
    };
  }

  InetSocketAddress peerAddress() {
    return connection("getpeername").peerAddress();
  }

  Object shutdownOutput(Machine machine) {
    return connection("shutdown").shutdownOutput(machine, "shutdown");
  }

  private Object close(Machine machine) {
    return switch (device) {
      case Connection connection -> connection.finish(machine);
      case Listener listener -> {
        listener.close(machine);
        yield Special.UNSPECIFIED;
      }
      case null, default -> Special.UNSPECIFIED;
    };
  }

  @Override
  public Readiness input(Machine machine) {
    return device == null ? connection("wait-for-readable").input() : device.input();
  }

  @Override
  public @Nullable Object tryInput(Check check) {
    return device instanceof Listener ? null : connection("wait-for-readable").tryInput(check);
  }

  @Override
  public Readiness output(Machine machine) {
    return connection("wait-for-writable").output();
  }

  @Override
  public @Nullable Object tryOutput(boolean signalled) {
    return connection("wait-for-writable").tryOutput(signalled);
  }

  @Override
  public boolean isWritable(boolean signalled) throws IOException {
    return connection("wait-for-writable").isWritable(signalled);
  }

  @Override
  public @Nullable Sending sending() {
    return device instanceof Connection connection ? connection.sending() : null;
  }

  @Override
  public @Nullable Object readWaiter(Machine machine) {
    return Waiters.reader(machine);
  }
}
