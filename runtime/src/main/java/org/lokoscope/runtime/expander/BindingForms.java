// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.source.SourceSpan;

/** Procedures and the forms that bind local variables. */
final class BindingForms {

  private final Expander expander;

  BindingForms(Expander expander) {
    this.expander = expander;
  }

  static Core thunk(Core body, SourceSpan span) {
    return new Core.Lambda(List.of(new Core.Clause(List.of(), null, body)), "", span);
  }

  Core lambda(Object x) {
    expander.items(x, 3, Integer.MAX_VALUE);
    return new Core.Lambda(List.of(clause(Syntax.cdr(x))), "", expander.place);
  }

  private Core.Clause clause(Object x) {
    return new Formals(expander, Syntax.car(x)).clause(expander, Syntax.cdr(x));
  }

  Core caseLambda(Object x) {
    Object[] items = expander.items(x, 1, Integer.MAX_VALUE);
    SourceSpan span = expander.place;
    List<Core.Clause> clauses = new ArrayList<>();
    for (int i = firstClause(items); i < items.length; i++) {
      if (Syntax.length(items[i]) < 2) {
        throw expander.malformed(x);
      }
      clauses.add(clause(items[i]));
    }
    return new Core.Lambda(clauses, "", span);
  }

  /** Guile's have a text that says what they are for before the clauses. */
  static int firstClause(Object[] items) {
    return items.length > 1 && Syntax.strip(items[1]) instanceof SchemeString ? 2 : 1;
  }

  /** The two columns of {@code ((name value) ...)}. */
  private record Pairs(Syntax[] names, Object[] values) {}

  private Pairs pairs(Object bindings, Object x) {
    Object[] items = Syntax.items(bindings);
    if (items == null) {
      throw expander.malformed(x);
    }
    Syntax[] names = new Syntax[items.length];
    Object[] values = new Object[items.length];
    for (int i = 0; i < items.length; i++) {
      Object[] parts = Syntax.items(items[i]);
      if (parts == null || parts.length != 2) {
        throw expander.error(items[i], "a binding must be a list of a variable and a value");
      }
      names[i] = expander.identifier(parts[0], "a binding needs a variable");
      values[i] = parts[1];
    }
    return new Pairs(names, values);
  }

  private List<Core> named(Pairs pairs) {
    List<Core> values = new ArrayList<>(pairs.names.length);
    for (int i = 0; i < pairs.names.length; i++) {
      values.add(expander.named(pairs.values[i], pairs.names[i]));
    }
    return values;
  }

  private List<Local> bind(Rib rib, Syntax[] names) {
    List<Local> locals = new ArrayList<>(names.length);
    for (Syntax name : names) {
      locals.add(expander.bind(rib, name));
    }
    return locals;
  }

  private Core bodyIn(Rib rib, Object forms) {
    return expander.body(Syntax.of(forms, Wrap.ofRib(rib)));
  }

  Core let(Object x) {
    expander.items(x, 3, Integer.MAX_VALUE);
    if (Syntax.isIdentifier(Syntax.cadr(x))) {
      return namedLet(x);
    }
    Pairs pairs = pairs(Syntax.cadr(x), x);
    List<Core> values = named(pairs);
    Rib rib = new Rib();
    List<Local> variables = bind(rib, pairs.names);
    Core body = bodyIn(rib, Syntax.cddr(x));
    return variables.isEmpty() ? body : new Core.Let(variables, values, body);
  }

