// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Schedule;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.memory.MemoryWatch;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.world.Journal;
import org.lokoscope.runtime.world.World;

/**
 * The time slice of a process: how long it may run, counted in fuel from one look at the clock to
 * the next. Belongs to the CPU that runs the process.
 */
final class Slice {

  /** Guessed: so many calls of procedures that allocate much still leave some of the heap. */
  private static final int FUEL_WHEN_TIGHT = 500;

  private final Process process;
  private final Kernel kernel;
  private final MemoryWatch memory;
  private final @Nullable Journal journal;

  /** What the machine gets from one safe point to the next. */
  private final int fuel;

  private long end;

  /** The slice is over, but nobody else wanted the CPU: it goes to the first who does. */
  private boolean overtime;

  private boolean preempted;
  private long fuelUsed;

  /** What is given back after an interruption; below 0 if there is none. */
  private int left = -1;

  /** The fuel that the machine got last. */
  private int portion;

  Slice(Process process, Kernel kernel, int fuel) {
    this.process = process;
    this.kernel = kernel;
    this.memory = kernel.world().memory();
    this.journal = kernel.world().journal();
    this.fuel = fuel;
  }

  void begin(long until) {
    end = until;
    overtime = false;
    preempted = false;
    fuelUsed = 0;
    left = -1;
  }

  /** Runs the machine until it is suspended. */
  void run(Machine machine) {
    refuel(machine);
    if (portion < fuel && process.fibers().schedule() == null) {
      // Slices may be so short that no look at the memory falls into them.
      portion = 0;
      machine.setFuel(0);
    }
    goOnIn(machine);
  }

  /** The same from where the machine is in the slice. */
  void goOnIn(Machine machine) {
    machine.run();
    machine.world().worked(portion - Math.max(0, Math.max(left, machine.fuel())));
    left = -1;
  }

  /** Has the machine come to its next safe point, which is none that counts. */
  void interrupt(Machine machine) {
    if (left < 0) {
      left = Math.max(0, machine.fuel());
      machine.setFuel(0);
    }
  }

  int fuelLeft(Machine machine) {
    return Math.max(left, machine.fuel());
  }

  boolean isInterrupted() {
    return left >= 0;
  }

  /** Gives back the fuel that was there; the machine comes to this safe point once more. */
  void goOn(Machine machine) {
    // A loop does not come to its safe point once more, which takes one.
    machine.setFuel(machine.isAtLoop() ? left - 1 : left);
    left = -1;
  }

  /** The machine has used up its fuel and gets more. */
  void next(Machine machine) {
    fuelUsed += portion;
    machine.world().worked(portion);
    if (journal == null) {
      kernel.lookAtSockets();
    } else {
      journal.moment();
    }
    refuel(machine);
  }

  /** Less when the heap is nearly full; but in a deterministic run nothing may hang on that. */
  private void refuel(Machine machine) {
    World world = machine.world();
    boolean often = memory.isTight() && !world.isVirtual();
    portion = often ? Math.min(fuel, FUEL_WHEN_TIGHT) : fuel;
    Schedule schedule = process.fibers().schedule();
    if (schedule != null) {
      portion = Math.min(portion, schedule.portion());
    }
    machine.setFuel(portion);
  }

  /** Whether the process must give way to others now. */
  boolean isOver(Machine machine, long now) {
    if (now >= kernel.nextEvent()) {
      kernel.tick(machine.trace());
    }
    if (now < end && !(overtime && process.home.queue().isWanted())) {
      return false;
    }
    if (!kernel.mustYield(process.home)) {
      end = now + Kernel.TICK_NANOS;
      overtime = true;
      return false;
    }
    return true;
  }

  /** The action by which the process gives way. */
  Object preempt(Machine machine) {
    preempted = true;
    machine.resumeWith(Special.UNSPECIFIED);
    return Machine.SUSPENDED;
  }

  boolean wasPreempted() {
    return preempted;
  }

  /** Safe points passed since the slice began. */
  long fuelUsed() {
    return fuelUsed;
  }
}
