// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Machine;

/**
 * An operation made by {@code make-base-operation}: {@code try} returns a thunk or #f, {@code
 * block} takes a procedure that resumes the fiber with a thunk, and the state vector. Both are
 * Scheme procedures, so {@link Perform} calls them.
 */
record UserOperation(Object tryProcedure, Object blockProcedure) implements BaseOperation {

  @Override
  public Object tryNow(Machine machine) {
    throw new IllegalStateException("a user operation is tried by Perform");
  }

  @Override
  public void block(Machine machine, Performance performance, Operation.Arm arm) {
    throw new IllegalStateException("a user operation is blocked by Perform");
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