  private Core namedLet(Object x) {
    expander.items(x, 4, Integer.MAX_VALUE);
    SourceSpan span = expander.place;
    Syntax name = (Syntax) Syntax.cadr(x);
    Object rest = Syntax.cddr(x);
    Pairs pairs = pairs(Syntax.car(rest), x);
    List<Core> values = named(pairs);
    Rib outer = new Rib();
    Local loop = expander.bind(outer, name);
    Rib inner = new Rib();
    Wrap around = Wrap.ofRib(outer);
    Syntax[] parameters = new Syntax[pairs.names.length];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = Syntax.of(pairs.names[i], around);
    }
    List<Local> variables = bind(inner, parameters);
    Core body = bodyIn(inner, Syntax.of(Syntax.cdr(rest), around));
    return loop(loop, variables, body, values, span);
  }

  /** A procedure that is called at once and may call itself. */
  private static Core loop(
      Local loop, List<Local> variables, Core body, List<Core> values, SourceSpan span) {
    Core.Lambda lambda =
        new Core.Lambda(List.of(new Core.Clause(variables, null, body)), loop.name(), span);
    Core call = new Core.Call(new Core.LocalRef(loop, span), values, span);
    return new Core.Letrec(List.of(loop), List.of(lambda), call, false);
  }

  Core letStar(Object x) {
    expander.items(x, 3, Integer.MAX_VALUE);
    Pairs pairs = pairs(Syntax.cadr(x), x);
    Object body = Syntax.cddr(x);
    List<Local> variables = new ArrayList<>();
    List<Core> values = new ArrayList<>();
    List<Wrap> scopes = new ArrayList<>();
    for (int i = 0; i < pairs.names.length; i++) {
      values.add(expander.named(in(scopes, pairs.values[i]), pairs.names[i]));
      Rib rib = new Rib();
      variables.add(expander.bind(rib, (Syntax) in(scopes, pairs.names[i])));
      scopes.add(Wrap.ofRib(rib));
    }
    Core core = expander.body(in(scopes, body));
    for (int i = variables.size() - 1; i >= 0; i--) {
      core = new Core.Let(List.of(variables.get(i)), List.of(values.get(i)), core);
    }
    return core;
  }

  private static Object in(List<Wrap> scopes, Object x) {
    for (Wrap scope : scopes) {
      x = Syntax.of(x, scope);
    }
    return x;
  }

  Core letrec(Object x, boolean ordered) {
    expander.items(x, 3, Integer.MAX_VALUE);
    Pairs pairs = pairs(Syntax.cadr(x), x);
    Rib rib = new Rib();
    List<Local> variables = bind(rib, pairs.names);
    Wrap scope = Wrap.ofRib(rib);
    for (int i = 0; i < pairs.values.length; i++) {
      pairs.values[i] = Syntax.of(pairs.values[i], scope);
    }
    List<Core> values = named(pairs);
    Core body = bodyIn(rib, Syntax.cddr(x));
    return variables.isEmpty() ? body : new Core.Letrec(variables, values, body, ordered);
  }

  /** Each value list goes to a procedure; without the star all scopes begin after the last one. */
  Core letValues(Object x, boolean sequential) {
    expander.items(x, 3, Integer.MAX_VALUE);
    Object[] bindings = Syntax.items(Syntax.cadr(x));
    if (bindings == null) {
      throw expander.malformed(x);
    }
    SourceSpan span = expander.place;
    List<Core> producers = new ArrayList<>();
    List<Formals> formals = new ArrayList<>();
    List<Wrap> scopes = new ArrayList<>();
    Rib together = new Rib();
    for (Object binding : bindings) {
      Object[] parts = Syntax.items(binding);
      if (parts == null || parts.length != 2) {
        throw expander.malformed(x);
      }
      Object target = sequential ? in(scopes, parts[0]) : parts[0];
      producers.add(expander.expression(sequential ? in(scopes, parts[1]) : parts[1]));
      Formals bound = new Formals(expander, target, sequential ? new Rib() : together);
      formals.add(bound);
      scopes.add(Wrap.ofRib(bound.rib));
    }
    Object forms = Syntax.cddr(x);
    Core body = sequential ? expander.body(in(scopes, forms)) : bodyIn(together, forms);
    for (int i = producers.size() - 1; i >= 0; i--) {
      Core.Clause clause = new Core.Clause(formals.get(i).parameters, formals.get(i).rest, body);
      body = receive(producers.get(i), clause, span);
    }
    return body;
  }

  private Core receive(Core producer, Core.Clause clause, SourceSpan span) {
    if (clause.rest() == null && clause.parameters().size() == 1) {
      return new Core.Let(clause.parameters(), List.of(producer), clause.body());
    }
    return expander.call(
        span,
        "call-with-values",
        thunk(producer, span),
        new Core.Lambda(List.of(clause), "", span));
  }

  /** {@code (receive formals producer body ...)}. */
  Core receive(Object x) {
    Object[] items = expander.items(x, 4, Integer.MAX_VALUE);
    SourceSpan span = expander.place;
    Core producer = expander.expression(items[2]);
    Core.Clause clause =
        new Formals(expander, items[1]).clause(expander, Syntax.cdr(Syntax.cddr(x)));
    return receive(producer, clause, span);
  }

  Core doLoop(Object x) {
    Object[] items = expander.items(x, 3, Integer.MAX_VALUE);
    Object[] specs = Syntax.items(items[1]);
    Object[] end = Syntax.items(items[2]);
    if (specs == null || end == null || end.length == 0) {
      throw expander.malformed(x);
    }
    SourceSpan span = expander.place;
    Rib rib = new Rib();
    Wrap scope = Wrap.ofRib(rib);
    List<Local> variables = new ArrayList<>();
    List<Core> values = new ArrayList<>();
    Object[] steps = new Object[specs.length];
    for (int i = 0; i < specs.length; i++) {
      Object[] spec = Syntax.items(specs[i]);
      if (spec == null || spec.length < 2 || spec.length > 3) {
        throw expander.malformed(x);
      }
      Syntax name = expander.identifier(spec[0], "do needs variables");
      values.add(expander.named(spec[1], name));
      variables.add(expander.bind(rib, name));
      steps[i] = Syntax.of(spec.length == 3 ? spec[2] : spec[0], scope);
    }
    Local loop = new Local("do");
    List<Core> again = new ArrayList<>();
    Core test = expander.expression(Syntax.of(end[0], scope));
    Core result = sequence(end, 1, scope, null);
    for (Object step : steps) {
      again.add(expander.expression(step));
    }
    Core next = new Core.Call(new Core.LocalRef(loop, span), again, span);
    Core body = new Core.If(test, result, sequence(items, 3, scope, next));
    return loop(loop, variables, body, values, span);
  }

  /** The forms from that index on, then {@code last}; unspecified if there is nothing at all. */
  private Core sequence(Object[] forms, int from, Wrap scope, @Nullable Core last) {
    List<Core> all = new ArrayList<>();
    for (int i = from; i < forms.length; i++) {
      all.add(expander.expression(Syntax.of(forms[i], scope)));
    }
    if (last != null) {
      all.add(last);
    }
    return switch (all.size()) {
      case 0 -> new Core.Const(Special.UNSPECIFIED);
      case 1 -> all.getFirst();
      default -> new Core.Seq(all);
    };
  }
}
