// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.goops;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.vm.Primitive;
import org.lokoscope.runtime.vm.Procedure;

/** The primitives of an image that methods can be added to, and what is called in their stead. */
public final class Extensions {

  private static final String[] FOLDED = {"+", "-", "*", "/", "max", "min", "gcd", "lcm"};

  private static final String[] COMPARED = {"=", "<", ">", "<=", ">="};

  private static final String[] OTHERS = {
    "abs",
    "acos",
    "angle",
    "asin",
    "atan",
    "ceiling",
    "cos",
    "denominator",
    "even?",
    "exact",
    "exact?",
    "exp",
    "expt",
    "finite?",
    "floor",
    "imag-part",
    "inexact",
    "inexact?",
    "infinite?",
    "log",
    "magnitude",
    "modulo",
    "nan?",
    "negative?",
    "numerator",
    "odd?",
    "positive?",
    "quotient",
    "real-part",
    "remainder",
    "round",
    "sin",
    "sqrt",
    "tan",
    "truncate",
    "zero?"
  };

  /** Those whose methods count wherever something is printed, not only where code calls them. */
  static final Set<String> PRINTING = Set.of("write", "display");

  private final Map<Procedure, Procedure> instead = new IdentityHashMap<>();
  private final Map<String, Procedure> printing = new HashMap<>();

  Extensions(PrimitiveTable t) {
    for (String name : FOLDED) {
      add(t, name, Extended.Folding.LEFT);
    }
    for (String name : COMPARED) {
      add(t, name, Extended.Folding.PAIRS);
    }
    for (String name : OTHERS) {
      add(t, name, Extended.Folding.LEFT);
    }
    for (String name : PRINTING) {
      printing.put(name, procedure(t, name));
    }
    EqualMethods equal = new EqualMethods(procedure(t, "equal?"));
    instead.put(equal.primitive(), equal);
    for (String name : new String[] {"%member", "%assoc"}) {
      instead.put(procedure(t, name), new EqualMethods.Search(procedure(t, name), equal));
    }
  }

  private static Procedure procedure(PrimitiveTable t, String name) {
    Global global = t.lookup(name);
    if (global == null || !(global.constantValue() instanceof Procedure procedure)) {
      throw new IllegalStateException("no such primitive: name=" + name);
    }
    return procedure;
  }

  private void add(PrimitiveTable t, String name, Extended.Folding folding) {
    Procedure primitive = procedure(t, name);
    instead.put(primitive, new Extended(primitive, folding));
  }

  /** Whether methods can be added to a procedure. */
  public boolean isExtendable(Object procedure) {
    return original(procedure) != null;
  }

  /** The primitive that something stands for which methods can be added to, or null. */
  @Nullable Procedure original(Object procedure) {
    return switch (procedure) {
      case Extended extended -> extended.primitive();
      case EqualMethods equal -> equal.primitive();
      case Primitive known when instead.containsKey(known) -> known;
      case Procedure known when instead.containsKey(known) || printing.containsValue(known) ->
          known;
      default -> null;
    };
  }

  /** What code is to call instead of a primitive which is extended, with those that rest on it. */
  public Map<Procedure, Procedure> replacements(Object extended) {
    Map<Procedure, Procedure> result = new IdentityHashMap<>();
    Procedure primitive = original(extended);
    Procedure replacement = instead.get(primitive);
    if (primitive != null && replacement != null) {
      result.put(primitive, replacement);
      instead.forEach(
          (procedure, other) -> {
            if (other instanceof EqualMethods.Search search && search.uses(replacement)) {
              result.put(procedure, other);
            }
          });
    }
    return result;
  }
}
