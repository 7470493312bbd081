package org.lokoscope.runtime.node;

import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Node;
import org.lokoscope.runtime.vm.Primitive;

/**
 * Characters and strings in place. What these do not expect they leave to the primitive, which
 * raises the condition.
 */
public final class Text {

  private Text() {}

  public static final class CharEqual extends Operation.Binary {
    CharEqual(Primitive primitive, Node a, Node b, int site) {
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
      if (x instanceof SchemeChar p && y instanceof SchemeChar q) {
        return p.codePoint() == q.codePoint();
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  public static final class CharLess extends Operation.Binary {
    CharLess(Primitive primitive, Node a, Node b, int site) {
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
      if (x instanceof SchemeChar p && y instanceof SchemeChar q) {
        return p.codePoint() < q.codePoint();
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  public static final class StringRef extends Operation.Binary {
    StringRef(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return apply(a.eval(locals, machine), b.eval(locals, machine), machine);
    }

    @Override
    public Object apply(Object x, Object y, Machine machine) {
      if (x instanceof SchemeString text && y instanceof Long i && i >= 0 && i < text.length()) {
        return SchemeChar.of(text.codePointAt((int) (long) i));
      }
      return slow(x, y, machine);
    }
  }
}
