// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Machine;

/** One thing that a fiber can do or wait for, as two procedures: try, and block. */
interface BaseOperation {

  /**
   * Does it at once if the other party is there.
   *
   * @return the operation's value, or null if it cannot be done now
   */
  @Nullable Object tryNow(Machine machine);

  /**
   * Leaves word that the performing fiber waits. Whoever meets it there calls {@link
   * Performance#commit} first; it fails if another arm was faster. Called right after {@link
   * #tryNow} has failed for every arm; if the other party came in between, this must meet it.
   *
   * @param arm what follows when this is chosen
   */
  void block(Machine machine, Performance performance, Operation.Arm arm);

  SuspendReason reason();

  /** The number of the object that is waited on, or 0. */
  long object();
}
