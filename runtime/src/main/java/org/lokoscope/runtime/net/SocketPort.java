package org.lokoscope.runtime.net;

import org.lokoscope.runtime.cml.Readiness;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.io.IoProcedure;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.io.WaitingPort;
import org.lokoscope.runtime.vm.Later;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;

/**
 * What makes the fiber wait that uses a port of a connection: a read that finds nothing is undone
 * and done again when something has come; a write returns when the socket has taken everything.
 */
final class SocketPort extends WaitingPort {

  private final Connection connection;

  private SocketPort(Connection connection, Machine machine, NativeProcedure close) {
    super(CurrentPorts.of(machine), close);
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

  Connection connection() {
    return connection;
  }

  @Override
  public Readiness input(Machine machine) {
    return connection.input();
  }

  @Override
  public Object tryInput(Port port) {
    return connection.tryInput(port);
  }

  @Override
  public Readiness output(Machine machine) {
    return connection.output();
  }

  @Override
  public Object tryOutput(boolean signalled) {
    return connection.tryOutput(signalled);
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
