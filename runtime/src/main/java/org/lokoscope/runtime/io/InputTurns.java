// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.FiberScheduler;
import org.lokoscope.runtime.cml.Readiness;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.world.Arrivals;
import org.lokoscope.runtime.world.World;

/**
 * The operations that wait for the input of one port in a run with a virtual clock. One that finds
 * nothing is undone, waits for its turn, and is then done as a whole, however many pieces the input
 * comes in; see {@link Arrivals}.
 */
final class InputTurns implements Arrivals.Waiter {

  /** An operation, and what came of it once that is known. */
  private static final class Pending {
    private final IoProcedure operation;
    private final Object[] arguments;
    private @Nullable Object result;
    private @Nullable SchemeError error;

    Pending(IoProcedure operation, Object[] arguments) {
      this.operation = operation;
      this.arguments = arguments;
    }

    boolean isDone() {
      return result != null || error != null;
    }

    @Nullable Object outcome() {
      if (error != null) {
        throw error;
      }
      return result;
    }
  }

  private final CurrentPorts ports;
  private final Machine machine;
  private final World world;
  private final FiberScheduler fibers;
  private final Port port;
  private final BackgroundSource source;
  private final TurnSource turns;
  private final Readiness readiness;
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();
  private long due;

  InputTurns(
      CurrentPorts ports,
      Machine machine,
      Port port,
      BackgroundSource source,
      TurnSource turns,
      Readiness readiness) {
    this.ports = ports;
    this.machine = machine;
    this.world = machine.world();
    this.fibers = FiberScheduler.required(machine);
    this.port = port;
    this.source = source;
    this.turns = turns;
    this.readiness = readiness;
  }

  /** Makes the fiber wait until the operation is done. */
  Object perform(IoProcedure operation, Object[] arguments) {
    Pending own = new Pending(operation, arguments);
    pending.add(own);
    return readiness.await(machine, (_, _) -> own.outcome());
  }

  /** Asks for a turn. The time-out of those who read lasts for a line. */
  void ask() {
    if (!turns.isInLine()) {
      due = world.lastNanoTime() + Arrivals.INPUT_TIMEOUT;
    }
    Objects.requireNonNull(world.arrivals()).await(this, due);
  }

  @Override
  public Object owner() {
    return machine;
  }

  @Override
  public Object source() {
    return source;
  }

  @Override
  public boolean serve() {
    pending.removeIf(Pending::isDone);
    if (!readiness.isAwaited()) {
      pending.clear();
      return true;
    }
    turns.setOpen(true);
    try {
      return pending.isEmpty() ? port.isReady() : isServed(pending.peek());
    } catch (NeedsInput _) {
      return false;
    } catch (IOException _) {
      return true;
    } finally {
      turns.setOpen(false);
    }
  }

  private boolean isServed(Pending first) {
    try {
      first.result = first.operation.attempt(ports, first.arguments);
    } catch (SchemeError error) {
      first.error = error;
    } catch (RuntimeException | StackOverflowError fault) {
      first.error = IoErrors.read(first.operation.name(), port, Faults.asIoException(fault));
    }
    return first.isDone();
  }

  @Override
  public void whenMore(Runnable action) {
    source.whenReady(action);
  }

  @Override
  public void deliver() {
    fibers.post(readiness::signal);
  }
}
