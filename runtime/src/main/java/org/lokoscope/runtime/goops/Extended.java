// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.goops;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Procedure;
import org.lokoscope.runtime.vm.Replacement;
import org.lokoscope.runtime.vm.ResumeFrame;

/**
 * A numeric primitive that a program extends with methods: operands that are no numbers go to its
 * generic function. Code is compiled to call this instead of the primitive, where it may meet such
 * operands. More than two are taken two at a time, as the primitive itself would.
 */
final class Extended extends NativeProcedure implements Replacement {

  /** How an operation on two operands serves for more. */
  enum Folding {
    /** {@code (+ a b c)} is {@code (+ (+ a b) c)}. */
    LEFT,
    /** {@code (< a b c)} holds if {@code (< a b)} and {@code (< b c)} do. */
    PAIRS
  }

  private final Procedure primitive;
  private final Folding folding;

  Extended(Procedure primitive, Folding folding) {
    super(primitive.name(), 0, -1);
    this.primitive = primitive;
    this.folding = folding;
  }

  Procedure primitive() {
    return primitive;
  }

  @Override
  public boolean leavesNumbers() {
    return true;
  }

  @Override
  protected Object call(Machine machine, Object[] arguments) {
    Applicable generic = wanted(machine, arguments);
    if (generic == null) {
      return primitive.apply(machine, arguments);
    }
    if (arguments.length <= 2) {
      return generic.apply(machine, arguments);
    }
    return folding == Folding.LEFT
        ? foldLeft(machine, arguments, 1, arguments[0])
        : holdsForPairs(machine, arguments, 1, Boolean.TRUE);
  }

  private @Nullable Applicable wanted(Machine machine, Object[] arguments) {
    for (Object argument : arguments) {
      if (!(argument instanceof Number)) {
        return Classes.of(machine).generics.get(primitive);
      }
    }
    return null;
  }

  private Object foldLeft(Machine machine, Object[] arguments, int from, Object before) {
    Object result = before;
    for (int i = from; i < arguments.length; i++) {
      result = machine.call(this, result, arguments[i]);
      if (result == Machine.UNWIND) {
        int next = i + 1;
        return ResumeFrame.push(
            machine, 2, name(), (m, value) -> foldLeft(m, arguments, next, value));
      }
    }
    return result;
  }

  private Object holdsForPairs(Machine machine, Object[] arguments, int from, Object before) {
    Object result = before;
    for (int i = from; i < arguments.length && result != Boolean.FALSE; i++) {
      result = machine.call(this, arguments[i - 1], arguments[i]);
      if (result == Machine.UNWIND) {
        int next = i + 1;
        return ResumeFrame.push(
            machine, 2, name(), (m, value) -> holdsForPairs(m, arguments, next, value));
      }
    }
    return result;
  }
}
