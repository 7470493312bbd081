// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.node;

import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Node;
import org.lokoscope.runtime.vm.Primitive;

/**
 * A primitive done in place: operands that cannot unwind, and what is done with their values. Both
 * tiers call the same method for the latter. What an operation does not expect it leaves to the
 * primitive, which raises the condition. The subclasses are generated: see {@link Intrinsics}.
 */
public abstract sealed class Operation extends Node {

  private final Primitive primitive;
  private final int site;

  private Operation(Primitive primitive, int site) {
    this.primitive = primitive;
    this.site = site;
  }

  /** Whether there is a method {@code holds}, which answers without making a boolean object. */
  public boolean isTest() {
    return false;
  }

  /** The operands, in the order of their evaluation. */
  public abstract Node[] operands();

  /** An operation on one value. */
  public abstract static non-sealed class Unary extends Operation {
    final Node a;

    Unary(Primitive primitive, Node[] operands, int site) {
      super(primitive, site);
      this.a = operands[0];
    }

    @Override
    public final Node[] operands() {
      return new Node[] {a};
    }

    public abstract Object apply(Object x, Machine machine);

    public boolean holds(Object x, Machine machine) {
      return apply(x, machine) != Boolean.FALSE;
    }

    final Object slow(Object x, Machine machine) {
      try {
        return super.primitive.apply1(machine, x);
      } catch (SchemeError error) {
        throw error.at(super.site);
      }
    }
  }

  /** An operation on two values. */
  public abstract static non-sealed class Binary extends Operation {
    final Node a;
    final Node b;

    Binary(Primitive primitive, Node[] operands, int site) {
      super(primitive, site);
      this.a = operands[0];
      this.b = operands[1];
    }

    @Override
    public final Node[] operands() {
      return new Node[] {a, b};
    }

    public abstract Object apply(Object x, Object y, Machine machine);

    public boolean holds(Object x, Object y, Machine machine) {
      return apply(x, y, machine) != Boolean.FALSE;
    }

    final Object slow(Object x, Object y, Machine machine) {
      try {
        return super.primitive.apply2(machine, x, y);
      } catch (SchemeError error) {
        throw error.at(super.site);
      }
    }
  }

  /** An operation on three values. */
  public abstract static non-sealed class Ternary extends Operation {
    final Node a;
    final Node b;
    final Node c;

    Ternary(Primitive primitive, Node[] operands, int site) {
      super(primitive, site);
      this.a = operands[0];
      this.b = operands[1];
      this.c = operands[2];
    }

    @Override
    public final Node[] operands() {
      return new Node[] {a, b, c};
    }

    public abstract Object apply(Object x, Object y, Object z, Machine machine);

    final Object slow(Object x, Object y, Object z, Machine machine) {
      try {
        return super.primitive.apply3(machine, x, y, z);
      } catch (SchemeError error) {
        throw error.at(super.site);
      }
    }
  }
}
