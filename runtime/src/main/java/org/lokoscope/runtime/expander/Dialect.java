// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

/**
 * Whose rules a unit follows where the standards differ. What it imports decides: {@code (rnrs
 * ...)} makes it R6RS, else {@code (scheme ...)} makes it R7RS.
 */
public enum Dialect {
  R6RS,
  R7RS,
  /** The prompt, Guile's modules, programs that import neither: whatever works is allowed. */
  OTHER;

  /** Whether a definition or a later import may take the place of an import. */
  public boolean allowsShadowing() {
    return this != R6RS;
  }

  /** Whether a clause of {@code cond} may test several values (SRFI 61, as in Guile). */
  boolean testsValues() {
    return this == OTHER;
  }

  /** Whether the body of {@code let-syntax} is a scope of its own (R7RS 4.3.1, R6RS 11.18). */
  boolean scopesLetSyntax() {
    return this == R7RS;
  }

  /** Whether {@code _} and the ellipsis may stand among literals (R7RS 4.3.2, R6RS 11.19). */
  boolean allowsEllipsisLiterals() {
    return this != R6RS;
  }
}
