// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.FiberScheduler;
import org.lokoscope.runtime.cml.Readiness;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.vm.Later;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.ResumeFrame;

/**
 * What makes the fiber wait that uses a port, and no other; all that wait for something outside do
 * it here. An operation that finds nothing to read is undone and done again when something has
 * come; one that has written goes on when that has left, and raises what went wrong with it. Where
 * there are no fibers, as in a macro, the thread waits; with a virtual clock the operation takes
 * its turn. The trace hears of it from {@link Readiness}.
 */
public final class WaitingPort extends CustomPort {

  /** What closing a port does besides, by the protocol of the machine. */
  @FunctionalInterface
  public interface Closing {
    Object close(Machine machine, Endpoint endpoint, Port port);
  }

  static final Closing NOTHING_TO_CLOSE = (_, _, _) -> Special.UNSPECIFIED;

  /** Nothing is done by Scheme procedures. */
  private static final Object[] PROCEDURES = {
    Boolean.FALSE, Boolean.FALSE, Boolean.FALSE, Boolean.FALSE, Boolean.FALSE
  };

  private final Endpoint endpoint;
  private final Closing closing;

  public WaitingPort(CurrentPorts ports, Endpoint endpoint, Closing closing) {
    super(ports, PROCEDURES);
    this.endpoint = endpoint;
    this.closing = closing;
  }

  @Override
  protected Object end(Machine machine, Port port) {
    return closing.close(machine, endpoint, port);
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
    Again again = new Again(endpoint, port, operation, arguments);
    Object more =
        waiter == null
            ? endpoint.input(machine).await(machine, again)
            : machine.call1(waiter, port);
    return Later.then(machine, more, operation.name(), again);
  }

  /**
   * An operation that waits for what was not there when the port was looked at last, and is done
   * again. One object for all, for many thousands may wait.
   */
  private static final class Again implements Readiness.Attempt, ResumeFrame.Step, Endpoint.Check {
    private final Endpoint endpoint;
    private final BinaryInput in;
    private final long seen;
    private final IoProcedure operation;
    private final Object[] arguments;

    Again(Endpoint endpoint, Port port, IoProcedure operation, Object[] arguments) {
      this.endpoint = endpoint;
      this.in = Objects.requireNonNull(port.source());
      this.seen = in.arrivals();
      this.operation = operation;
      this.arguments = arguments;
    }

    @Override
    public boolean isReady() {
      return in.arrivals() != seen || in.pull();
    }

    @Override
    public @Nullable Object attempt(Machine machine, boolean signalled) {
      return endpoint.tryInput(this);
    }

    @Override
    public Object resume(Machine machine, Object value) {
      return operation.apply(machine, arguments);
    }
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
