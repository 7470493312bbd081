package org.lokoscope.runtime.io;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.lokoscope.runtime.cml.FiberScheduler;
import org.lokoscope.runtime.cml.Readiness;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.vm.Later;
import org.lokoscope.runtime.vm.Machine;

/**
 * What makes the fiber wait that uses a port, and no other; all that wait for something outside do
 * it here. An operation that finds nothing to read is undone and done again when something has
 * come; one that has written goes on when that has left, and raises what went wrong with it. Where
 * there are no fibers, as in a macro, the thread waits; with a virtual clock the operation takes
 * its turn. The trace hears of it from {@link Readiness}.
 */
public final class WaitingPort extends CustomPort {

  private final CurrentPorts ports;
  private final Endpoint endpoint;

  /**
   * @param close what closing the port does besides, a procedure or false
   */
  public WaitingPort(CurrentPorts ports, Endpoint endpoint, Object close) {
    super(ports, procedures(close));
    this.ports = ports;
    this.endpoint = endpoint;
  }

  private static Object[] procedures(Object close) {
    Object[] procedures = new Object[5];
    Arrays.fill(procedures, Boolean.FALSE);
    procedures[4] = close;
    return procedures;
  }

  @Override
  public boolean isProgrammed() {
    return false;
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  @Override
  protected Object retry(Machine machine, Port port, IoProcedure operation, Object[] arguments) {
    if (FiberScheduler.of(machine) == null) {
      Object result = endpoint.blocking(() -> operation.attempt(ports, arguments));
      return finish(machine, port, operation, result);
    }
    Object turn = endpoint.inTurn(machine, operation, arguments);
    if (turn != null) {
      return turn;
    }
    Object waiter = endpoint.readWaiter(machine);
    Object more = waiter == null ? awaitMore(machine, port) : machine.call1(waiter, port);
    return Later.then(machine, more, operation.name(), (m, _) -> operation.apply(m, arguments));
  }

  /** Waits for what was not there when the port was looked at last. */
  private Object awaitMore(Machine machine, Port port) {
    BinaryInput in = Objects.requireNonNull(port.source());
    long seen = in.arrivals();
    return endpoint
        .input(machine)
        .await(machine, (_, _) -> endpoint.tryInput(() -> in.arrivals() != seen || in.pull()));
  }

  @Override
  protected Object finish(Machine machine, Port port, IoProcedure operation, Object result) {
    return sent(machine, port, operation.name(), result);
  }

  /** The result when all that was written has left. */
  Object sent(Machine machine, Port port, String who, Object result) {
    Endpoint.Sending sending = endpoint.sending();
    if (sending == null) {
      return result;
    }
    if (FiberScheduler.of(machine) == null) {
      sending.await();
    }
    Object waiter = endpoint.writeWaiter(machine);
    if (waiter != null) {
      return sentByProgram(machine, port, who, result, waiter);
    }
    if (sending.mayGoOn() && hasLeft(sending, port, who)) {
      return result;
    }
    Readiness.Attempt leaving = (_, _) -> hasLeft(sending, port, who) ? Special.UNSPECIFIED : null;
    Object sent = endpoint.output(machine).await(machine, leaving);
    return Later.then(machine, sent, who, (_, _) -> result);
  }

  /** The program waits by itself, and may have waited for too little. */
  private Object sentByProgram(
      Machine machine, Port port, String who, Object result, Object waiter) {
    return Later.then(
        machine,
        machine.call1(waiter, port),
        who,
        (m, _) -> {
          Endpoint.Sending rest = endpoint.sending();
          if (rest != null) {
            Endpoint.orNull(rest::hasLeft);
          }
          return sent(m, port, who, result);
        });
  }

  private static boolean hasLeft(Endpoint.Sending sending, Port port, String who) {
    try {
      return sending.hasLeft();
    } catch (IOException e) {
      throw IoErrors.write(who, port, e);
    }
  }
}
