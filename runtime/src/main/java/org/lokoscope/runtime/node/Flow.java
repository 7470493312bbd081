// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.node;

import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Node;

/** Choice, negation and sequence of what cannot unwind before its last part. */
public final class Flow {

  private Flow() {}

  /** The test cannot unwind; the branches may. */
  public static final class If extends Node {
    public final Node test;
    public Node consequent;
    public Node alternative;

    public If(Node test, Node consequent, Node alternative) {
      this.test = test;
      this.consequent = consequent;
      this.alternative = alternative;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return test.test(locals, machine)
          ? consequent.eval(locals, machine)
          : alternative.eval(locals, machine);
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      return test.test(locals, machine)
          ? consequent.test(locals, machine)
          : alternative.test(locals, machine);
    }
  }

  /** The negation of a test. */
  public static final class Not extends Node {
    public final Node operand;

    Not(Node operand) {
      this.operand = operand;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      return operand.test(locals, machine) ? Boolean.FALSE : Boolean.TRUE;
    }

    @Override
    public boolean test(Object[] locals, Machine machine) {
      return !operand.test(locals, machine);
    }
  }

  /** The first part cannot unwind; its value is dropped. */
  public static final class Then extends Node {
    public final Node first;
    public Node second;

    public Then(Node first, Node second) {
      this.first = first;
      this.second = second;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      first.eval(locals, machine);
      return second.eval(locals, machine);
    }
  }

  /** Binds a variable to what cannot unwind. */
  public static final class Bind extends Node {
    public final int slot;
    public final Node value;
    public Node body;

    public Bind(int slot, Node value, Node body) {
      this.slot = slot;
      this.value = value;
      this.body = body;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      locals[slot] = value.eval(locals, machine);
      return body.eval(locals, machine);
    }
  }
}
