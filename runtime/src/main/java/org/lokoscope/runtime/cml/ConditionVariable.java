// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.MultipleValues;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.runtime.probe.OfferSide;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.TraceSubject;

/** Something that happens once. Who waits before is woken by it; who waits after does not block. */
public final class ConditionVariable implements BaseOperation, TraceSubject {

  private final long id;
  private final Offers waiters;
  private boolean signalled;

  private ConditionVariable(long id) {
    this.id = id;
    this.waiters = new Offers(id, OfferSide.WAIT);
  }

  static ConditionVariable create(Machine machine) {
    ConditionVariable condition = new ConditionVariable(machine.newId());
    Offers.reportObject(machine, condition.id, ObjectKind.CONDITION);
    return condition;
  }

  List<Object> queues() {
    return List.of(waiters);
  }

  /** Wakes all who wait; false if it was signalled before. */
  boolean signal(Machine machine) {
    if (signalled) {
      return false;
    }
    signalled = true;
    int woken = 0;
    Offers.Offer waiter;
    while ((waiter = waiters.take(machine)) != null) {
      waiter.performance.commit(machine);
      waiter.performance.serve(machine, MultipleValues.NONE, waiter.arm, id, waiters.size());
      woken++;
    }
    machine.reporter().conditionSignalled(id, woken);
    return true;
  }

  @Override
  public @Nullable Object tryNow(Machine machine) {
    return signalled ? MultipleValues.NONE : null;
  }

  @Override
  public void block(Machine machine, Performance performance, Operation.Arm arm) {
    if (signalled) {
      performance.commit(machine);
      performance.wake(machine, MultipleValues.NONE, arm, id);
    } else {
      waiters.add(machine, performance, arm);
    }
  }

  @Override
  public SuspendReason reason() {
    return SuspendReason.CONDITION;
  }

  @Override
  public long traceNumber() {
    return id;
  }

  @Override
  public long object() {
    return id;
  }
}
