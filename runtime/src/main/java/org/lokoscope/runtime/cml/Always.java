// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Machine;

/** Can always be done at once, and gives the same value or values. */
record Always(Object value) implements BaseOperation {

  @Override
  public Object tryNow(Machine machine) {
    return value;
  }

  @Override
  public void block(Machine machine, Performance performance, Operation.Arm arm) {
    throw new IllegalStateException("what can always be done does not block");
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
