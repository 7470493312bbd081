// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.function.Consumer;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.vm.Machine;

/** What a fiber scheduler asks of the process that it belongs to. */
public interface ProcessControl {

  /** Whether there is anything for {@link #receive}. */
  boolean hasDeliveries();

  /** Runs what devices and other processes have left for this one since the last time. */
  void receive(Machine machine);

  /**
   * No fiber can run: the process rests until the wakeup time or until something is left for it.
   *
   * @param wakeup nanoseconds on the world's clock, or {@link Long#MAX_VALUE}
   * @return what the scheduler's frame returns
   */
  Object rest(Machine machine, WaitReason reason, long wakeup);

  /** Leaves something for the process to do, from any thread; {@code by} is a process or 0. */
  void post(Consumer<Machine> delivery, WaitReason cause, long by);

  /** Notes that so many more fibers, or fewer, wait for something outside of the run. */
  void countDevices(int change);

  /** The process's first fiber has returned. Returns what the fiber's base frame returns. */
  Object mainReturned(Machine machine, Object value);

  /** A fiber other than the first raised an object that nobody handles. */
  void fiberFailed(Machine machine, Fiber fiber, Object payload, int site);
}
