package org.lokoscope.runtime.net;

import java.util.Arrays;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.io.CustomPort;
import org.lokoscope.runtime.io.IoProcedure;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;

/**
 * What makes the fiber wait that uses a port of a connection: a read that finds nothing is undone
 * and done again when something has come; a write returns when the socket has taken everything.
 */
final class SocketPort extends CustomPort {

  private final Connection connection;

  private SocketPort(Connection connection, Machine machine, NativeProcedure close) {
    super(CurrentPorts.of(machine), procedures(close));
    this.connection = connection;
  }

  static SocketPort input(Connection connection, Machine machine) {
    return new SocketPort(
        connection,
        machine,
        NativeProcedure.of("close-port", 0, 0, (m, _) -> connection.endInput(m)));
  }

  static SocketPort output(Connection connection, Machine machine) {
    return new SocketPort(
        connection,
        machine,
        NativeProcedure.of(
            "close-port", 0, 0, (m, _) -> connection.shutdownOutput(m, "close-port")));
  }

  private static Object[] procedures(Object close) {
    Object[] procedures = new Object[5];
    Arrays.fill(procedures, Boolean.FALSE);
    procedures[4] = close;
    return procedures;
  }

  Connection connection() {
    return connection;
  }

  @Override
  protected Object retry(Machine machine, Port port, IoProcedure operation, Object[] arguments) {
    Object more = connection.awaitMore(machine);
    return Later.then(machine, more, operation.name(), (m, _) -> operation.apply(m, arguments));
  }

  @Override
  protected Object finish(Machine machine, Port port, IoProcedure operation, Object result) {
    if (!connection.isSending()) {
      return result;
    }
    Object sent = connection.send(machine, operation.name(), port);
    return Later.then(machine, sent, operation.name(), (_, _) -> result);
  }
}
