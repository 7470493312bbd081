// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * The language that is left when all syntax is expanded. Every variable is an object, so no name
 * can capture another; every form that can fail or call carries the place to blame.
 *
 * <p>Operands are evaluated left to right.
 */
public sealed interface Core {

  record Const(Object value) implements Core {}

  record LocalRef(Local variable, SourceSpan span) implements Core {}

  record LocalSet(Local variable, Core value, SourceSpan span) implements Core {}

  record GlobalRef(Global variable, SourceSpan span) implements Core {}

  record GlobalSet(Global variable, Core value, SourceSpan span) implements Core {}

  /** Gives a global its first value; returns an unspecified value. */
  record GlobalDefine(Global variable, Core value, SourceSpan span) implements Core {}

  record If(Core test, Core consequent, Core alternative) implements Core {}

  /** A procedure with one clause, or several tried in order ({@code case-lambda}). */
  record Lambda(List<Clause> clauses, String name, SourceSpan span) implements Core {}

  /**
   * @param rest the variable for further arguments as a list, or null
   */
  record Clause(List<Local> parameters, @Nullable Local rest, Core body) {}

  record Call(Core operator, List<Core> operands, SourceSpan span) implements Core {}

  /** Never empty. The last expression is in tail position. */
  record Seq(List<Core> expressions) implements Core {}

  record Let(List<Local> variables, List<Core> values, Core body) implements Core {}

  /**
   * {@code letrec*} if {@code ordered}, else {@code letrec}. Reading a variable before its value is
   * there raises a condition.
   */
  record Letrec(List<Local> variables, List<Core> values, Core body, boolean ordered)
      implements Core {}
}
