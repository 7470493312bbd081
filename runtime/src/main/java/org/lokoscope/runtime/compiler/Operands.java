// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * Names the operands that may unwind, and those before them whose value such an operand could
 * change, so that operands are evaluated left to right and calls see only simple ones.
 */
final class Operands {

  private static final String FIRST_VALUE = "%first-value";

  private final Complexity complexity;

  Operands(Complexity complexity) {
    this.complexity = complexity;
  }

  /** The form with simple operands inside the bindings that it needs. */
  Ir name(List<Ir> operands, Function<List<Ir>, Ir> form) {
    int last = operands.size() - 1;
    while (last >= 0 && !complexity.mayUnwind(operands.get(last))) {
      last--;
    }
    List<Ir> simple = new ArrayList<>(operands);
    List<Local> names = new ArrayList<>();
    List<Ir> values = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      Ir operand = operands.get(i);
      if (!isStable(operand)) {
        Local name = new Local("");
        Ir ref = new Ir.Ref(name, SourceSpan.NONE);
        names.add(name);
        if (takesFirst(operand)) {
          Ir.PrimitiveCall first = (Ir.PrimitiveCall) operand;
          values.add(first.operands().getFirst());
          simple.set(i, new Ir.PrimitiveCall(first.primitive(), List.of(ref), first.span()));
        } else {
          values.add(operand);
          simple.set(i, ref);
        }
      }
    }
    Ir result = form.apply(simple);
    for (int i = names.size() - 1; i >= 0; i--) {
      result = new Ir.Let(names.get(i), values.get(i), result);
    }
    return result;
  }

  /**
   * Whether it is the first of several values of something that may unwind. What returns them is
   * named itself, so that it waits in one frame, as it would alone.
   */
  boolean takesFirst(Ir ir) {
    return ir instanceof Ir.PrimitiveCall call
        && call.primitive().name().equals(FIRST_VALUE)
        && complexity.mayUnwind(ir);
  }

  /** Whether nothing that happens can change the value. */
  private static boolean isStable(Ir ir) {
    return switch (ir) {
      case Ir.Const _ -> true;
      case Ir.Ref ref -> !ref.variable().isAssigned();
      case Ir.GlobalRef ref -> !ref.variable().isAssigned();
      default -> false;
    };
  }
}
