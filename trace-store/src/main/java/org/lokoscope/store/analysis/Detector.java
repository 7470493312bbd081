// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.List;
import java.util.Set;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.store.Trace;

/** Looks for the leaks of one class. Registered in {@link LeakClass}; keeps no state. */
interface Detector {

  /**
   * All leaks of the class, in any order.
   *
   * @throws java.util.concurrent.CancellationException if the user asked to stop
   */
  List<Finding> detect(Evidence evidence);

  /** What the source of a trace must measure, or nothing can be said. */
  default Set<Capability> needs() {
    return Set.of();
  }

  /** Whether the trace holds what the class is judged by. */
  default boolean canJudge(Trace trace) {
    return true;
  }
}
