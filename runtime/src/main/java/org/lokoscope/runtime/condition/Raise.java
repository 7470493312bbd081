// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.condition;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Symbol;

/** How Java code raises the standard conditions: each method returns what to throw. */
public final class Raise {

  private Raise() {}

  /** An {@code &assertion}: the caller's mistake. */
  public static SchemeError assertion(@Nullable String who, String message, Object... irritants) {
    return new SchemeError(Conditions.assertion(who, message, Lists.of(irritants)));
  }

  /** An {@code &error}: something outside the program went wrong. */
  public static SchemeError error(@Nullable String who, String message, Object... irritants) {
    return new SchemeError(Conditions.error(who, message, Lists.of(irritants)));
  }

  /** An {@code &assertion} for an argument of a wrong type, e.g. expected "a pair". */
  public static SchemeError type(String who, String expected, Object actual) {
    return assertion(who, "expected " + expected, actual);
  }

  /** An {@code &assertion} for an index outside its range. */
  public static SchemeError range(String who, Object index) {
    return assertion(who, "index out of range", index);
  }

  /** An {@code &implementation-restriction}. */
  public static SchemeError restriction(@Nullable String who, String message, Object... irritants) {
    return new SchemeError(Conditions.restriction(who, message, Lists.of(irritants)));
  }

  /** An {@code &undefined} for a variable that is read before it has a value. */
  public static SchemeError undefined(String variable) {
    return new SchemeError(Conditions.undefined(variable, "variable has no value yet"));
  }

  /**
   * An {@code &undefined} for a variable that nothing defines.
   *
   * @param module the module of Guile's that has the name, or null
   */
  public static SchemeError unbound(String variable, @Nullable String module) {
    return new SchemeError(Conditions.unbound(Symbol.of(variable), module));
  }

  /** An {@code &assertion} for a call with a number of arguments that the procedure refuses. */
  public static SchemeError arity(String procedure, String takes, Object[] arguments) {
    return assertion(
        procedure.isEmpty() ? null : procedure,
        "wrong number of arguments: takes " + takes + ", got " + arguments.length,
        arguments);
  }

  /**
   * How many arguments something takes, in words.
   *
   * @param max -1 for no limit
   */
  public static String takes(int min, int max) {
    if (max < 0) {
      return min + " or more";
    }
    return min == max ? Integer.toString(min) : min + " to " + max;
  }

  public static SchemeError notProcedure(Object operator) {
    return assertion(null, "attempt to call something that is not a procedure", operator);
  }
}
