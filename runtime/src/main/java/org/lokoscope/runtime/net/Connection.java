// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.io.BinaryInput;
import org.lokoscope.runtime.io.BinaryOutput;
import org.lokoscope.runtime.io.BufferMode;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.io.CustomPort;
import org.lokoscope.runtime.io.Endpoint;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.io.WaitingPort;
import org.lokoscope.runtime.vm.Later;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.world.Journal;

/**
 * One end of a TCP or Unix domain connection. Its socket lives until both directions are closed, or
 * the whole.
 */
final class Connection extends Device implements Endpoint, SocketBytes.Owner {

  private static final WaitingPort.Closing END =
      (machine, connection, port) -> ((Connection) connection).end(machine, port);

  private final SocketChannel channel;
  private final SocketAddress peer;
  private final SocketBytes bytes;
  private final BinaryInput in;

  /** Null before somebody wants to write. */
  private @Nullable BinaryOutput out;

  private @Nullable Port inputPort;
  private @Nullable Port outputPort;
  private long written;
  private long read;
  private boolean inputClosed;
  private boolean outputClosed;

  private Connection(
      Network network,
      Machine machine,
      SocketChannel channel,
      SocketAddress peer,
      @Nullable SocketHandle handle) {
    super(network, machine, channel, SelectionKey.OP_READ);
    this.channel = channel;
    this.peer = peer;
    Journal journal = machine.world().journal();
    if (journal == null) {
      this.bytes = new SocketBytes(channel, this);
    } else {
      JournaledBytes kept = new JournaledBytes(journal, channel, name());
      this.bytes = new SocketBytes(kept, kept, this);
    }
    if (handle == null) {
      this.in = BinaryInput.ofDevice(bytes);
    } else {
      handle.connect(bytes);
      this.in = handle.in();
      this.out = handle.out();
    }
  }

  /**
   * A connection that somebody else asked for.
   *
   * @param peer where it comes from
   * @param local the address of its end here; null if that is not known
   * @param handle the socket whose port reads and writes, or null
   */
  static Connection accepted(
      Network network,
      Machine machine,
      SocketChannel channel,
      SocketAddress peer,
      @Nullable SocketAddress local,
      @Nullable SocketHandle handle)
      throws IOException {
    Sockets.prepare(channel);
    Connection connection = new Connection(network, machine, channel, peer, handle);
    connection.reportCreated(machine);
    connection.reportMade(local);
    return connection;
  }

  /**
   * Begins to connect, and returns the connection when there is one.
   *
   * @param handle the socket whose port reads and writes, or null
   */
  static Object connect(
      Network network, Machine machine, SocketAddress to, @Nullable SocketHandle handle) {
    SocketChannel channel = null;
    try {
      Sockets.admit(machine);
      channel = Sockets.open(to);
      Sockets.prepare(channel);
      SocketChannel connecting = channel;
      byte[] answer =
          Journal.call(
              machine.world().journal(),
              "connect to " + NetErrors.text(to),
              Numbers.NONE,
              () -> answer(connecting, connecting.connect(to)));
      boolean done = Numbers.number(answer) != 0;
      Connection connection = new Connection(network, machine, channel, to, handle);
      connection.reportCreated(machine);
      if (done) {
        connection.reportMade(Numbers.behind(answer));
      }
      return done
          ? connection
          : connection.output().perform(machine, (_, _) -> connection.finishConnect());
    } catch (IOException e) {
      Sockets.discard(channel);
      throw NetErrors.failed(NetErrors.family(to) + "-connect", "cannot connect to", to, e);
    }
  }

  /** What the journal calls it. */
  private String name() {
    return "connection " + (id() & 0xffffffffL) + ", " + NetErrors.text(peer);
  }

  private @Nullable Object finishConnect() {
    try {
      byte[] done =
          Journal.call(
              journal(),
              "be connected as " + name(),
              Numbers.NONE,
              () -> answer(channel, channel.finishConnect()));
      if (Numbers.number(done) == 0) {
        return null;
      }
      reportMade(Numbers.behind(done));
      return this;
    } catch (IOException e) {
      abandon();
      throw NetErrors.failed(NetErrors.family(peer) + "-connect", "cannot connect to", peer, e);
    }
  }

  @Override
  int outputOperation() {
    return channel.isConnected() ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT;
  }

  /** Of a TCP connection. */
  InetSocketAddress peerAddress() {
    return (InetSocketAddress) peer;
  }

  /** Of a TCP connection. */
  InetSocketAddress localAddress() {
    try {
      return (InetSocketAddress)
          Numbers.address(
              Journal.call(
                  journal(),
                  "ask for the address of " + name(),
                  Numbers.NONE,
                  () -> Numbers.bytes(channel.getLocalAddress())));
    } catch (IOException e) {
      throw NetErrors.failed("getsockname", "no address of", peer, e);
    }
  }

  @Override
  public String peer() {
    return NetErrors.text(peer);
  }

