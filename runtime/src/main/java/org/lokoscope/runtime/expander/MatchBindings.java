// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.source.SourceSpan;

/** The forms that bind the variables of patterns: {@code match-let} and its relatives. */
final class MatchBindings {

  private final Expander expander;
  private final MatchPattern.Parser parser;

  MatchBindings(Expander expander) {
    this.expander = expander;
    this.parser = new MatchPattern.Parser(expander);
  }

  /** A pattern, still as syntax, and the expression whose value it takes apart. */
  private record Clause(Object pattern, Object expression) {}

  private List<Clause> clauses(Object list, Object x) {
    Object[] items = Syntax.items(list);
    if (items == null) {
      throw expander.malformed(x);
    }
    List<Clause> clauses = new ArrayList<>();
    for (Object item : items) {
      Object[] parts = Syntax.items(item);
      if (parts == null || parts.length != 2) {
        throw expander.malformed(x);
      }
      clauses.add(new Clause(parts[0], parts[1]));
    }
    return clauses;
  }

  /** Tests a variable's value, which must match. */
  private Core required(
      MatchPattern pattern,
      Local value,
      MatchScope scope,
      Function<MatchScope, Core> success,
      SourceSpan span) {
    Core fail = MatchForms.failure(expander, value, span);
    Matching matching = new Matching(expander, span);
    return matching.test(pattern, matching.ref(value), new MatchGoal(scope, success, fail));
  }

  // Let

  Core let(Object x) {
    Object[] items = expander.items(x, 3, Integer.MAX_VALUE);
    if (Syntax.isIdentifier(items[1])) {
      return namedLet(x, items);
    }
    SourceSpan span = expander.place;
    List<Clause> clauses = clauses(items[1], x);
    List<Local> values = values(clauses);
    List<Core> subjects = subjects(clauses);
    Core body = destructure(clauses, values, MatchScope.empty(), Syntax.cddr(x), span);
    return values.isEmpty() ? body : new Core.Let(values, subjects, body);
  }

  private Core namedLet(Object x, Object[] items) {
    SourceSpan span = expander.place;
    List<Clause> clauses = clauses(items[2], x);
    Rib rib = new Rib();
    Local loop = expander.bind(rib, (Syntax) items[1]);
    List<Local> values = values(clauses);
    List<Core> subjects = subjects(clauses);
    Object forms = Syntax.of(Syntax.cdr(Syntax.cddr(x)), Wrap.ofRib(rib));
    Core body = destructure(clauses, values, MatchScope.empty(), forms, span);
    Core lambda = new Core.Lambda(List.of(new Core.Clause(values, null, body)), loop.name(), span);
    Core call = new Core.Call(new Core.LocalRef(loop, span), subjects, span);
    return new Core.Letrec(List.of(loop), List.of(lambda), call, false);
  }

  private static List<Local> values(List<Clause> clauses) {
    return clauses.stream().map(_ -> new Local("value")).toList();
  }

  private List<Core> subjects(List<Clause> clauses) {
    return clauses.stream().map(clause -> expander.expression(clause.expression)).toList();
  }

  /** Takes the values apart one after the other, then evaluates the body. */
  private Core destructure(
      List<Clause> clauses, List<Local> values, MatchScope scope, Object body, SourceSpan span) {
    if (clauses.isEmpty()) {
      return expander.body(Syntax.of(body, scope.wrap(expander)));
    }
    int count = clauses.size();
    return required(
        parser.parse(clauses.getFirst().pattern),
        values.getFirst(),
        scope,
        inner ->
            destructure(clauses.subList(1, count), values.subList(1, count), inner, body, span),
        span);
  }

  // Let*

  Core letStar(Object x) {
    Object[] items = expander.items(x, 3, Integer.MAX_VALUE);
    return letStar(clauses(items[1], x), List.of(), Syntax.cddr(x), expander.place);
  }

  private Core letStar(List<Clause> clauses, List<Wrap> scopes, Object body, SourceSpan span) {
    if (clauses.isEmpty()) {
      return expander.body(in(scopes, body));
    }
    Clause clause = clauses.getFirst();
    Local value = new Local("value");
    Core subject = expander.expression(in(scopes, clause.expression));
    Core rest =
        required(
            parser.parse(in(scopes, clause.pattern)),
            value,
            MatchScope.empty(),
            scope -> {
              List<Wrap> inner = new ArrayList<>(scopes);
              inner.add(scope.wrap(expander));
              return letStar(clauses.subList(1, clauses.size()), inner, body, span);
            },
            span);
    return Matching.let(value, subject, rest);
  }

  private static Object in(List<Wrap> scopes, Object x) {
    for (Wrap scope : scopes) {
      x = Syntax.of(x, scope);
    }
    return x;
  }

  // Letrec

  /** Each value goes into a vector of the pattern's variables, from which they are defined. */
  Core letrec(Object x) {
    Object[] items = expander.items(x, 3, Integer.MAX_VALUE);
    SourceSpan span = expander.place;
    Rib rib = new Rib();
    Wrap scope = Wrap.ofRib(rib);
    List<Clause> clauses = clauses(items[1], x);
    List<MatchPattern> patterns = new ArrayList<>();
    List<List<Local>> bound = new ArrayList<>();
    for (Clause clause : clauses) {
      MatchPattern pattern = parser.parse(Syntax.of(clause.pattern, scope));
      patterns.add(pattern);
      List<Syntax> names = MatchPattern.variables(pattern);
      bound.add(names.stream().map(name -> expander.bind(rib, name)).toList());
    }
    List<Local> variables = new ArrayList<>();
    List<Core> values = new ArrayList<>();
    for (int i = 0; i < clauses.size(); i++) {
      Local all = new Local("values");
      variables.add(all);
      values.add(collect(patterns.get(i), Syntax.of(clauses.get(i).expression, scope), span));
      variables.addAll(bound.get(i));
      for (int j = 0; j < bound.get(i).size(); j++) {
        values.add(element(all, j, span));
      }
    }
    Core body = expander.body(Syntax.of(Syntax.cddr(x), scope));
    return variables.isEmpty() ? body : new Core.Letrec(variables, values, body, true);
  }

  private Core element(Local vector, int index, SourceSpan span) {
    return expander.call(
        span, "vector-ref", new Core.LocalRef(vector, span), new Core.Const((long) index));
  }

  private Core collect(MatchPattern pattern, Object x, SourceSpan span) {
    Local value = new Local("value");
    Core subject = expander.expression(x);
    List<Syntax> names = MatchPattern.variables(pattern);
    Matching matching = new Matching(expander, span);
    Core tests =
        required(
            pattern,
            value,
            MatchScope.empty(),
            scope -> matching.call("vector", matching.references(names, scope)),
            span);
    return Matching.let(value, subject, tests);
  }
}
