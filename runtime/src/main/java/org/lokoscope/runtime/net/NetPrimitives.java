// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import java.net.UnixDomainSocketAddress;
import java.nio.file.InvalidPathException;
import java.util.function.Consumer;
import org.lokoscope.runtime.cml.Operation;
import org.lokoscope.runtime.cml.Readiness;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.io.BufferMode;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.io.WaitingPort;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Primitive;
import org.lokoscope.runtime.vm.Procedure;

/**
 * The procedures of {@code (lokoscope net)}, and {@code wait-for-readable} and {@code
 * wait-for-writable} of {@code (loko system fibers)}. Whatever waits here makes only the calling
 * fiber wait.
 *
 * <pre>
 * (tcp-listen host port [backlog])    a listener; port 0 is any that is free
 * (tcp-listener? x)  (tcp-listener-port listener)  (close-listener listener)
 * (tcp-accept listener)               waits for the next connection
 * (tcp-accept-operation listener)     the same as an operation, for a choice
 * (tcp-connect host port)             waits for the connection
 * (unix-listen path [backlog])        a listener with a name in the file system, for tcp-accept and
 *                                     the like; the name is removed with the listener
 * (unix-connect path)                 waits for the connection
 * (connection? x)
 * (connection-peer connection)        "address:port" of the other end
 * (connection-input-port connection)  a binary port, the same one each time
 * (connection-output-port connection [mode])
 *                                     a binary port. Mode none, the default: what an operation
 *                                     writes leaves at once. Mode line or block: it leaves when
 *                                     the buffer is full, when a line ends (line, on a transcoded
 *                                     port), at flush-output-port or when the port is closed
 * (shutdown-connection-output connection)
 *                                     sends the end of the output; the input stays open. Closing
 *                                     the output port does the same
 * (close-connection connection)       sends what is still buffered and closes the socket; fibers
 *                                     that wait for it raise. Closing both ports does it, too
 * (readable-operation x)  (writable-operation x)
 *                                     x: a connection, a listener or a port
 * (wait-for-readable x)  (wait-for-writable x)
 * </pre>
 *
 * <p>What fails raises an {@code &i/o} condition whose message names the address. Sockets are not
 * closed by the garbage collector: they are when their process ends.
 */
public final class NetPrimitives {

  private static final int MAX_PORT = 65535;

  /** As many as Linux takes by default. */
  private static final int BACKLOG = 4096;

  /** For ports on memory and the like, on which nobody ever waits. */
  private static final Readiness IMMEDIATE = new Readiness(0, SuspendReason.READABLE, _ -> {});

  private NetPrimitives() {}

  public static void register(Consumer<Procedure> table, Network network) {
    registerListeners(table, network);
    registerConnections(table, network);
    registerReadiness(table);
  }

  private static void registerListeners(Consumer<Procedure> table, Network network) {
    table.accept(NativeProcedure.of("tcp-listen", 2, 3, (m, a) -> listen(network, m, a)));
    table.accept(NativeProcedure.of("unix-listen", 1, 2, (m, a) -> listenUnix(network, m, a)));
    table.accept(Primitive.of1("tcp-listener?", Listener.class::isInstance));
    table.accept(
        Primitive.of1("tcp-listener-port", x -> (long) listener("tcp-listener-port", x).port()));
    table.accept(
        NativeProcedure.of(
            "tcp-accept",
            1,
            1,
            (m, a) -> {
              Listener listener = listener("tcp-accept", a[0]);
              return listener.input().perform(m, (now, _) -> listener.accept(now));
            }));
    table.accept(Primitive.of1("tcp-accept-operation", NetPrimitives::acceptOperation));
    table.accept(
        Primitive.ofM(
            "close-listener",
            1,
            1,
            (m, a) -> {
              listener("close-listener", a[0]).close(m);
              return Special.UNSPECIFIED;
            }));
  }

  private static void registerConnections(Consumer<Procedure> table, Network network) {
    table.accept(NativeProcedure.of("tcp-connect", 2, 2, (m, a) -> connect(network, m, a)));
    table.accept(
        NativeProcedure.of(
            "unix-connect",
            1,
            1,
            (m, a) -> Connection.connect(network, m, path("unix-connect", a[0]), null)));
    table.accept(Primitive.of1("connection?", Connection.class::isInstance));
    table.accept(
        Primitive.of1(
            "connection-peer", x -> SchemeString.of(connection("connection-peer", x).peer())));
    table.accept(
        Primitive.ofM(
            "connection-input-port",
            1,
            1,
            (m, a) -> connection("connection-input-port", a[0]).inputPort(m)));
    table.accept(Primitive.ofM("connection-output-port", 1, 2, NetPrimitives::outputPort));
    table.accept(
        NativeProcedure.of(
            "shutdown-connection-output",
            1,
            1,
            (m, a) ->
                connection("shutdown-connection-output", a[0])
                    .shutdownOutput(m, "shutdown-connection-output")));
    table.accept(
        NativeProcedure.of(
            "close-connection", 1, 1, (m, a) -> connection("close-connection", a[0]).finish(m)));
  }

