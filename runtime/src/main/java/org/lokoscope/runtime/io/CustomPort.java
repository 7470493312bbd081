// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.vm.Later;
import org.lokoscope.runtime.vm.Machine;

/**
 * The Scheme side of a custom port. Java code cannot call it in the middle of an operation, so: an
 * operation that finds no input is undone, {@code retry} is called with the operation and its
 * arguments, feeds the port and applies it again; output is collected, and after the operation
 * {@code drain} passes it on and returns the operation's result.
 *
 * <p>A port on a device that may make a fiber wait does the same in Java: it overrides {@link
 * #retry} and {@link #finish}, which follow the machine's protocol.
 */
public class CustomPort {

  /** How many bytes a buffered port keeps at most. */
  private static final int ENOUGH = 8192;

  /** Takes an operation and the list of its arguments. */
  public final Object retry;

  /** Takes what was written, a bytevector or a string, and the result to return. */
  public final Object drain;

  /** Each a procedure or false. */
  public final Object getPosition;

  public final Object setPosition;

  private final Object close;
  final CurrentPorts ports;

  /** Output is kept until the port is flushed or closed or much has come together. */
  private boolean buffered;

  public CustomPort(CurrentPorts ports, Object[] procedures) {
    this.ports = ports;
    this.retry = procedures[0];
    this.drain = procedures[1];
    this.getPosition = procedures[2];
    this.setPosition = procedures[3];
    this.close = procedures[4];
  }

  /** Gets more input and does the operation again, which has been undone. */
  protected Object retry(Machine machine, Port port, IoProcedure operation, Object[] arguments) {
    Object list = Lists.of(Arrays.copyOf(arguments, arguments.length));
    return Machine.procedure(retry).apply(machine, new Object[] {port, operation, list});
  }

  void setBuffered(boolean changed) {
    buffered = changed;
  }

  /** Passes on what an operation has written, and returns the operation's result. */
  protected Object finish(Machine machine, Port port, IoProcedure operation, Object result) {
    return isKept(port, operation) ? result : drain(machine, port, result);
  }

  private boolean isKept(Port port, IoProcedure operation) {
    try {
      return buffered && !operation.name().equals("flush-output-port") && port.pending() < ENOUGH;
    } catch (IOException e) {
      throw IoErrors.write(operation.name(), port, e);
    }
  }

  private Object drain(Machine machine, Port port, Object result) {
    Object written = written(port);
    return written == null
        ? result
        : Machine.procedure(drain).apply(machine, new Object[] {written, result});
  }

  private static @Nullable Object written(Port port) {
    try {
      return port.drained();
    } catch (IOException e) {
      throw IoErrors.write("write", port, e);
    }
  }

  /**
   * Passes on what a port that was closed still keeps, then tells its procedure of the end.
   *
   * @return what that returns, by the machine's protocol
   */
  public final Object end(Machine machine, String who, Port port) {
    Object kept = isProgrammed() && port.isOutput() ? written(port) : null;
    if (kept == null) {
      return end(machine, port);
    }
    Object passedOn = machine.call(drain, kept, Special.UNSPECIFIED);
    return Later.then(machine, passedOn, who, (m, _) -> end(m, port));
  }

  /** What closing the port does besides. */
  protected Object end(Machine machine, Port port) {
    return close == Boolean.FALSE ? Special.UNSPECIFIED : Machine.procedure(close).apply0(machine);
  }

  /** Whether the program's procedures alone say what the port can do, as for its custom ports. */
  public boolean isProgrammed() {
    return true;
  }

  final void begin(Port port) {
    ArrayDeque<Port> touched = ports.touched;
    if (touched.peek() != port) {
      touched.push(port);
    }
  }
}
