// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;

/** A lambda's code with the values of its free variables: a flat closure. */
public final class Closure extends Procedure {

  private final Code code;

  /** The values, or the boxes, of the free variables in the order that the code knows. */
  public final Object[] free;

  public Closure(Code code, Object[] free) {
    this.code = code;
    this.free = free;
  }

  public Code code() {
    return code;
  }

  @Override
  public String name() {
    return code.name;
  }

  @Override
  public boolean accepts(int arguments) {
    return arguments == code.required || code.rest && arguments > code.required;
  }

  /** A fresh activation with these arguments; raises a condition if they are too few or many. */
  public Object[] activate(Object[] arguments) {
    int required = code.required;
    if (arguments.length != required && !(code.rest && arguments.length > required)) {
      throw Raise.arity(code.name, code.takes(), arguments);
    }
    Object[] locals = new Object[code.localsSize()];
    locals[0] = this;
    System.arraycopy(arguments, 0, locals, 1, required);
    if (code.rest) {
      Object rest = Nil.NIL;
      for (int i = arguments.length - 1; i >= required; i--) {
        rest = new Pair(arguments[i], rest);
      }
      locals[required + 1] = rest;
    }
    return locals;
  }

  public Object[] activate0() {
    if (code.required != 0 || code.rest) {
      return activate(new Object[0]);
    }
    Object[] locals = new Object[code.localsSize()];
    locals[0] = this;
    return locals;
  }

  public Object[] activate1(Object a) {
    if (code.required != 1 || code.rest) {
      return activate(new Object[] {a});
    }
    Object[] locals = new Object[code.localsSize()];
    locals[0] = this;
    locals[1] = a;
    return locals;
  }

  public Object[] activate2(Object a, Object b) {
    if (code.required != 2 || code.rest) {
      return activate(new Object[] {a, b});
    }
    Object[] locals = new Object[code.localsSize()];
    locals[0] = this;
    locals[1] = a;
    locals[2] = b;
    return locals;
  }

  public Object[] activate3(Object a, Object b, Object c) {
    if (code.required != 3 || code.rest) {
      return activate(new Object[] {a, b, c});
    }
    Object[] locals = new Object[code.localsSize()];
    locals[0] = this;
    locals[1] = a;
    locals[2] = b;
    locals[3] = c;
    return locals;
  }

  @Override
  public Object apply(Machine machine, Object[] arguments) {
    return machine.tail(activate(arguments));
  }

  @Override
  public Object apply0(Machine machine) {
    return machine.tail(activate0());
  }

  @Override
  public Object apply1(Machine machine, Object a) {
    return machine.tail(activate1(a));
  }

  @Override
  public Object apply2(Machine machine, Object a, Object b) {
    return machine.tail(activate2(a, b));
  }

  @Override
  public Object apply3(Machine machine, Object a, Object b, Object c) {
    return machine.tail(activate3(a, b, c));
  }
}
