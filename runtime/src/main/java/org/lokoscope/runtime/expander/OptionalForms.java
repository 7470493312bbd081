// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.List;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.source.SourceSpan;

/** Guile's procedures with optional and keyword arguments. */
final class OptionalForms {

  private final Expander expander;

  OptionalForms(Expander expander) {
    this.expander = expander;
  }

  Core lambda(Object x) {
    expander.items(x, 3, Integer.MAX_VALUE);
    SourceSpan span = expander.place;
    Core.Clause clause = clause(Syntax.cdr(x));
    return new Core.Lambda(List.of(clause), "", span);
  }

  private Core.Clause clause(Object x) {
    return new OptionalFormals(expander, Syntax.car(x)).clause(Syntax.cdr(x));
  }

  /** {@code (define* (name . formals) body ...)}. */
  void define(Object x, Body body) {
    expander.items(x, 3, Integer.MAX_VALUE);
    Object target = Syntax.cadr(x);
    SourceSpan span = expander.place;
    if (!Syntax.isPair(target)) {
      Object[] items = expander.items(x, 3, 3);
      Syntax variable = expander.identifier(target, "define* needs a variable");
      body.define(variable, () -> expander.named(items[2], variable));
      return;
    }
    Syntax name = expander.identifier(Syntax.car(target), "define* needs a variable");
    body.define(
        name,
        () ->
            new Core.Lambda(
                List.of(new OptionalFormals(expander, Syntax.cdr(target)).clause(Syntax.cddr(x))),
                name.symbol().name(),
                span));
  }

  /** The first clause whose positional parameters fit the number of arguments is taken. */
  Core caseLambda(Object x) {
    Object[] items = expander.items(x, 1, Integer.MAX_VALUE);
    SourceSpan span = expander.place;
    Local arguments = new Local("arguments");
    Core all = new Core.LocalRef(arguments, span);
    Core chosen = expander.call(span, "%no-matching-clause", all);
    for (int i = items.length - 1; i >= BindingForms.firstClause(items); i--) {
      if (Syntax.length(items[i]) < 2) {
        throw expander.malformed(x);
      }
      OptionalFormals formals = new OptionalFormals(expander, Syntax.car(items[i]));
      Core fits =
          expander.call(
              span,
              "%fits-arity?",
              all,
              new Core.Const((long) formals.least()),
              new Core.Const((long) formals.most()));
      Core procedure = new Core.Lambda(List.of(formals.clause(Syntax.cdr(items[i]))), "", span);
      chosen = new Core.If(fits, expander.call(span, "apply", procedure, all), chosen);
    }
    return new Core.Lambda(List.of(new Core.Clause(List.of(), arguments, chosen)), "", span);
  }
}
