// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.world.Arrivals;
import org.lokoscope.runtime.world.Journal;
import org.lokoscope.runtime.world.World;

/**
 * All CPUs of a deterministic run on one thread. Each has its own virtual clock; the one that is
 * furthest behind runs a slice next. So what the processes on several CPUs do to each other happens
 * in the same order every time, though their times overlap as they would on CPUs of their own.
 */
final class Simulation {

  private final Kernel kernel;
  private final World world;
  private final Arrivals arrivals;
  private final List<Cpu> cpus;
  private final @Nullable Journal journal;

  Simulation(Kernel kernel, List<Cpu> cpus) {
    this.kernel = kernel;
    this.world = kernel.world();
    this.arrivals = Objects.requireNonNull(world.arrivals(), "time is real");
    this.cpus = cpus;
    this.journal = world.journal();
  }

  void run() {
    for (Cpu cpu : cpus) {
      world.turnTo(cpu.number());
      if (cpu.number() != 0) {
        cpu.announceScheduler();
      }
      cpu.reportScheduling();
    }
    Rewind rewind = null;
    while (rewind != null || !kernel.isOver()) {
      try {
        if (rewind == null) {
          step(cpus.get(world.furthestBehind(cpus.size())));
        } else {
          KeptState state = rewind.state();
          rewind.perform();
          rewind = null;
          state.process().home.runRest(state.process(), state.inSlice());
        }
      } catch (Rewind wanted) {
        rewind = wanted;
      }
    }
  }

  private void step(Cpu cpu) {
    world.turnTo(cpu.number());
    if (journal != null) {
      journal.moment();
    }
    Process process = kernel.pollOrRest(cpu);
    if (process != null) {
      cpu.runSlice(process);
    } else if (!kernel.isOver()) {
      rest(cpu);
    }
  }

  /** Nothing is ready on any CPU, for this one would have taken it. */
  private void rest(Cpu cpu) {
    long deadline = kernel.nextEvent();
    cpu.reportSchedulerRests(deadline);
    if (journal != null) {
      journal.rest(new Resting(deadline));
    } else if (arrivals.due() < deadline) {
      awaitArrival();
    } else {
      world.parkUntil(deadline);
    }
    cpu.reportScheduling();
  }

  /** The clock stands still until something has come from outside. */
  private void awaitArrival() {
    Thread self = Thread.currentThread();
    while (!kernel.isAnybodyReady() && !kernel.isOver() && !arrivals.serve()) {
      arrivals.whenMore(() -> LockSupport.unpark(self));
      world.parkUntil(Long.MAX_VALUE);
    }
  }

  /** What a journal has to know of the moment. */
  private final class Resting implements Journal.Rest {

    private final long deadline;

    Resting(long deadline) {
      this.deadline = deadline;
    }

    @Override
    public World world() {
      return world;
    }

    @Override
    public Arrivals arrivals() {
      return arrivals;
    }

    @Override
    public long deadline() {
      return deadline;
    }

    @Override
    public boolean isAwaited() {
      return kernel.isDeviceAwaited();
    }

    @Override
    public boolean isOver() {
      return kernel.isOver();
    }

    @Override
    public boolean isAnybodyReady() {
      return kernel.isAnybodyReady();
    }
  }
}
