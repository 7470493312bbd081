// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.compiler;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.vm.Primitive;

/**
 * Core syntax after the sorting of bindings: {@code letrec} is gone, what remains of it are groups
 * of closures ({@link Fix}), jumps ({@link Loop}) and assigned variables.
 */
sealed interface Ir {

  record Const(Object value) implements Ir {}

  record Ref(Local variable, SourceSpan span) implements Ir {}

  record Set(Local variable, Ir value, SourceSpan span) implements Ir {}

  record GlobalRef(Global variable, SourceSpan span) implements Ir {}

  record GlobalSet(Global variable, Ir value, SourceSpan span) implements Ir {}

  record If(Ir test, Ir consequent, Ir alternative) implements Ir {}

  record Lambda(List<Clause> clauses, String name, SourceSpan span) implements Ir {}

  /**
   * @param rest the variable for further arguments as a list, or null
   */
  record Clause(List<Local> parameters, @Nullable Local rest, Ir body) {}

  record Call(Ir operator, List<Ir> operands, SourceSpan span) implements Ir {}

  record PrimitiveCall(Primitive primitive, List<Ir> operands, SourceSpan span) implements Ir {}

  record Seq(Ir first, Ir second) implements Ir {}

  record Let(Local variable, Ir value, Ir body) implements Ir {}

  record Fix(List<Local> variables, List<Lambda> lambdas, Ir body) implements Ir {}

  /** Jumps to its own head by {@link Again}; {@code label} is the procedure's variable. */
  record Loop(Local label, List<Local> variables, List<Ir> values, Ir body, SourceSpan span)
      implements Ir {}

  record Again(Local label, List<Ir> values, SourceSpan span) implements Ir {}
}
