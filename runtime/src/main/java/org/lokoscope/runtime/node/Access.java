package org.lokoscope.runtime.node;

import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Node;
import org.lokoscope.runtime.vm.Primitive;

/** Pairs, vectors, identity and predicates in place. */
public final class Access {

  private Access() {}

  public static final class Car extends Operation.Unary {
    Car(Primitive primitive, Node a, int site) {
      super(primitive, a, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return apply(a.eval(locals, machine), machine);
    }

    @Override
    public Object apply(Object x, Machine machine) {
      if (x instanceof Pair p) {
        return p.car;
      }
      return slow(x, machine);
    }
  }

  public static final class Cdr extends Operation.Unary {
    Cdr(Primitive primitive, Node a, int site) {
      super(primitive, a, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return apply(a.eval(locals, machine), machine);
    }

    @Override
    public Object apply(Object x, Machine machine) {
      if (x instanceof Pair p) {
        return p.cdr;
      }
      return slow(x, machine);
    }
  }

  public static final class Cadr extends Operation.Unary {
    Cadr(Primitive primitive, Node a, int site) {
      super(primitive, a, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return apply(a.eval(locals, machine), machine);
    }

    @Override
    public Object apply(Object x, Machine machine) {
      if (x instanceof Pair p && p.cdr instanceof Pair q) {
        return q.car;
      }
      return slow(x, machine);
    }
  }

  public static final class Cddr extends Operation.Unary {
    Cddr(Primitive primitive, Node a, int site) {
      super(primitive, a, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return apply(a.eval(locals, machine), machine);
    }

    @Override
    public Object apply(Object x, Machine machine) {
      if (x instanceof Pair p && p.cdr instanceof Pair q) {
        return q.cdr;
      }
      return slow(x, machine);
    }
  }

  public static final class Caar extends Operation.Unary {
    Caar(Primitive primitive, Node a, int site) {
      super(primitive, a, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return apply(a.eval(locals, machine), machine);
    }

    @Override
    public Object apply(Object x, Machine machine) {
      if (x instanceof Pair p && p.car instanceof Pair q) {
        return q.car;
      }
      return slow(x, machine);
    }
  }

  public static final class Cdar extends Operation.Unary {
    Cdar(Primitive primitive, Node a, int site) {
      super(primitive, a, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return apply(a.eval(locals, machine), machine);
    }

    @Override
    public Object apply(Object x, Machine machine) {
      if (x instanceof Pair p && p.car instanceof Pair q) {
        return q.cdr;
      }
      return slow(x, machine);
    }
  }

  public static final class SetCar extends Operation.Binary {
    SetCar(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return apply(a.eval(locals, machine), b.eval(locals, machine), machine);
    }

    @Override
    public Object apply(Object x, Object y, Machine machine) {
      if (x instanceof Pair p) {
        p.car = y;
        return Special.UNSPECIFIED;
      }
      return slow(x, y, machine);
    }
  }

  public static final class SetCdr extends Operation.Binary {
    SetCdr(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return apply(a.eval(locals, machine), b.eval(locals, machine), machine);
    }

    @Override
    public Object apply(Object x, Object y, Machine machine) {
      if (x instanceof Pair p) {
        p.cdr = y;
        return Special.UNSPECIFIED;
      }
      return slow(x, y, machine);
    }
  }

  public static final class IsNull extends Operation.Unary {
    IsNull(Primitive primitive, Node a, int site) {
      super(primitive, a, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return test(locals, machine) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    public Object apply(Object x, Machine machine) {
      return holds(x, machine) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    public boolean isTest() {
      return true;
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      return holds(a.eval(locals, machine), machine);
    }

    @Override
    public boolean holds(Object x, Machine machine) {
      return x == Nil.NIL;
    }
  }

  public static final class IsPair extends Operation.Unary {
    IsPair(Primitive primitive, Node a, int site) {
      super(primitive, a, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return test(locals, machine) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    public Object apply(Object x, Machine machine) {
      return holds(x, machine) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    public boolean isTest() {
      return true;
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      return holds(a.eval(locals, machine), machine);
    }

    @Override
    public boolean holds(Object x, Machine machine) {
      return x instanceof Pair;
    }
  }

  /** The negation of a test. */
  public static final class Not extends Node {
    final Node a;

    Not(Node a) {
      this.a = a;
    }

    public Node operand() {
      return a;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return a.test(locals, machine) ? Boolean.FALSE : Boolean.TRUE;
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      return !a.test(locals, machine);
    }
  }

  public static final class IsZero extends Operation.Unary {
    IsZero(Primitive primitive, Node a, int site) {
      super(primitive, a, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return test(locals, machine) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    public Object apply(Object x, Machine machine) {
      return holds(x, machine) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    public boolean isTest() {
      return true;
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      return holds(a.eval(locals, machine), machine);
    }

    @Override
    public boolean holds(Object x, Machine machine) {
      return x instanceof Long n ? n == 0 : slow(x, machine) != Boolean.FALSE;
    }
  }

  /** {@code eq?}: fixnums and characters are compared by value. */
  public static final class IsEq extends Operation.Binary {
    IsEq(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return test(locals, machine) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    public Object apply(Object x, Object y, Machine machine) {
      return holds(x, y, machine) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    public boolean isTest() {
      return true;
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      return holds(a.eval(locals, machine), b.eval(locals, machine), machine);
    }

    @Override
    public boolean holds(Object x, Object y, Machine machine) {
      return x == y
          || x instanceof Long p && y instanceof Long q && (long) p == (long) q
          || x instanceof SchemeChar c && c.equals(y);
    }
  }

  public static final class Cons extends Operation.Binary {
    Cons(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return apply(a.eval(locals, machine), b.eval(locals, machine), machine);
    }

    @Override
    public Object apply(Object x, Object y, Machine machine) {
      return new Pair(x, y);
    }
  }

  public static final class VectorRef extends Operation.Binary {
    VectorRef(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return apply(a.eval(locals, machine), b.eval(locals, machine), machine);
    }

    @Override
    public Object apply(Object x, Object y, Machine machine) {
      if (x instanceof Object[] vector && y instanceof Long i && i >= 0 && i < vector.length) {
        return vector[(int) (long) i];
      }
      return slow(x, y, machine);
    }
  }

  public static final class VectorSet extends Operation.Ternary {
    VectorSet(Primitive primitive, Node[] operands, int site) {
      super(primitive, operands, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return apply(
          a.eval(locals, machine), b.eval(locals, machine), c.eval(locals, machine), machine);
    }

    @Override
    public Object apply(Object x, Object y, Object z, Machine machine) {
      if (x instanceof Object[] vector && y instanceof Long i && i >= 0 && i < vector.length) {
        vector[(int) (long) i] = z;
        return Special.UNSPECIFIED;
      }
      return slow(x, y, z, machine);
    }
  }
}
