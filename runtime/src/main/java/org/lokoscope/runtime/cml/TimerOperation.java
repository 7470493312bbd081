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
    int site = arm.site() != 0 ? arm.site() : scheduler.suspendSite();
    scheduler.timers().arm(machine, expiry, performance, arm, site);
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
