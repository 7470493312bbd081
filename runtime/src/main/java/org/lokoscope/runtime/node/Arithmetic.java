package org.lokoscope.runtime.node;

import org.lokoscope.runtime.condition.SchemeError;
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
final class Arithmetic {

  private Arithmetic() {}

  private abstract static class Binary extends Node {
    final Node a;
    final Node b;
    private final Primitive primitive;
    private final int site;

    Binary(Primitive primitive, Node a, Node b, int site) {
      this.a = a;
      this.b = b;
      this.primitive = primitive;
      this.site = site;
    }

    final Object slow(Object x, Object y, Machine machine) {
      try {
        return primitive.apply2(machine, x, y);
      } catch (SchemeError error) {
        throw error.at(site);
      }
    }
  }

  static final class Add extends Binary {
    Add(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
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

  static final class Subtract extends Binary {
    Subtract(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
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

  static final class Multiply extends Binary {
    Multiply(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
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

  static final class Less extends Binary {
    Less(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return test(locals, machine) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
      if (x instanceof Long p && y instanceof Long q) {
        return (long) p < (long) q;
      } else if (x instanceof Double p && y instanceof Double q) {
        return (double) p < (double) q;
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  static final class LessOrEqual extends Binary {
    LessOrEqual(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return test(locals, machine) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
      if (x instanceof Long p && y instanceof Long q) {
        return (long) p <= (long) q;
      } else if (x instanceof Double p && y instanceof Double q) {
        return (double) p <= (double) q;
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  static final class Greater extends Binary {
    Greater(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return test(locals, machine) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
      if (x instanceof Long p && y instanceof Long q) {
        return (long) p > (long) q;
      } else if (x instanceof Double p && y instanceof Double q) {
        return (double) p > (double) q;
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  static final class GreaterOrEqual extends Binary {
    GreaterOrEqual(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return test(locals, machine) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
      if (x instanceof Long p && y instanceof Long q) {
        return (long) p >= (long) q;
      } else if (x instanceof Double p && y instanceof Double q) {
        return (double) p >= (double) q;
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  static final class Equal extends Binary {
    Equal(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return test(locals, machine) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
      if (x instanceof Long p && y instanceof Long q) {
        return (long) p == (long) q;
      } else if (x instanceof Double p && y instanceof Double q) {
        return (double) p == (double) q;
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  static final class FixnumAdd extends Binary {
    FixnumAdd(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
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

  static final class FixnumSubtract extends Binary {
    FixnumSubtract(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
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

  static final class FixnumLess extends Binary {
    FixnumLess(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return test(locals, machine) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
      if (x instanceof Long p && y instanceof Long q) {
        return (long) p < (long) q;
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  static final class FixnumLessOrEqual extends Binary {
    FixnumLessOrEqual(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return test(locals, machine) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
      if (x instanceof Long p && y instanceof Long q) {
        return (long) p <= (long) q;
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  static final class FixnumGreater extends Binary {
    FixnumGreater(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return test(locals, machine) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
      if (x instanceof Long p && y instanceof Long q) {
        return (long) p > (long) q;
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  static final class FixnumGreaterOrEqual extends Binary {
    FixnumGreaterOrEqual(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return test(locals, machine) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
      if (x instanceof Long p && y instanceof Long q) {
        return (long) p >= (long) q;
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  static final class FixnumEqual extends Binary {
    FixnumEqual(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return test(locals, machine) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
      if (x instanceof Long p && y instanceof Long q) {
        return (long) p == (long) q;
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  static final class Quotient extends Binary {
    Quotient(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
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

  static final class Remainder extends Binary {
    Remainder(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
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
