package org.lokoscope.runtime.node;

import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Node;
import org.lokoscope.runtime.vm.Primitive;

/**
 * Characters and strings in place. What these do not expect they leave to the primitive, which
 * raises the condition.
 */
final class Text {

  private Text() {}

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

  static final class CharEqual extends Binary {
    CharEqual(Primitive primitive, Node a, Node b, int site) {
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
      if (x instanceof SchemeChar p && y instanceof SchemeChar q) {
        return p.codePoint() == q.codePoint();
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  static final class CharLess extends Binary {
    CharLess(Primitive primitive, Node a, Node b, int site) {
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
      if (x instanceof SchemeChar p && y instanceof SchemeChar q) {
        return p.codePoint() < q.codePoint();
      }
      return slow(x, y, machine) != Boolean.FALSE;
    }
  }

  static final class StringRef extends Binary {
    StringRef(Primitive primitive, Node a, Node b, int site) {
      super(primitive, a, b, site);
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      Object x = a.eval(locals, machine);
      Object y = b.eval(locals, machine);
      if (x instanceof SchemeString text && y instanceof Long i && i >= 0 && i < text.length()) {
        return SchemeChar.of(text.codePointAt((int) (long) i));
      }
      return slow(x, y, machine);
    }
  }
}
