// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Described;
import org.lokoscope.runtime.datum.MultipleValues;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Machine;

/**
 * The fibers that one call of Guile's {@code run-fibers} runs: what Guile calls a scheduler. They
 * share the process's scheduler with all others, and never run again once the group is stopped.
 */
final class FiberGroup implements Described {

  private final boolean thread;
  private boolean stopped;
  private long turns;

  /**
   * @param thread whether it stands for a thread of Guile's, in which no scheduler is current
   */
  FiberGroup(boolean thread) {
    this.thread = thread;
  }

  boolean isThread() {
    return thread;
  }

  boolean isStopped() {
    return stopped;
  }

  void stop() {
    stopped = true;
  }

  void countTurn() {
    turns++;
  }

  /** How often one of its fibers got its turn, modulo 2 to the 32nd. */
  long turns() {
    return turns & 0xffffffffL;
  }

  @Override
  public String describe() {
    return thread ? "thread" : "scheduler";
  }

  /** Somebody who waits until the group has nothing to do. */
  record Idle(FiberGroup group, Performance performance, Operation.Arm arm) {

    boolean wake(Machine machine) {
      if (performance.commit(machine)) {
        performance.wake(machine, MultipleValues.NONE, arm, 0);
      }
      return true;
    }
  }

  /** An operation that succeeds when nothing is ready and no fiber of the group sleeps. */
  record Drained(FiberGroup group) implements BaseOperation {

    @Override
    public @Nullable Object tryNow(Machine machine) {
      return null;
    }

    @Override
    public void block(Machine machine, Performance performance, Operation.Arm arm) {
      FiberScheduler.required(machine).awaitIdle(new Idle(group, performance, arm));
    }

    @Override
    public SuspendReason reason() {
      return SuspendReason.OTHER;
    }

    @Override
    public long object() {
      return 0;
    }
  }
}
