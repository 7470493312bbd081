// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.node;

import org.lokoscope.runtime.vm.CaseLambda;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.Code;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Node;

/** Making of closures. None of these can unwind. */
public final class Closures {

  private Closures() {}

  /** Makes a flat closure. */
  public static final class Make extends Node {
    public final Code code;
    public final Node[] captures;

    public Make(Code code, Node[] captures) {
      this.code = code;
      this.captures = captures;
    }

    /** Whether every evaluation gives the same procedure. */
    public boolean isConstant() {
      return captures.length == 0;
    }

    /** The procedure, if it is constant. */
    public Closure constant() {
      return new Closure(code, new Object[0]);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Closure closure = new Closure(code, new Object[captures.length]);
      fill(closure, locals, machine);
      return closure;
    }

    void fill(Closure closure, Object[] locals, Machine machine) {
      for (int i = 0; i < captures.length; i++) {
        closure.free[i] = captures[i].eval(locals, machine);
      }
    }
  }

  /** Makes a procedure of several clauses. */
  public static final class MakeCase extends Node {
    public final String name;
    public final Make[] clauses;

    public MakeCase(String name, Make[] clauses) {
      this.name = name;
      this.clauses = clauses;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Closure[] closures = new Closure[clauses.length];
      for (int i = 0; i < closures.length; i++) {
        closures[i] = (Closure) clauses[i].eval(locals, machine);
      }
      return new CaseLambda(name, closures);
    }
  }

  /** Makes closures that refer to each other, then evaluates the body. */
  public static final class Fix extends Node {
    public final int[] slots;
    public final Make[] makers;
    public Node body;

    public Fix(int[] slots, Make[] makers, Node body) {
      this.slots = slots;
      this.makers = makers;
      this.body = body;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      for (int i = 0; i < slots.length; i++) {
        locals[slots[i]] = new Closure(makers[i].code, new Object[makers[i].captures.length]);
      }
      for (int i = 0; i < slots.length; i++) {
        makers[i].fill((Closure) locals[slots[i]], locals, machine);
      }
      return body.eval(locals, machine);
    }
  }
}
