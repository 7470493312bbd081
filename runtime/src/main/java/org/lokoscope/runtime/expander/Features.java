package org.lokoscope.runtime.expander;

import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;

/** Decides the requirements of {@code cond-expand}. */
public final class Features {

  private Features() {}

  /**
   * @throws IllegalArgumentException if it is not a requirement
   */
  public static boolean holds(Object requirement, Host host) {
    if (requirement instanceof Symbol symbol) {
      return symbol.name().equals("else") || host.hasFeature(symbol.name());
    }
    if (requirement instanceof Pair pair
        && pair.car instanceof Symbol operator
        && Lists.length(pair.cdr) >= 0) {
      Object[] operands = Lists.toArray(pair.cdr);
      switch (operator.name()) {
        case "and" -> {
          for (Object operand : operands) {
            if (!holds(operand, host)) {
              return false;
            }
          }
          return true;
        }
        case "or" -> {
          for (Object operand : operands) {
            if (holds(operand, host)) {
              return true;
            }
          }
          return false;
        }
        case "not" -> {
          if (operands.length == 1) {
            return !holds(operands[0], host);
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
