// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.program;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.datum.Described;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.vm.Machine;

/** A variable as an object: one of a module, or one that stands for itself. */
final class Variable implements Described {

  /** Null if it stands for itself. */
  private final @Nullable Global global;

  private Object value;

  private Variable(@Nullable Global global, Object value) {
    this.global = global;
    this.value = value;
  }

  static Variable of(Global global) {
    return new Variable(global, Special.UNASSIGNED);
  }

  static Variable holding(Object value) {
    return new Variable(null, value);
  }

  static Variable unbound() {
    return holding(Special.UNASSIGNED);
  }

  boolean isConstant() {
    return global != null && global.isConstant();
  }

  /** {@link Special#UNASSIGNED} if it has none. */
  Object get(Machine machine) {
    if (global == null) {
      return value;
    }
    return global.isConstant() ? global.constantValue() : machine.global(global.index());
  }

  void set(Machine machine, Object next) {
    if (global == null) {
      value = next;
    } else {
      global.markAssigned();
      machine.setGlobal(global.index(), next);
    }
  }

  @Override
  public String describe() {
    return "variable" + (global == null ? "" : " " + global.name());
  }
}
