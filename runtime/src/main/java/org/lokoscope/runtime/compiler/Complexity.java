// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.compiler;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Knows which expressions may unwind: those that call something, or loop. */
final class Complexity {

  private final Map<Ir, Boolean> known = new IdentityHashMap<>();

  boolean mayUnwind(Ir ir) {
    return switch (ir) {
      case Ir.Const _, Ir.Ref _, Ir.GlobalRef _, Ir.Lambda _ -> false;
      case Ir.Call _, Ir.Loop _, Ir.Again _ -> true;
      default -> {
        Boolean result = known.get(ir);
        if (result == null) {
          result = partMayUnwind(ir);
          known.put(ir, result);
        }
        yield result;
      }
    };
  }

  private boolean partMayUnwind(Ir ir) {
    return switch (ir) {
      case Ir.Set s -> mayUnwind(s.value());
      case Ir.GlobalSet s -> mayUnwind(s.value());
      case Ir.If i ->
          mayUnwind(i.test()) || mayUnwind(i.consequent()) || mayUnwind(i.alternative());
      case Ir.PrimitiveCall c -> anyMayUnwind(c.operands());
      case Ir.Seq s -> mayUnwind(s.first()) || mayUnwind(s.second());
      case Ir.Let l -> mayUnwind(l.value()) || mayUnwind(l.body());
      case Ir.Fix f -> mayUnwind(f.body());
      default -> throw new IllegalArgumentException("no parts: ir=" + ir);
    };
  }

  boolean anyMayUnwind(List<Ir> expressions) {
    for (Ir expression : expressions) {
      if (mayUnwind(expression)) {
        return true;
      }
    }
    return false;
  }
}
