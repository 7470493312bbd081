// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.Arrays;
import java.util.List;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * {@code match} and its procedures. A pattern becomes nested tests; all failures of a clause call
 * one procedure, which goes on with the next clause.
 */
final class MatchForms {

  private final Expander expander;
  private final MatchPattern.Parser parser;

  MatchForms(Expander expander) {
    this.expander = expander;
    this.parser = new MatchPattern.Parser(expander);
  }

  Core match(Object x) {
    Object[] items = expander.items(x, 2, Integer.MAX_VALUE);
    Local value = new Local("value");
    Core subject = expander.expression(items[1]);
    return Matching.let(value, subject, clauses(items, 2, value, expander.place));
  }

  /** A procedure of one argument, or of a list of all its arguments. */
  Core lambda(Object x, boolean list) {
    Object[] items = expander.items(x, 1, Integer.MAX_VALUE);
    SourceSpan span = expander.place;
    Local value = new Local("value");
    Core body = clauses(items, 1, value, span);
    List<Local> parameters = list ? List.of() : List.of(value);
    Core.Clause clause = new Core.Clause(parameters, list ? value : null, body);
    return new Core.Lambda(List.of(clause), "", span);
  }

  /** What is done with a value that no pattern matches. */
  static Core failure(Expander expander, Local value, SourceSpan span) {
    return expander.call(
        span,
        "assertion-violation",
        new Core.Const(Symbol.of("match")),
        new Core.Const(SchemeString.of("no pattern matches")),
        new Core.LocalRef(value, span));
  }

  private Core clauses(Object[] items, int from, Local value, SourceSpan span) {
    Core result = failure(expander, value, span);
    for (int i = items.length - 1; i >= from; i--) {
      Local next = new Local("next");
      Core tests = clause(items[i], value, next, span);
      result = Matching.let(next, BindingForms.thunk(result, span), tests);
    }
    return result;
  }

  /** {@code (pattern body ...)} or {@code (pattern (=> next) body ...)}. */
  private Core clause(Object x, Local value, Local next, SourceSpan span) {
    Object[] clause = Syntax.items(x);
    if (clause == null || clause.length < 2) {
      throw expander.error(x, "match: malformed clause");
    }
    Rib rib = new Rib();
    int start = 1;
    if (clause.length > 2 && isNextClause(clause[1])) {
      Syntax name = expander.identifier(Syntax.cadr(clause[1]), "match: => needs a variable");
      rib.add(name, new Binding.LocalVariable(next, expander.level));
      start = 2;
    }
    List<Object> forms = Arrays.asList(clause).subList(start, clause.length);
    Object body = Syntax.of(Pattern.listOf(forms, Nil.NIL), Wrap.ofRib(rib));
    Matching matching = new Matching(expander, span);
    MatchGoal goal =
        new MatchGoal(
            MatchScope.empty(),
            scope -> expander.body(Syntax.of(body, scope.wrap(expander))),
            matching.call(next, List.of()));
    return matching.test(parser.parse(clause[0]), matching.ref(value), goal);
  }

  private boolean isNextClause(Object x) {
    return Syntax.length(x) == 2 && expander.isKeyword(Syntax.car(x), "=>");
  }
}