  private static void registerReadiness(Consumer<Procedure> table) {
    table.accept(
        Primitive.ofM(
            "readable-operation",
            1,
            1,
            (m, a) -> input("readable-operation", m, a[0]).operation(readable(a[0]))));
    table.accept(
        Primitive.ofM(
            "writable-operation",
            1,
            1,
            (m, a) -> output("writable-operation", m, a[0]).operation(writable(a[0]))));
    table.accept(
        NativeProcedure.of(
            "wait-for-readable",
            1,
            1,
            (m, a) -> input("wait-for-readable", m, a[0]).perform(m, readable(a[0]))));
    table.accept(
        NativeProcedure.of(
            "wait-for-writable",
            1,
            1,
            (m, a) -> output("wait-for-writable", m, a[0]).perform(m, writable(a[0]))));
  }

  private static Object listen(Network network, Machine machine, Object[] a) {
    String who = "tcp-listen";
    String host = Args.string(who, a[0]).toString();
    int port = Args.index(who, a[1], MAX_PORT + 1);
    int backlog = a.length > 2 ? Args.size(who, a[2]) : BACKLOG;
    return NameLookup.with(
        machine, who, host, port, (m, at) -> Listener.open(network, m, at, backlog));
  }

  private static Object listenUnix(Network network, Machine machine, Object[] a) {
    int backlog = a.length > 1 ? Args.size("unix-listen", a[1]) : BACKLOG;
    return Listener.open(network, machine, path("unix-listen", a[0]), backlog);
  }

  private static UnixDomainSocketAddress path(String who, Object x) {
    String path = Args.string(who, x).toString();
    try {
      return UnixDomainSocketAddress.of(path);
    } catch (InvalidPathException e) {
      throw NetErrors.failed(who, "no path: " + path);
    }
  }

  private static Operation acceptOperation(Object x) {
    Listener listener = listener("tcp-accept-operation", x);
    return listener.input().operation((m, _) -> listener.accept(m));
  }

  private static Object connect(Network network, Machine machine, Object[] a) {
    String who = "tcp-connect";
    String host = Args.string(who, a[0]).toString();
    int port = Args.index(who, a[1], MAX_PORT + 1);
    return NameLookup.with(
        machine, who, host, port, (m, to) -> Connection.connect(network, m, to, null));
  }

  private static Object outputPort(Machine machine, Object[] a) {
    String who = "connection-output-port";
    BufferMode mode =
        a.length == 1
            ? null
            : switch (Args.symbol(who, a[1]).name()) {
              case "none" -> BufferMode.NONE;
              case "line" -> BufferMode.LINE;
              case "block" -> BufferMode.BLOCK;
              default -> throw Raise.type(who, "a buffer mode", a[1]);
            };
    return connection(who, a[0]).outputPort(machine, mode);
  }

  private static Readiness input(String who, Machine machine, Object x) {
    return switch (x) {
      case Device device -> device.input();
      case Port port when port.isInput() && port.custom() instanceof WaitingPort waiting ->
          waiting.endpoint().input(machine);
      case Port port when port.isInput() -> IMMEDIATE;
      default -> throw Raise.type(who, "a connection, a listener or an input port", x);
    };
  }

  private static Readiness output(String who, Machine machine, Object x) {
    return switch (x) {
      case Connection connection -> connection.output();
      case Port port when port.isOutput() && port.custom() instanceof WaitingPort waiting ->
          waiting.endpoint().output(machine);
      case Port port when port.isOutput() -> IMMEDIATE;
      default -> throw Raise.type(who, "a connection or an output port", x);
    };
  }

  /** A listener is readable when somebody has come, even if another fiber is faster then. */
  private static Readiness.Attempt readable(Object x) {
    SocketHandle handle = SocketHandle.of(x);
    return switch (handle != null && handle.isListening() ? handle.listener("") : x) {
      case Listener listener -> (_, signalled) -> listener.tryInput(signalled);
      case Connection from -> (_, _) -> from.tryInput();
      case Port port when port.custom() instanceof WaitingPort waiting ->
          (_, _) -> waiting.endpoint().tryInput(port::isReady);
      default -> (_, _) -> Special.UNSPECIFIED;
    };
  }

  private static Readiness.Attempt writable(Object x) {
    return switch (x) {
      case Connection to -> (_, signalled) -> to.tryOutput(signalled);
      case Port port when port.custom() instanceof WaitingPort waiting ->
          (_, signalled) -> waiting.endpoint().tryOutput(signalled);
      default -> (_, _) -> Special.UNSPECIFIED;
    };
  }

  // Checks

  private static Listener listener(String who, Object x) {
    if (x instanceof Listener listener) {
      return listener;
    }
    throw Raise.type(who, "a listener", x);
  }

  private static Connection connection(String who, Object x) {
    if (x instanceof Connection connection) {
      return connection;
    }
    throw Raise.type(who, "a connection", x);
  }
}
