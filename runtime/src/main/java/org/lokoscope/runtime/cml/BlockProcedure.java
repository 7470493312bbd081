// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Machine;

/**
 * The block procedure of an operation that is written in Scheme, while it runs. It belongs to no
 * fiber: the one that performs the operation is suspended already.
 */
final class BlockProcedure {

  /** The bottom of the process, on which it runs. */
  private final Frame base;

  /** The performance whose block procedure runs; null if none does. */
  private @Nullable Performance performance;

  BlockProcedure(Frame base) {
    this.base = base;
  }

  /** Whether one runs. */
  boolean isRunning() {
    return performance != null;
  }

  /** From now on code runs that belongs to no fiber, on a frame that waits for its end. */
  void begin(Machine machine, Performance blocking, Frame after) {
    performance = blocking;
    machine.setContinuation(base);
    machine.pushContinuation(after);
    machine.setWinders(null);
  }

  /**
   * The fiber that has been suspended is the one whose dynamic state is in force.
   *
   * @return the performance whose block procedure ran
   */
  Performance end(Machine machine) {
    Performance ended = Objects.requireNonNull(performance);
    machine.setWinders(ended.fiber.winders);
    performance = null;
    return ended;
  }

  /** It raised an object: the fiber shall raise it where it performs. */
  void failed(Machine machine, Object payload, int site) {
    Perform.raiseIn(machine, end(machine), new SchemeError(payload).at(site));
  }
}
