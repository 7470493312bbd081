// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.node;

import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Node;
import org.lokoscope.runtime.vm.Primitive;

/** Calls of primitives that are known when the code is compiled. They cannot unwind. */
public final class PrimitiveCalls {

  private PrimitiveCalls() {}

  /** The node that calls this primitive with operands that it accepts. */
  public static Node of(Primitive primitive, Node[] operands, int site) {
    return switch (primitive) {
      case Primitive.P0 p -> new Call0(p, operands, site);
      case Primitive.P1 p -> new Call1(p, operands, site);
      case Primitive.P2 p -> new Call2(p, operands, site);
      case Primitive.P3 p -> new Call3(p, operands, site);
      case Primitive.PN p -> new CallN(p, operands, site);
      case Primitive.PM p -> new CallM(p, operands, site);
    };
  }

  /** A call of a primitive; the second tier reads the fields. */
  public abstract static class Call extends Node {
    public final Primitive primitive;
    public final Node[] operands;
    public final int site;

    Call(Primitive primitive, Node[] operands, int site) {
      this.primitive = primitive;
      this.operands = operands;
      this.site = site;
    }

    /** Whatever Java code throws is a condition to the program, with the name and the place. */
    final SchemeError located(Throwable thrown, Machine machine) {
      return machine.fault(primitive.name(), thrown).at(site);
    }
  }

  private static Object[] evalAll(Node[] operands, Object[] locals, Machine machine) {
    Object[] arguments = new Object[operands.length];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = operands[i].eval(locals, machine);
    }
    return arguments;
  }

  private static final class Call0 extends Call {
    private final Primitive.Fn0 body;

    Call0(Primitive.P0 primitive, Node[] operands, int site) {
      super(primitive, operands, site);
      this.body = primitive.body;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      try {
        return body.apply();
      } catch (RuntimeException | Error thrown) {
        throw located(thrown, machine);
      }
    }
  }

  private static final class Call1 extends Call {
    private final Primitive.Fn1 body;
    private final Node a;

    Call1(Primitive.P1 primitive, Node[] operands, int site) {
      super(primitive, operands, site);
      this.body = primitive.body;
      this.a = operands[0];
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      try {
        return body.apply(x);
      } catch (RuntimeException | Error thrown) {
        throw located(thrown, machine);
      }
    }
  }

  private static final class Call2 extends Call {
    private final Primitive.Fn2 body;
    private final Node a;
    private final Node b;

    Call2(Primitive.P2 primitive, Node[] operands, int site) {
      super(primitive, operands, site);
      this.body = primitive.body;
      this.a = operands[0];
      this.b = operands[1];
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
      try {
        return body.apply(x, y);
      } catch (RuntimeException | Error thrown) {
        throw located(thrown, machine);
      }
    }
  }

  private static final class Call3 extends Call {
    private final Primitive.Fn3 body;
    private final Node a;
    private final Node b;
    private final Node c;

    Call3(Primitive.P3 primitive, Node[] operands, int site) {
      super(primitive, operands, site);
      this.body = primitive.body;
      this.a = operands[0];
      this.b = operands[1];
      this.c = operands[2];
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
      Object z = c.eval(locals, machine);
      try {
        return body.apply(x, y, z);
      } catch (RuntimeException | Error thrown) {
        throw located(thrown, machine);
      }
    }
  }

  private static final class CallN extends Call {
    private final Primitive.FnN body;

    CallN(Primitive.PN primitive, Node[] operands, int site) {
      super(primitive, operands, site);
      this.body = primitive.body;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object[] arguments = evalAll(operands, locals, machine);
      try {
        return body.apply(arguments);
      } catch (RuntimeException | Error thrown) {
        throw located(thrown, machine);
      }
    }
  }

  private static final class CallM extends Call {
    private final Primitive.FnM body;

    CallM(Primitive.PM primitive, Node[] operands, int site) {
      super(primitive, operands, site);
      this.body = primitive.body;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object[] arguments = evalAll(operands, locals, machine);
      machine.setCallSite(site);
      try {
        return body.apply(machine, arguments);
      } catch (RuntimeException | Error thrown) {
        throw located(thrown, machine);
      }
    }
  }
}
