// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.vm.Action;
import org.lokoscope.runtime.vm.Machine;

/** Takes the stack of the running fiber at safe points, so often in a second, for the trace. */
public final class Sampling {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final FiberScheduler scheduler;
  private long period;
  private long next;

  Sampling(FiberScheduler scheduler) {
    this.scheduler = scheduler;
  }

  /**
   * Takes samples from now on, or no longer.
   *
   * @param hertz how many in a second at most; 0 for none
   */
  public void setHertz(int hertz) {
    period = hertz == 0 ? 0 : NANOS_PER_SECOND / hertz;
  }

  /**
   * The action that takes a sample if it is time for one, and a fiber runs; else null.
   *
   * @param now nanoseconds on the world's clock
   */
  public @Nullable Action whenDue(Machine machine, long now) {
    if (period == 0
        || now < next
        || scheduler.current() == null
        || !machine.reporter().isTraced()) {
      return null;
    }
    next = now + period;
    return sampled -> {
      sampled.reporter().stackSampled();
      return Special.UNSPECIFIED;
    };
  }
}
