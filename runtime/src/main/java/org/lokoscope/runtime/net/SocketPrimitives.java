// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Operation;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.number.Integers;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Primitive;
import org.lokoscope.runtime.vm.Procedure;

/**
 * Guile's procedures on sockets: the Scheme side, in {@code scheme/guile/sockets.sls}, has the
 * names and constants. A socket address is the vector {@code #(family address port)} with the
 * address as an integer. What waits makes only the calling fiber wait.
 */
public final class SocketPrimitives {

  private static final long AF_INET = 2;
  private static final long AF_INET6 = 10;
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;
  private static final int MAX_PORT = 65535;

  private SocketPrimitives() {}

  public static void register(Consumer<Procedure> table, Network network) {
    table.accept(Primitive.ofM("%socket", 0, 0, (m, a) -> new SocketHandle(network, m).port()));
    table.accept(Primitive.of1("%socket?", x -> SocketHandle.of(x) != null));
    table.accept(Primitive.of2("%bind", SocketPrimitives::bind));
    table.accept(Primitive.ofM("%listen", 2, 2, SocketPrimitives::listen));
    table.accept(
        NativeProcedure.of(
            "%connect",
            2, 2, (m, a) -> handle("connect", a[0]).connect(m, address("connect", a[1]))));
    table.accept(
        NativeProcedure.of(
            "%accept",
            1,
            1,
            (m, a) -> {
              SocketHandle handle = handle("accept", a[0]);
              return handle.listener("accept").input().perform(m, (now, _) -> accept(now, handle));
            }));
    table.accept(Primitive.of1("%accept-operation", SocketPrimitives::acceptOperation));
    table.accept(
        Primitive.of1("getsockname", x -> vector(handle("getsockname", x).localAddress())));
    table.accept(Primitive.of1("getpeername", x -> vector(handle("getpeername", x).peerAddress())));
    table.accept(
        NativeProcedure.of(
            "%shutdown-output", 1, 1, (m, a) -> handle("shutdown", a[0]).shutdownOutput(m)));
    table.accept(Primitive.of1("%socket-flags", SocketPrimitives::flags));
    table.accept(Primitive.of2("%set-socket-flags!", SocketPrimitives::setFlags));
    table.accept(NativeProcedure.of("%resolve", 2, 2, SocketPrimitives::resolve));
    table.accept(Primitive.ofM("pipe", 0, -1, (m, a) -> PipeEnd.open(network, m)));
    table.accept(Waiters.readParameter());
    table.accept(Waiters.writeParameter());
    table.accept(Primitive.of2("inet-pton", SocketPrimitives::parse));
    table.accept(Primitive.of2("inet-ntop", SocketPrimitives::unparse));
  }

  private static SocketHandle handle(String who, Object x) {
    SocketHandle handle = SocketHandle.of(x);
    if (handle == null) {
      throw Raise.type(who, "a socket", x);
    }
    return handle;
  }

  private static Object bind(Object socket, Object at) {
    handle("bind", socket).bind(address("bind", at));
    return Special.UNSPECIFIED;
  }

  private static Object listen(Machine machine, Object[] a) {
    handle("listen", a[0]).listen(machine, Args.size("listen", a[1]));
    return Special.UNSPECIFIED;
  }

  /** The new socket with the peer's address, or null. */
  private static @Nullable Object accept(Machine machine, SocketHandle listening) {
    SocketHandle accepted = listening.accept(machine);
    return accepted == null ? null : new Pair(accepted.port(), vector(accepted.peerAddress()));
  }

  private static Object acceptOperation(Object x) {
    SocketHandle handle = handle("accept-operation", x);
    Operation operation =
        handle.listener("accept-operation").input().operation((m, _) -> accept(m, handle));
    return operation;
  }

  private static Object flags(Object x) {
    SocketHandle handle = SocketHandle.of(x);
    return handle == null ? 0L : handle.flags();
  }

  /** Ports other than sockets have no flags that could be changed. */
  private static Object setFlags(Object x, Object flags) {
    SocketHandle handle = SocketHandle.of(x);
    if (handle != null) {
      handle.setFlags((Long) flags);
    } else if (!(x instanceof Port)) {
      throw Raise.type("fcntl", "a port", x);
    }
    return Special.UNSPECIFIED;
  }

  // Addresses

  private static InetSocketAddress address(String who, Object x) {
    if (x instanceof Object[] parts
        && parts.length >= 3
        && Integers.isExactInteger(parts[1])
        && parts[2] instanceof Long port
        && port >= 0
        && port <= MAX_PORT) {
      return new InetSocketAddress(inet(parts[0], parts[1]), port.intValue());
    }
    throw Raise.type(who, "an internet socket address", x);
  }

  private static InetAddress inet(Object family, Object address) {
    int length = family.equals(AF_INET6) ? IPV6_BYTES : IPV4_BYTES;
    byte[] magnitude = Integers.big(address).toByteArray();
    byte[] bytes = new byte[length];
    int count = Math.min(length, magnitude.length);
    System.arraycopy(magnitude, magnitude.length - count, bytes, length - count, count);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static long family(InetAddress address) {
    return address instanceof Inet4Address ? AF_INET : AF_INET6;
  }

  private static Object number(InetAddress address) {
    return Integers.normal(new BigInteger(1, address.getAddress()));
  }

  private static Object[] vector(InetSocketAddress address) {
    InetAddress inet = address.getAddress();
    long port = address.getPort();
    return new Object[] {family(inet), number(inet), port};
  }

  /** The address of a host by name, with a port. */
  private static Object resolve(Machine machine, Object[] a) {
    String host = Args.string("getaddrinfo", a[0]).toString();
    int port = Args.index("getaddrinfo", a[1], MAX_PORT + 1);
    return NameLookup.with(machine, "getaddrinfo", host, port, (_, address) -> vector(address));
  }

  private static Object parse(Object family, Object text) {
    String written = Args.string("inet-pton", text).toString();
    try {
      InetAddress address = InetAddress.ofLiteral(written);
      boolean isWhole = !family.equals(AF_INET) || written.split("\\.", -1).length == IPV4_BYTES;
      if (isWhole && family.equals(family(address))) {
        return number(address);
      }
    } catch (IllegalArgumentException _) {
      // Reported below.
    }
    throw Raise.error("inet-pton", "no address of this family", text);
  }

  private static Object unparse(Object family, Object address) {
    if (!Integers.isExactInteger(address)) {
      throw Raise.type("inet-ntop", "an integer", address);
    }
    return SchemeString.of(inet(family, address).getHostAddress());
  }
}
