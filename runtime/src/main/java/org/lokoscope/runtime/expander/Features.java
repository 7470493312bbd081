// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.Set;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;

/** Decides the requirements of {@code cond-expand}. */
public final class Features {

  /** What is true of modules of Guile alone: elsewhere a library would ask for more of Guile. */
  private static final Set<String> GUILE =
      Set.of("guile", "guile-2", "guile-2.2", "guile-3", "guile-3.0", "r5rs");

  private Features() {}

  /**
   * @throws IllegalArgumentException if it is not a requirement
   */
  public static boolean holds(Object requirement, Host host) {
    return holds(requirement, host, false);
  }

  /**
   * @param guile whether it stands in a module of Guile
   * @throws IllegalArgumentException if it is not a requirement
   */
  static boolean holds(Object requirement, Host host, boolean guile) {
    if (requirement instanceof Symbol symbol) {
      String feature = symbol.name();
      return feature.equals("else")
          || (guile && GUILE.contains(feature))
          || host.hasFeature(feature);
    }
    if (requirement instanceof Pair pair
        && pair.car instanceof Symbol operator
        && Lists.length(pair.cdr) >= 0) {
      Object[] operands = Lists.toArray(pair.cdr);
      switch (operator.name()) {
        case "and" -> {
          for (Object operand : operands) {
            if (!holds(operand, host, guile)) {
              return false;
            }
          }
          return true;
        }
        case "or" -> {
          for (Object operand : operands) {
            if (holds(operand, host, guile)) {
              return true;
            }
          }
          return false;
        }
        case "not" -> {
          if (operands.length == 1) {
            return !holds(operands[0], host, guile);
          }
        }
        case "library" -> {
          if (operands.length == 1) {
            return host.hasLibrary(operands[0]);
          }
        }
        default -> {}
      }
    }
    throw new IllegalArgumentException("requirement=" + requirement);
  }
}
