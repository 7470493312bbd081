package org.lokoscope.runtime.node;

import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Node;
import org.lokoscope.runtime.vm.Primitive;

/**
 * Arithmetic and comparison of two numbers in place: fixnums and flonums here, everything else by
 * the primitive itself.
 *
 * <p>The classes are written out though they are alike: the operation is part of the code that the
 * JIT compiles, and each class has a type profile of its own.
 */
public final class Arithmetic {

  private Arithmetic() {}

  public static final class Add extends Operation.Binary {
    Add(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return apply(a.eval(locals, machine), b.eval(locals, machine), machine);
    }

    @Override
    public Object apply(Object x, Object y, Machine machine) {
      if (x instanceof Long p && y instanceof Long q) {
        long m = p;
        long n = q;
        long sum = m + n;
        if (((m ^ sum) & (n ^ sum)) >= 0) {
          return sum;
        }
      } else if (x instanceof Double p && y instanceof Double q) {
        return p + q;
      }
      return slow(x, y, machine);
    }
  }

  public static final class Subtract extends Operation.Binary {
    Subtract(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return apply(a.eval(locals, machine), b.eval(locals, machine), machine);
    }

    @Override
    public Object apply(Object x, Object y, Machine machine) {
      if (x instanceof Long p && y instanceof Long q) {
        long m = p;
        long n = q;
        long difference = m - n;
        if (((m ^ n) & (m ^ difference)) >= 0) {
          return difference;
        }
      } else if (x instanceof Double p && y instanceof Double q) {
        return p - q;
      }
      return slow(x, y, machine);
    }
  }

  public static final class Multiply extends Operation.Binary {
    Multiply(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return apply(a.eval(locals, machine), b.eval(locals, machine), machine);
    }

    @Override
    public Object apply(Object x, Object y, Machine machine) {
      if (x instanceof Long p && y instanceof Long q) {
        long m = p;
        long n = q;
        long product = m * n;
        if (Math.multiplyHigh(m, n) == product >> 63) {
          return product;
        }
      } else if (x instanceof Double p && y instanceof Double q) {
        return p * q;
      }
      return slow(x, y, machine);
    }
  }

  public static final class Less extends Operation.Binary {
    Less(Primitive primitive, Node a, Node b, int site) {
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
      if (x instanceof Long p && y instanceof Long q) {
        return (long) p < (long) q;
      } else if (x instanceof Double p && y instanceof Double q) {
        return (double) p < (double) q;
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  public static final class LessOrEqual extends Operation.Binary {
    LessOrEqual(Primitive primitive, Node a, Node b, int site) {
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
      if (x instanceof Long p && y instanceof Long q) {
        return (long) p <= (long) q;
      } else if (x instanceof Double p && y instanceof Double q) {
        return (double) p <= (double) q;
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  public static final class Greater extends Operation.Binary {
    Greater(Primitive primitive, Node a, Node b, int site) {
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
      if (x instanceof Long p && y instanceof Long q) {
        return (long) p > (long) q;
      } else if (x instanceof Double p && y instanceof Double q) {
        return (double) p > (double) q;
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  public static final class GreaterOrEqual extends Operation.Binary {
    GreaterOrEqual(Primitive primitive, Node a, Node b, int site) {
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
      if (x instanceof Long p && y instanceof Long q) {
        return (long) p >= (long) q;
      } else if (x instanceof Double p && y instanceof Double q) {
        return (double) p >= (double) q;
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  public static final class Equal extends Operation.Binary {
    Equal(Primitive primitive, Node a, Node b, int site) {
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
      if (x instanceof Long p && y instanceof Long q) {
        return (long) p == (long) q;
      } else if (x instanceof Double p && y instanceof Double q) {
        return (double) p == (double) q;
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  public static final class FixnumAdd extends Operation.Binary {
    FixnumAdd(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return apply(a.eval(locals, machine), b.eval(locals, machine), machine);
    }

    @Override
    public Object apply(Object x, Object y, Machine machine) {
      if (x instanceof Long p && y instanceof Long q) {
        long m = p;
        long n = q;
        long sum = m + n;
        if (((m ^ sum) & (n ^ sum)) >= 0) {
          return sum;
        }
      }
      return slow(x, y, machine);
    }
  }

  public static final class FixnumSubtract extends Operation.Binary {
    FixnumSubtract(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return apply(a.eval(locals, machine), b.eval(locals, machine), machine);
    }

    @Override
    public Object apply(Object x, Object y, Machine machine) {
      if (x instanceof Long p && y instanceof Long q) {
        long m = p;
        long n = q;
        long difference = m - n;
        if (((m ^ n) & (m ^ difference)) >= 0) {
          return difference;
        }
      }
      return slow(x, y, machine);
    }
  }

  public static final class FixnumLess extends Operation.Binary {
    FixnumLess(Primitive primitive, Node a, Node b, int site) {
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
      if (x instanceof Long p && y instanceof Long q) {
        return (long) p < (long) q;
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  public static final class FixnumLessOrEqual extends Operation.Binary {
    FixnumLessOrEqual(Primitive primitive, Node a, Node b, int site) {
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
      if (x instanceof Long p && y instanceof Long q) {
        return (long) p <= (long) q;
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  public static final class FixnumGreater extends Operation.Binary {
    FixnumGreater(Primitive primitive, Node a, Node b, int site) {
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
      if (x instanceof Long p && y instanceof Long q) {
        return (long) p > (long) q;
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  public static final class FixnumGreaterOrEqual extends Operation.Binary {
    FixnumGreaterOrEqual(Primitive primitive, Node a, Node b, int site) {
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
      if (x instanceof Long p && y instanceof Long q) {
        return (long) p >= (long) q;
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  public static final class FixnumEqual extends Operation.Binary {
    FixnumEqual(Primitive primitive, Node a, Node b, int site) {
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
      if (x instanceof Long p && y instanceof Long q) {
        return (long) p == (long) q;
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  public static final class Quotient extends Operation.Binary {
    Quotient(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return apply(a.eval(locals, machine), b.eval(locals, machine), machine);
    }

    @Override
    public Object apply(Object x, Object y, Machine machine) {
      if (x instanceof Long p && y instanceof Long q) {
        long m = p;
        long n = q;
        if (n > 0) {
          return m / n;
        }
      }
      return slow(x, y, machine);
    }
  }

  public static final class Remainder extends Operation.Binary {
    Remainder(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return apply(a.eval(locals, machine), b.eval(locals, machine), machine);
    }

    @Override
    public Object apply(Object x, Object y, Machine machine) {
      if (x instanceof Long p && y instanceof Long q) {
        long m = p;
        long n = q;
        if (n > 0) {
          return m % n;
        }
      }
      return slow(x, y, machine);
    }
  }
}
