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
      case Primitive.P0 p -> new Call0(p.body, site);
      case Primitive.P1 p -> new Call1(p.body, operands[0], site);
      case Primitive.P2 p -> new Call2(p.body, operands[0], operands[1], site);
      case Primitive.P3 p -> new Call3(p.body, operands, site);
      case Primitive.PN p -> new CallN(p.body, operands, site);
      case Primitive.PM p -> new CallM(p.body, operands, site);
    };
  }

  private static Object[] evalAll(Node[] operands, Object[] locals, Machine machine) {
    Object[] arguments = new Object[operands.length];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = operands[i].eval(locals, machine);
    }
    return arguments;
  }

  private static final class Call0 extends Node {
    private final Primitive.Fn0 body;
    private final int site;

    Call0(Primitive.Fn0 body, int site) {
      this.body = body;
      this.site = site;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      try {
        return body.apply();
      } catch (SchemeError error) {
        throw error.at(site);
      }
    }
  }

  private static final class Call1 extends Node {
    private final Primitive.Fn1 body;
    private final Node a;
    private final int site;

    Call1(Primitive.Fn1 body, Node a, int site) {
      this.body = body;
      this.a = a;
      this.site = site;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      try {
        return body.apply(x);
      } catch (SchemeError error) {
        throw error.at(site);
      }
    }
  }

  private static final class Call2 extends Node {
    private final Primitive.Fn2 body;
    private final Node a;
    private final Node b;
    private final int site;

    Call2(Primitive.Fn2 body, Node a, Node b, int site) {
      this.body = body;
      this.a = a;
      this.b = b;
      this.site = site;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
      try {
        return body.apply(x, y);
      } catch (SchemeError error) {
        throw error.at(site);
      }
    }
  }

  private static final class Call3 extends Node {
    private final Primitive.Fn3 body;
    private final Node a;
    private final Node b;
    private final Node c;
    private final int site;

    Call3(Primitive.Fn3 body, Node[] operands, int site) {
      this.body = body;
      this.a = operands[0];
      this.b = operands[1];
      this.c = operands[2];
      this.site = site;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
      Object z = c.eval(locals, machine);
      try {
        return body.apply(x, y, z);
      } catch (SchemeError error) {
        throw error.at(site);
      }
    }
  }

  private static final class CallN extends Node {
    private final Primitive.FnN body;
    private final Node[] operands;
    private final int site;

    CallN(Primitive.FnN body, Node[] operands, int site) {
      this.body = body;
      this.operands = operands;
      this.site = site;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object[] arguments = evalAll(operands, locals, machine);
      try {
        return body.apply(arguments);
      } catch (SchemeError error) {
        throw error.at(site);
      }
    }
  }

  private static final class CallM extends Node {
    private final Primitive.FnM body;
    private final Node[] operands;
    private final int site;

    CallM(Primitive.FnM body, Node[] operands, int site) {
      this.body = body;
      this.operands = operands;
      this.site = site;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object[] arguments = evalAll(operands, locals, machine);
      machine.setCallSite(site);
      try {
        return body.apply(machine, arguments);
      } catch (SchemeError error) {
        throw error.at(site);
      }
    }
  }
}
