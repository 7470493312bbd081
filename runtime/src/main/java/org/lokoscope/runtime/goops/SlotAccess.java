// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.goops;

import java.util.Map;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Procedure;

/**
 * The procedure of an accessor method: it reads or writes a slot at a known place. Where that is
 * not the object's any more, or there is no value, a slower procedure is called in its stead.
 */
final class SlotAccess extends Procedure {

  private final Map<Symbol, Object> layout;
  private final int index;
  private final boolean writes;
  private final Procedure slow;

  SlotAccess(Map<Symbol, Object> layout, int index, boolean writes, Procedure slow) {
    this.layout = layout;
    this.index = index;
    this.writes = writes;
    this.slow = slow;
  }

  @Override
  public String name() {
    return slow.name();
  }

  @Override
  public boolean accepts(int arguments) {
    return arguments == (writes ? 2 : 1);
  }

  @Override
  public Object apply(Machine machine, Object[] arguments) {
    if (!accepts(arguments.length)) {
      throw Raise.arity(name(), writes ? "2 arguments" : "1 argument", arguments);
    }
    return writes ? apply2(machine, arguments[0], arguments[1]) : apply1(machine, arguments[0]);
  }

  @Override
  public Object apply1(Machine machine, Object object) {
    if (!writes && object instanceof GoopsObject instance && instance.layout() == layout) {
      Object value = instance.slots()[index];
      if (value != Unbound.UNBOUND) {
        return value;
      }
    }
    return slow.apply1(machine, object);
  }

  @Override
  public Object apply2(Machine machine, Object object, Object value) {
    if (writes && object instanceof GoopsObject instance && instance.layout() == layout) {
      instance.slots()[index] = value;
      return Special.UNSPECIFIED;
    }
    return slow.apply2(machine, object, value);
  }
}
