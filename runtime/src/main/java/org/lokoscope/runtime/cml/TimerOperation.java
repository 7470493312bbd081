// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.MultipleValues;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Machine;

/** Waits until a time on the world's clock, in nanoseconds. */
final class TimerOperation implements BaseOperation {

  private final long expiry;

  TimerOperation(long expiry) {
    this.expiry = expiry;
  }

  @Override
  public @Nullable Object tryNow(Machine machine) {
    return expiry <= machine.world().nanoTime() ? MultipleValues.NONE : null;
  }

  @Override
  public void block(Machine machine, Performance performance, Operation.Arm arm) {
    FiberScheduler scheduler = FiberScheduler.required(machine);
    scheduler.timers().arm(machine, expiry, performance, arm, Offers.place(machine, arm));
  }

  @Override
  public SuspendReason reason() {
    return SuspendReason.SLEEP;
  }

  @Override
  public long object() {
    return 0;
  }
}
