// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.List;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.source.SourceSpan;

/** Forms that are calls of control procedures: guard, parameterize, promises, assert. */
final class ControlForms {

  private final Expander expander;

  ControlForms(Expander expander) {
    this.expander = expander;
  }

  Core delay(Object x, String maker) {
    Object[] items = expander.items(x, 2, 2);
    SourceSpan span = expander.place;
    return expander.call(span, maker, BindingForms.thunk(expander.expression(items[1]), span));
  }

  Core assertForm(Object x) {
    Object[] items = expander.items(x, 2, 2);
    SourceSpan span = expander.place;
    Core failure =
        expander.call(
            span,
            "assertion-violation",
            new Core.Const(Symbol.of("assert")),
            new Core.Const(SchemeString.of("assertion failed")),
            new Core.Const(Syntax.strip(items[1])));
    return ConditionalForms.or(expander.expression(items[1]), failure, span);
  }

  /** {@code (guard (variable clause ...) body ...)}; see {@code %call-with-guard}. */
  Core guard(Object x, ConditionalForms conditional) {
    Object[] items = expander.items(x, 3, Integer.MAX_VALUE);
    if (!Syntax.isPair(items[1])) {
      throw expander.malformed(x);
    }
    SourceSpan span = expander.place;
    Syntax name = expander.identifier(Syntax.car(items[1]), "guard needs a variable");
    Core body = expander.body(Syntax.cddr(x));
    Rib rib = new Rib();
    Local condition = expander.bind(rib, name);
    Local reraise = new Local("reraise");
    Object rest = Syntax.cdr(items[1]);
    Object[] clauses =
        rest == Nil.NIL ? new Object[0] : Syntax.items(Syntax.of(rest, Wrap.ofRib(rib)));
    if (clauses == null) {
      throw expander.malformed(x);
    }
    Core otherwise = new Core.Call(new Core.LocalRef(reraise, span), List.of(), span);
    Core choice = conditional.clauses(clauses, x, otherwise);
    Core.Clause handler = new Core.Clause(List.of(condition, reraise), null, choice);
    return expander.call(
        span,
        "%call-with-guard",
        BindingForms.thunk(body, span),
        new Core.Lambda(List.of(handler), "", span));
  }

  Core parameterize(Object x) {
    Object[] items = expander.items(x, 3, Integer.MAX_VALUE);
    Object[] bindings = Syntax.items(items[1]);
    if (bindings == null) {
      throw expander.malformed(x);
    }
    SourceSpan span = expander.place;
    Core[] parameters = new Core[bindings.length];
    Core[] values = new Core[bindings.length];
    for (int i = 0; i < bindings.length; i++) {
      Object[] parts = Syntax.items(bindings[i]);
      if (parts == null || parts.length != 2) {
        throw expander.malformed(x);
      }
      parameters[i] = expander.expression(parts[0]);
      values[i] = expander.expression(parts[1]);
    }
    Core body = expander.body(Syntax.cddr(x));
    return bindings.length == 0
        ? body
        : expander.call(
            span,
            "%with-parameters",
            expander.call(span, "list", parameters),
            expander.call(span, "list", values),
            BindingForms.thunk(body, span));
  }

  Core time(Object x) {
    Object[] items = expander.items(x, 2, 2);
    SourceSpan span = expander.place;
    return expander.call(
        span,
        "%time",
        BindingForms.thunk(expander.expression(items[1]), span),
        new Core.Const(Syntax.strip(items[1])));
  }

  Core fileOptions(Object x) {
    Object[] items = expander.items(x, 1, Integer.MAX_VALUE);
    Object[] words = new Object[items.length - 1];
    for (int i = 0; i < words.length; i++) {
      words[i] = expander.identifier(items[i + 1], "file-options needs words").symbol();
    }
    return expander.call(expander.place, "%file-options", new Core.Const(Lists.of(words)));
  }
}