  /** Whether a channel is connected, and its own address, which no other run would get again. */
  private static byte[] answer(SocketChannel channel, boolean connected) throws IOException {
    return Numbers.bytes(connected, connected ? channel.getLocalAddress() : null);
  }

  /**
   * Tells the addresses of both ends.
   *
   * @param local null if it is not known, as in what older recordings keep
   */
  private void reportMade(@Nullable SocketAddress local) {
    if (owner().reporter().reportsWaits()) {
      owner().reporter().connectionMade(id(), local == null ? "" : NetErrors.text(local), peer());
    }
  }

  @Override
  public void wrote(int count) {
    if (count > 0) {
      written += count;
      owner().reporter().bytesWritten(id(), written);
    }
  }

  @Override
  public void read(int count) {
    read += count;
    owner().reporter().bytesRead(id(), read);
  }

  @Override
  public void failed(IOException why) {
    reportFailed(why);
  }

  @Override
  public String describe() {
    return NetErrors.family(peer) + " connection " + NetErrors.text(peer);
  }

  // Ports

  Port inputPort(Machine machine) {
    if (inputPort == null) {
      inputPort = Port.binary(this, in, null);
      inputPort.setCustom(waiting(machine));
    }
    return inputPort;
  }

  /**
   * @param mode null for that which the port has, or none
   */
  Port outputPort(Machine machine, @Nullable BufferMode mode) {
    if (outputPort == null) {
      out = new BinaryOutput(bytes, mode == null ? BufferMode.NONE : mode);
      outputPort = Port.binary(this, null, out);
      outputPort.setCustom(waiting(machine));
    } else if (mode != null && mode != outputPort.mode()) {
      throw Raise.assertion(
          "connection-output-port", "the port has another buffer mode", outputPort);
    }
    return outputPort;
  }

  private CustomPort waiting(Machine machine) {
    Port other = inputPort == null ? outputPort : inputPort;
    CustomPort known = other == null ? null : other.custom();
    return known == null ? new WaitingPort(CurrentPorts.of(machine), this, END) : known;
  }

  /** One of the ports was closed. */
  private Object end(Machine machine, Port port) {
    return port.isInput() ? endInput(machine) : shutdownOutput(machine, "close-port");
  }

  // Waiting

  @Override
  public void checkOpen(String who) {
    if (isClosed()) {
      throw NetErrors.failed(who, describe() + " is closed");
    }
  }

  /** Whether there is something to read, be it the end or an error; null if not. */
  @Nullable Object tryInput() {
    return tryInput(in::isReady);
  }

  @Override
  public @Nullable Sending sending() {
    return bytes.sending();
  }

  /** Only the poller knows. */
  @Override
  public boolean isWritable(boolean signalled) throws IOException {
    return signalled && bytes.send();
  }

  /** Waits until all that was written has left; an error is an end, too. */
  private Object sendRest(Machine machine) {
    return output().perform(machine, (_, _) -> Endpoint.orNull(bytes::send));
  }

  // Closing

  /** Sends what is still to be sent, and then the end; more can be read. */
  Object shutdownOutput(Machine machine, String who) {
    if (outputClosed || isClosed()) {
      return Special.UNSPECIFIED;
    }
    if (!flush()) {
      return endOutput(machine, who);
    }
    return Later.then(machine, sendRest(machine), who, (m, _) -> endOutput(m, who));
  }

  /** Gives the socket what the port has kept back; false if it is of no use any more. */
  private boolean flush() {
    try {
      if (out != null) {
        out.flush();
      }
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private Object endOutput(Machine machine, String who) {
    if (outputClosed || isClosed()) {
      return Special.UNSPECIFIED;
    }
    outputClosed = true;
    IOException failure = bytes.endOutput();
    if (inputClosed) {
      close(machine);
    } else if (failure == null) {
      failure = shutdown();
    }
    if (failure != null) {
      throw NetErrors.failed(who, "cannot write: " + failure.getMessage());
    }
    return Special.UNSPECIFIED;
  }

  private @Nullable IOException shutdown() {
    try {
      byte[] _ =
          Journal.call(
              journal(),
              "end the output of " + name(),
              Numbers.NONE,
              () -> {
                channel.shutdownOutput();
                return Numbers.NONE;
              });
      return null;
    } catch (IOException e) {
      return new IOException(peer() + ": " + NetErrors.reason(e), e);
    }
  }

  Object endInput(Machine machine) {
    inputClosed = true;
    if (outputClosed) {
      close(machine);
    }
    return Special.UNSPECIFIED;
  }

  /** Sends what is still to be sent, if the peer still takes it, and closes the socket. */
  Object finish(Machine machine) {
    if (isClosed() || outputClosed || !flush()) {
      return closeNow(machine);
    }
    return Later.then(machine, sendRest(machine), "close-connection", (m, _) -> closeNow(m));
  }

  private Object closeNow(Machine machine) {
    close(machine);
    return Special.UNSPECIFIED;
  }
}
