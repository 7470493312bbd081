// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import org.lokoscope.runtime.cml.FiberScheduler;
import org.lokoscope.runtime.cml.Readiness;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.world.Arrivals;

/**
 * In a run with a virtual clock: those who wait until what they wrote to one port has left; see
 * {@link Arrivals}.
 */
final class OutputTurn implements Arrivals.Waiter {

  private final Machine machine;
  private final FiberScheduler fibers;
  private final BackgroundSink sink;
  private final BackgroundSink.Writes writes;
  private final Readiness readiness;

  OutputTurn(Machine machine, BackgroundSink sink, Readiness readiness) {
    this.machine = machine;
    this.fibers = FiberScheduler.required(machine);
    this.sink = sink;
    this.writes = sink.all();
    this.readiness = readiness;
  }

  @Override
  public Object owner() {
    return machine;
  }

  @Override
  public Object source() {
    return sink;
  }

  @Override
  public boolean serve() {
    return !sink.isPending(writes);
  }

  @Override
  public void whenMore(Runnable action) {
    sink.whenDone(action);
  }

  @Override
  public void deliver() {
    fibers.post(readiness::signal);
  }
}
