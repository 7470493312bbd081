package org.lokoscope.runtime.node;

import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Node;
import org.lokoscope.runtime.vm.Primitive;

/**
 * Pairs, vectors, identity and predicates in place. What these do not expect they leave to the
 * primitive, which raises the condition.
 */
final class Access {

  private Access() {}

  private abstract static class Unary extends Node {
    final Node a;
    private final Primitive primitive;
    private final int site;

    Unary(Primitive primitive, Node a, int site) {
      this.a = a;
      this.primitive = primitive;
      this.site = site;
    }

    final Object slow(Object x, Machine machine) {
      try {
        return primitive.apply1(machine, x);
      } catch (SchemeError error) {
        throw error.at(site);
      }
    }
  }

  private abstract static class Predicate extends Node {
    final Node a;

    Predicate(Node a) {
      this.a = a;
    }

    @Override
    public final Object eval(Object[] locals, Machine machine) {
      return test(locals, machine) ? Boolean.TRUE : Boolean.FALSE;
    }
  }

  static final class Car extends Unary {
    Car(Primitive primitive, Node a, int site) {
      super(primitive, a, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      if (x instanceof Pair p) {
        return p.car;
      }
      return slow(x, machine);
    }
  }

  static final class Cdr extends Unary {
    Cdr(Primitive primitive, Node a, int site) {
      super(primitive, a, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      if (x instanceof Pair p) {
        return p.cdr;
      }
      return slow(x, machine);
    }
  }

  static final class Cadr extends Unary {
    Cadr(Primitive primitive, Node a, int site) {
      super(primitive, a, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      if (x instanceof Pair p && p.cdr instanceof Pair q) {
        return q.car;
      }
      return slow(x, machine);
    }
  }

  static final class Cddr extends Unary {
    Cddr(Primitive primitive, Node a, int site) {
      super(primitive, a, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      if (x instanceof Pair p && p.cdr instanceof Pair q) {
        return q.cdr;
      }
      return slow(x, machine);
    }
  }

  static final class IsNull extends Predicate {
    IsNull(Node a) {
      super(a);
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      return a.eval(locals, machine) == Nil.NIL;
    }
  }

  static final class IsPair extends Predicate {
    IsPair(Node a) {
      super(a);
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      return a.eval(locals, machine) instanceof Pair;
    }
  }

  static final class Not extends Predicate {
    Not(Node a) {
      super(a);
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      return !a.test(locals, machine);
    }
  }

  static final class IsZero extends Unary {
    IsZero(Primitive primitive, Node a, int site) {
      super(primitive, a, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return test(locals, machine) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      return x instanceof Long n ? n == 0 : slow(x, machine) != Boolean.FALSE;
    }
  }

  /** {@code eq?}: fixnums and characters are compared by value. */
  static final class IsEq extends Node {
    private final Node a;
    private final Node b;

    IsEq(Node a, Node b) {
      this.a = a;
      this.b = b;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return test(locals, machine) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
      return x == y
          || x instanceof Long p && y instanceof Long q && (long) p == (long) q
          || x instanceof SchemeChar c && c.equals(y);
    }
  }

  static final class Cons extends Node {
    private final Node a;
    private final Node b;

    Cons(Node a, Node b) {
      this.a = a;
      this.b = b;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return new Pair(a.eval(locals, machine), b.eval(locals, machine));
    }
  }

  static final class VectorRef extends Node {
    private final Primitive primitive;
    private final Node a;
    private final Node b;
    private final int site;

    VectorRef(Primitive primitive, Node a, Node b, int site) {
      this.primitive = primitive;
      this.a = a;
      this.b = b;
      this.site = site;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
      if (x instanceof Object[] vector && y instanceof Long i && i >= 0 && i < vector.length) {
        return vector[(int) (long) i];
      }
      try {
        return primitive.apply2(machine, x, y);
      } catch (SchemeError error) {
        throw error.at(site);
      }
    }
  }

  static final class VectorSet extends Node {
    private final Primitive primitive;
    private final Node a;
    private final Node b;
    private final Node c;
    private final int site;

    VectorSet(Primitive primitive, Node[] operands, int site) {
      this.primitive = primitive;
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
      if (x instanceof Object[] vector && y instanceof Long i && i >= 0 && i < vector.length) {
        vector[(int) (long) i] = z;
        return Special.UNSPECIFIED;
      }
      try {
        return primitive.apply3(machine, x, y, z);
      } catch (SchemeError error) {
        throw error.at(site);
      }
    }
  }
}
