// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.program;

import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.vm.Machine;

/** Procedures on variables as objects. */
final class VariablePrimitives {

  private VariablePrimitives() {}

  static void register(PrimitiveTable t) {
    t.define1("make-variable", Variable::holding);
    t.define0("make-undefined-variable", Variable::unbound);
    t.define1("variable?", Variable.class::isInstance);
    t.defineM("variable-ref", 1, 1, (m, a) -> get(m, a[0]));
    t.defineM("variable-set!", 2, 2, (m, a) -> set(m, "variable-set!", a[0], a[1]));
    t.defineM(
        "variable-unset!", 1, 1, (m, a) -> set(m, "variable-unset!", a[0], Special.UNASSIGNED));
    t.defineM(
        "variable-bound?",
        1,
        1,
        (m, a) -> variable("variable-bound?", a[0]).get(m) != Special.UNASSIGNED);
  }

  private static Variable variable(String who, Object x) {
    if (x instanceof Variable variable) {
      return variable;
    }
    throw Raise.type(who, "a variable", x);
  }

  private static Object get(Machine machine, Object x) {
    Object value = variable("variable-ref", x).get(machine);
    if (value == Special.UNASSIGNED) {
      throw Raise.error("variable-ref", "variable is unbound", x);
    }
    return value;
  }

  private static Object set(Machine machine, String who, Object x, Object value) {
    Variable variable = variable(who, x);
    if (variable.isConstant()) {
      throw Raise.error(who, "a variable of the system cannot be changed", x);
    }
    variable.set(machine, value);
    return Special.UNSPECIFIED;
  }
}
