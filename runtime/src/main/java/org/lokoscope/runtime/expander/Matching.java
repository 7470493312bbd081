// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.List;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.source.SourceSpan;

/** Generates the tests of one clause: a pattern becomes nested conditionals. */
final class Matching {

  private final Expander expander;
  private final SourceSpan span;

  Matching(Expander expander, SourceSpan span) {
    this.expander = expander;
    this.span = span;
  }

  Core call(String name, Core... operands) {
    return expander.call(span, name, operands);
  }

  Core call(Local procedure, List<Core> operands) {
    return new Core.Call(ref(procedure), operands, span);
  }

  private Core apply(Object procedure, Core value) {
    return new Core.Call(expander.expression(procedure), List.of(value), span);
  }

  Core ref(Local local) {
    return new Core.LocalRef(local, span);
  }

  Core lambda(String name, List<Local> parameters, Core body) {
    return new Core.Lambda(List.of(new Core.Clause(parameters, null, body)), name, span);
  }

  static Core let(Local variable, Core value, Core body) {
    return new Core.Let(List.of(variable), List.of(value), body);
  }

  /** The variables of these names; what a failed alternative has not bound is unspecified. */
  Core[] references(List<Syntax> names, MatchScope scope) {
    Core[] references = new Core[names.size()];
    for (int i = 0; i < references.length; i++) {
      Local local = scope.find(names.get(i));
      references[i] = local == null ? new Core.Const(Special.UNSPECIFIED) : ref(local);
    }
    return references;
  }

  Core test(MatchPattern pattern, Core value, MatchGoal goal) {
    return test(pattern, MatchSubject.of(value), goal);
  }

  private Core test(MatchPattern pattern, MatchSubject subject, MatchGoal goal) {
    Core value = subject.value();
    return switch (pattern) {
      case MatchPattern.Anything _ -> goal.reached();
      case MatchPattern.Variable variable -> variable(variable.name(), value, goal);
      case MatchPattern.Datum datum -> datum(datum.value(), value, goal);
      case MatchPattern.Cons cons -> pair(cons, value, goal);
      case MatchPattern.Repeated repeated -> new MatchRepetition(this, repeated, goal).test(value);
      case MatchPattern.Vector vector -> vector(vector, value, goal);
      case MatchPattern.And and -> all(and.all(), subject, goal);
      case MatchPattern.Or or -> any(or, subject, goal);
      case MatchPattern.Not not -> negated(not, value, goal);
      case MatchPattern.Satisfies satisfies ->
          new Core.If(
              apply(satisfies.predicate(), value),
              test(satisfies.pattern(), subject, goal),
              goal.fail());
      case MatchPattern.Through through -> through(through, value, goal);
      case MatchPattern.OfRecord record -> ofRecord(record, value, goal);
      case MatchPattern.Getter getter -> getter(getter.name(), subject, goal);
      case MatchPattern.Setter setter -> setter(setter.name(), subject, goal);
    };
  }

  // Variables and data

  /** A name that occurs again matches what is equal. */
  private Core variable(Syntax name, Core value, MatchGoal goal) {
    Local known = goal.scope().find(name);
    return known != null
        ? new Core.If(call("equal?", value, ref(known)), goal.reached(), goal.fail())
        : let(goal.scope().bind(name), value, goal.reached());
  }

  private Core datum(Object datum, Core value, MatchGoal goal) {
    Core test =
        datum == Nil.NIL ? call("null?", value) : call("equal?", value, new Core.Const(datum));
    return new Core.If(test, goal.reached(), goal.fail());
  }

  private Core getter(Syntax name, MatchSubject subject, MatchGoal goal) {
    Local local = goal.scope().bind(name);
    return let(local, BindingForms.thunk(subject.getter(), span), goal.reached());
  }

  private Core setter(Syntax name, MatchSubject subject, MatchGoal goal) {
    if (subject.setter() == null) {
      throw expander.error(name, "match: set! has nothing to change here");
    }
    Local local = goal.scope().bind(name);
    Local next = new Local("new");
    Core procedure = lambda("", List.of(next), subject.setter().apply(ref(next)));
    return let(local, procedure, goal.reached());
  }

  // Structures

  private Core pair(MatchPattern.Cons cons, Core value, MatchGoal goal) {
    Local car = new Local("car");
    Local cdr = new Local("cdr");
    Core first = call("car", value);
    Core rest = call("cdr", value);
    MatchSubject head = new MatchSubject(ref(car), first, next -> call("set-car!", value, next));
    MatchSubject tail = new MatchSubject(ref(cdr), rest, next -> call("set-cdr!", value, next));
    Core inner = test(cons.car(), head, goal.after(then -> test(cons.cdr(), tail, then)));
    return new Core.If(
        call("pair?", value),
        new Core.Let(List.of(car, cdr), List.of(first, rest), inner),
        goal.fail());
  }

  private Core vector(MatchPattern.Vector vector, Core value, MatchGoal goal) {
    Local list = new Local("items");
    Core inner = test(vector.items(), ref(list), goal);
    return new Core.If(
        call("vector?", value), let(list, call("vector->list", value), inner), goal.fail());
  }

  private Core ofRecord(MatchPattern.OfRecord record, Core value, MatchGoal goal) {
    Local items = new Local("fields");
    Core type = expander.expression(record.type());
    Core size = new Core.Const((long) record.fields().size());
    Core fields = call("%match-fields", value, type, size);
    MatchPattern list = new MatchPattern.Datum(Nil.NIL);
    for (MatchPattern field : record.fields().reversed()) {
      list = new MatchPattern.Cons(field, list);
    }
    Core inner = test(list, ref(items), goal);
    return let(items, fields, new Core.If(ref(items), inner, goal.fail()));
  }

  // Combinations

  private Core all(List<MatchPattern> patterns, MatchSubject subject, MatchGoal goal) {
    if (patterns.isEmpty()) {
      return goal.reached();
    }
    List<MatchPattern> others = patterns.subList(1, patterns.size());
    return test(patterns.getFirst(), subject, goal.after(then -> all(others, subject, then)));
  }

  /** The success becomes a procedure of the variables, which each alternative calls. */
  private Core any(MatchPattern.Or or, MatchSubject subject, MatchGoal goal) {
    List<Syntax> names = goal.scope().unbound(or);
    MatchScope alternatives = goal.scope().copy();
    List<Local> parameters = names.stream().map(goal.scope()::bind).toList();
    Local matched = new Local("matched");
    Core procedure = lambda("", parameters, goal.reached());
    Core result = goal.fail();
    for (MatchPattern alternative : or.any().reversed()) {
      Local next = new Local("next");
      MatchGoal own =
          new MatchGoal(
              alternatives.inner(),
              bound -> call(matched, List.of(references(names, bound))),
              call(next, List.of()));
      Core tests = test(alternative, subject, own);
      result = let(next, BindingForms.thunk(result, span), tests);
    }
    return let(matched, procedure, result);
  }

  private Core negated(MatchPattern.Not not, Core value, MatchGoal goal) {
    Local other = new Local("otherwise");
    MatchGoal inverse =
        new MatchGoal(goal.scope().inner(), _ -> goal.fail(), call(other, List.of()));
    Core tests = test(not.pattern(), value, inverse);
    return let(other, BindingForms.thunk(goal.reached(), span), tests);
  }

  private Core through(MatchPattern.Through through, Core value, MatchGoal goal) {
    Local result = new Local("result");
    Core call = apply(through.procedure(), value);
    return let(result, call, test(through.pattern(), ref(result), goal));
  }
}
