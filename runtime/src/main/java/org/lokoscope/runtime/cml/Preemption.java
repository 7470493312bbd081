// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.vm.Action;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Rewind;

/** Has fibers give way at safe points when they have run for a quantum while others want to run. */
public final class Preemption {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final FiberScheduler scheduler;

  /** Nanoseconds that a fiber may run while others wait; 0 if fibers are not preempted. */
  private long quantum;

  /** When the running fiber's time is over; 0 as long as nobody has looked at the clock for it. */
  private long end;

  Preemption(FiberScheduler scheduler) {
    this.scheduler = scheduler;
  }

  /**
   * Preempts fibers from now on, or no longer.
   *
   * @param hertz how often in a second at most; 0 for never
   */
  public void setHertz(int hertz) {
    quantum = hertz == 0 ? 0 : NANOS_PER_SECOND / hertz;
  }

  /** How often in a second fibers are preempted; 0 for never. */
  public int hertz() {
    return quantum == 0 ? 0 : (int) (NANOS_PER_SECOND / quantum);
  }

  /** Another fiber gets its turn. The clock is not looked at for that. */
  void beginTurn() {
    end = 0;
  }

  /**
   * The action that lets others run if the running fiber has had its time, and others want to.
   *
   * @param now nanoseconds on the world's clock
   * @return null if the fiber is to run on
   */
  public @Nullable Action whenDue(Machine machine, long now) {
    return isDue(now) && scheduler.isAnybodyWaiting(now) ? atOnce(machine) : null;
  }

  private boolean isDue(long now) {
    if (quantum == 0) {
      return false;
    }
    if (end == 0) {
      end = now + quantum;
    }
    return now >= end;
  }

  /**
   * The action that lets others run, or null where that cannot be. A change of the dynamic state is
   * not interrupted: to go elsewhere would begin another one, and so on without end.
   */
  public @Nullable Action atOnce(Machine machine) {
    return scheduler.current() == null || scheduler.isBlocking() || Rewind.isUnderWay(machine)
        ? null
        : scheduler::preempted;
  }
}
