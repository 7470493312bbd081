// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Procedure;

/** What prints the objects of a process that are not records, if its program says so. */
public interface ObjectWriters {

  /** Whether it prints an object. */
  boolean prints(Object object, boolean displays);

  /**
   * The procedure that prints those that it prints: it takes one, a textual output port and
   * something that it need not look at. Null if it prints none.
   */
  @Nullable Procedure writer(boolean displays);

  /** From now on these print the objects of a process. */
  static void use(Machine machine, ObjectWriters writers) {
    RecordWriters.use(machine, writers);
  }
}
