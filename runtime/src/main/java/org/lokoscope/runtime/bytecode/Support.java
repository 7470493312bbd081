// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.bytecode;

import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.node.Variables;
import org.lokoscope.runtime.vm.CaseLambda;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.Code;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.VariableBox;

/** What generated code calls for small steps; the JIT copies these in place. */
final class Support {

  private Support() {}

  static SchemeError fault(Throwable thrown, Machine machine, String who, int site) {
    return machine.fault(who, thrown).at(site);
  }

  static Object box(Object value) {
    return new VariableBox(value);
  }

  static Object content(Object box) {
    return ((VariableBox) box).value;
  }

  static Object setContent(Object box, Object value) {
    ((VariableBox) box).value = value;
    return Special.UNSPECIFIED;
  }

  static Object global(Machine machine, int index, Variables.GlobalGet node) {
    Object value = machine.global(index);
    if (value == Special.UNASSIGNED) {
      throw node.undefined();
    }
    return value;
  }

  static Object setGlobal(Machine machine, int index, Object value) {
    machine.setGlobal(index, value);
    return Special.UNSPECIFIED;
  }

  static Object closure(Code code, Object[] free) {
    return new Closure(code, free);
  }

  static void capture(Object closure, int index, Object value) {
    ((Closure) closure).free[index] = value;
  }

  static Object caseLambda(String name, Object[] clauses) {
    Closure[] closures = new Closure[clauses.length];
    System.arraycopy(clauses, 0, closures, 0, clauses.length);
    return new CaseLambda(name, closures);
  }
}
