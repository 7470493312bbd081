// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.lokoscope.runtime.datum.Described;

/**
 * Anything that can be called. A call returns a value, {@link Machine#TAIL} or {@link
 * Machine#UNWIND}; the protocol is written down in {@link Machine}.
 */
public abstract class Procedure implements Described {

  /** The name for backtraces; never null, perhaps empty. */
  public abstract String name();

  /** Whether it accepts this many arguments. */
  public abstract boolean accepts(int arguments);

  /** The array is the procedure's own to keep. */
  public abstract Object apply(Machine machine, Object[] arguments);

  public Object apply0(Machine machine) {
    return apply(machine, new Object[0]);
  }

  public Object apply1(Machine machine, Object a) {
    return apply(machine, new Object[] {a});
  }

  public Object apply2(Machine machine, Object a, Object b) {
    return apply(machine, new Object[] {a, b});
  }

  public Object apply3(Machine machine, Object a, Object b, Object c) {
    return apply(machine, new Object[] {a, b, c});
  }

  @Override
  public String describe() {
    return name().isEmpty() ? "procedure" : "procedure " + name();
  }
}
