// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.node;

import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Node;
import org.lokoscope.runtime.vm.Procedure;

/**
 * Calls of procedures that are not known when the code is compiled. Operator and operands cannot
 * unwind. A call for a value may; the {@link Wait} around it pushes the frame.
 */
public final class Calls {

  private Calls() {}

  /** The call node for so many operands. */
  public static Node of(Node operator, Node[] operands, int site, boolean tail) {
    return switch (operands.length) {
      case 0 -> new Call0(operator, site, tail);
      case 1 -> new Call1(operator, operands[0], site, tail);
      case 2 -> new Call2(operator, operands[0], operands[1], site, tail);
      case 3 -> new Call3(operator, operands, site, tail);
      default -> new CallN(operator, operands, site, tail);
    };
  }

  /** A call; the second tier reads the fields. */
  public abstract static class Call extends Node {
    public final Node operator;
    public final int site;
    public final boolean tail;

    Call(Node operator, int site, boolean tail) {
      this.operator = operator;
      this.site = site;
      this.tail = tail;
    }

    public abstract Node[] operands();

    final Object enter(Object[] activation, Machine machine) {
      return tail ? machine.tail(activation) : machine.enter(activation);
    }

    /** Calls what is not a closure. */
    final Object callOther(Object callee, Object[] arguments, Machine machine) {
      if (!(callee instanceof Procedure procedure)) {
        throw Raise.notProcedure(callee).at(site);
      }
      machine.setCallSite(site);
      try {
        Object result = procedure.apply(machine, arguments);
        return tail ? result : machine.finish(result);
      } catch (SchemeError error) {
        throw error.at(site);
      }
    }

    final SchemeError located(SchemeError error) {
      return error.at(site);
    }
  }

  private static final class Call0 extends Call {
    Call0(Node operator, int site, boolean tail) {
      super(operator, site, tail);
    }

    @Override
    public Node[] operands() {
      return new Node[0];
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object callee = operator.eval(locals, machine);
      if (!(callee instanceof Closure closure)) {
        return callOther(callee, new Object[0], machine);
      }
      return enter(activation(closure), machine);
    }

    private Object[] activation(Closure closure) {
      try {
        return closure.activate0();
      } catch (SchemeError error) {
        throw located(error);
      }
    }
  }

  private static final class Call1 extends Call {
    private final Node a;

    Call1(Node operator, Node a, int site, boolean tail) {
      super(operator, site, tail);
      this.a = a;
    }

    @Override
    public Node[] operands() {
      return new Node[] {a};
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object callee = operator.eval(locals, machine);
      Object x = a.eval(locals, machine);
      if (!(callee instanceof Closure closure)) {
        return callOther(callee, new Object[] {x}, machine);
      }
      return enter(activation(closure, x), machine);
    }

    private Object[] activation(Closure closure, Object x) {
      try {
        return closure.activate1(x);
      } catch (SchemeError error) {
        throw located(error);
      }
    }
  }

  private static final class Call2 extends Call {
    private final Node a;
    private final Node b;

    Call2(Node operator, Node a, Node b, int site, boolean tail) {
      super(operator, site, tail);
      this.a = a;
      this.b = b;
    }

    @Override
    public Node[] operands() {
      return new Node[] {a, b};
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object callee = operator.eval(locals, machine);
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
      if (!(callee instanceof Closure closure)) {
        return callOther(callee, new Object[] {x, y}, machine);
      }
      return enter(activation(closure, x, y), machine);
    }

    private Object[] activation(Closure closure, Object x, Object y) {
      try {
        return closure.activate2(x, y);
      } catch (SchemeError error) {
        throw located(error);
      }
    }
  }

  private static final class Call3 extends Call {
    private final Node a;
    private final Node b;
    private final Node c;

    Call3(Node operator, Node[] operands, int site, boolean tail) {
      super(operator, site, tail);
      this.a = operands[0];
      this.b = operands[1];
      this.c = operands[2];
    }

    @Override
    public Node[] operands() {
      return new Node[] {a, b, c};
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object callee = operator.eval(locals, machine);
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
      Object z = c.eval(locals, machine);
      if (!(callee instanceof Closure closure)) {
        return callOther(callee, new Object[] {x, y, z}, machine);
      }
      return enter(activation(closure, x, y, z), machine);
    }

    private Object[] activation(Closure closure, Object x, Object y, Object z) {
      try {
        return closure.activate3(x, y, z);
      } catch (SchemeError error) {
        throw located(error);
      }
    }
  }

  private static final class CallN extends Call {
    private final Node[] operands;

    CallN(Node operator, Node[] operands, int site, boolean tail) {
      super(operator, site, tail);
      this.operands = operands;
    }

    @Override
    public Node[] operands() {
      return operands;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object callee = operator.eval(locals, machine);
      Object[] arguments = new Object[operands.length];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = operands[i].eval(locals, machine);
      }
      if (!(callee instanceof Closure closure)) {
        return callOther(callee, arguments, machine);
      }
      return enter(activation(closure, arguments), machine);
    }

    private Object[] activation(Closure closure, Object[] arguments) {
      try {
        return closure.activate(arguments);
      } catch (SchemeError error) {
        throw located(error);
      }
    }
  }
}
