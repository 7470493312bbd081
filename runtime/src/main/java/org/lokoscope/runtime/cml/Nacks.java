// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.vm.Machine;

/**
 * Negative acknowledgements: conditions, each of which tells those who work for an arm that another
 * one was chosen. An operation has a list of all of them, an arm one of those that it spares: its
 * own, and those of what it was made by.
 */
record Nacks(ConditionVariable condition, @Nullable Nacks next) {

  private static boolean holds(@Nullable Nacks list, ConditionVariable condition) {
    for (Nacks n = list; n != null; n = n.next) {
      if (n.condition == condition) {
        return true;
      }
    }
    return false;
  }

  /** Signals all that are not among the spared ones. */
  static void signal(Machine machine, @Nullable Nacks all, @Nullable Nacks spared) {
    for (Nacks n = all; n != null; n = n.next) {
      if (!holds(spared, n.condition)) {
        n.condition.signal(machine);
      }
    }
  }
}
