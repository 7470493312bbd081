// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.node;

import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Node;
import org.lokoscope.runtime.vm.VariableBox;

/**
 * Constants, and reading and writing of variables. None of these can unwind. The second tier reads
 * the fields.
 */
public final class Variables {

  private Variables() {}

  /** A literal. */
  public static final class Constant extends Node {
    public final Object value;

    public Constant(Object value) {
      this.value = value;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return value;
    }
  }

  /** A variable of this activation. */
  public static final class LocalGet extends Node {
    public final int slot;

    public LocalGet(int slot) {
      this.slot = slot;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return locals[slot];
    }
  }

  /** A free variable: its value stands in the running closure. */
  public static final class FreeGet extends Node {
    public final int index;

    public FreeGet(int index) {
      this.index = index;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return ((Closure) locals[0]).free[index];
    }
  }

  /** Makes the box of an assigned variable. */
  public static final class NewBox extends Node {
    public final Node value;

    public NewBox(Node value) {
      this.value = value;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return new VariableBox(value.eval(locals, machine));
    }
  }

  /** The content of an assigned variable. */
  public static final class BoxGet extends Node {
    public final Node box;

    public BoxGet(Node box) {
      this.box = box;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return ((VariableBox) box.eval(locals, machine)).value;
    }
  }

  /** The content of a variable that may be read before its definition has run. */
  public static final class CheckedBoxGet extends Node {
    public final Node box;
    public final String name;
    public final int site;

    public CheckedBoxGet(Node box, String name, int site) {
      this.box = box;
      this.name = name;
      this.site = site;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return content(box.eval(locals, machine));
    }

    /** The content of the variable's box. */
    public Object content(Object variable) {
      Object value = ((VariableBox) variable).value;
      if (value == Special.UNASSIGNED) {
        throw Raise.undefined(name).at(site);
      }
      return value;
    }
  }

  public static final class BoxSet extends Node {
    public final Node box;
    public final Node value;

    public BoxSet(Node box, Node value) {
      this.box = box;
      this.value = value;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      ((VariableBox) box.eval(locals, machine)).value = value.eval(locals, machine);
      return Special.UNSPECIFIED;
    }
  }

  /** A variable of a library or program. */
  public static final class GlobalGet extends Node {
    public final int index;
    public final String name;
    public final int site;
    private final Global global;

    public GlobalGet(Global global, int site) {
      this.global = global;
      this.index = global.index();
      this.name = global.name();
      this.site = site;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return value(machine);
    }

    public Object value(Machine machine) {
      Object value = machine.global(index);
      if (value == Special.UNASSIGNED) {
        throw undefined();
      }
      return value;
    }

    public SchemeError undefined() {
      SchemeError error =
          global.isOpen() ? Raise.unbound(name, global.lackingModule()) : Raise.undefined(name);
      return error.at(site);
    }
  }

  /** Assigns or defines a variable of a library or program. */
  public static final class GlobalSet extends Node {
    public final int index;
    public final Node value;

    public GlobalSet(Global global, Node value) {
      this.index = global.index();
      this.value = value;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      machine.setGlobal(index, value.eval(locals, machine));
      return Special.UNSPECIFIED;
    }
  }
}
