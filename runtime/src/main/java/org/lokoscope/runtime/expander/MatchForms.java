package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * The family of {@code match}. A pattern becomes nested tests; all failures of a clause call one
 * procedure, which goes on with the next clause.
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
    Core body = clauses(items, 2, value, expander.place);
    return new Core.Let(List.of(value), List.of(subject), body);
  }

  Core lambda(Object x, boolean list) {
    Object[] items = expander.items(x, 1, Integer.MAX_VALUE);
    SourceSpan span = expander.place;
    Local value = new Local("value");
    Core body = clauses(items, 1, value, span);
    Core.Clause clause =
        list
            ? new Core.Clause(List.of(), value, body)
            : new Core.Clause(List.of(value), null, body);
    return new Core.Lambda(List.of(clause), "", span);
  }

  private Core failure(Local value, SourceSpan span) {
    return expander.call(
        span,
        "assertion-violation",
        new Core.Const(org.lokoscope.runtime.datum.Symbol.of("match")),
        new Core.Const(org.lokoscope.runtime.datum.SchemeString.of("no pattern matches")),
        new Core.LocalRef(value, span));
  }

  private Core clauses(Object[] items, int from, Local value, SourceSpan span) {
    Core result = failure(value, span);
    for (int i = items.length - 1; i >= from; i--) {
      Object[] clause = Syntax.items(items[i]);
      if (clause == null || clause.length < 2) {
        throw expander.error(items[i], "match: malformed clause");
      }
      Local next = new Local("next");
      Rib rib = new Rib();
      int start = 1;
      if (clause.length > 2 && isNextClause(clause[1])) {
        Syntax name = expander.identifier(Syntax.cadr(clause[1]), "match: => needs a variable");
        rib.add(name, new Binding.LocalVariable(next, expander.level));
        start = 2;
      }
      Object body = Pattern.listOf(Arrays.asList(clause).subList(start, clause.length), Nil.NIL);
      Core fail = new Core.Call(new Core.LocalRef(next, span), List.of(), span);
      Matching matching = new Matching(span);
      MatchPattern pattern = parser.parse(clause[0]);
      Core tests =
          matching.test(
              pattern,
              new Core.LocalRef(value, span),
              null,
              scope ->
                  expander.body(
                      Syntax.of(Syntax.of(body, Wrap.ofRib(rib)), Wrap.ofRib(scope.rib()))),
              new Scope(null),
              fail);
      result = new Core.Let(List.of(next), List.of(BindingForms.thunk(result, span)), tests);
    }
    return result;
  }

  private boolean isNextClause(Object x) {
    return Syntax.length(x) == 2 && expander.isKeyword(Syntax.car(x), "=>");
  }

  // Binding forms.

  Core let(Object x) {
    Object[] items = expander.items(x, 3, Integer.MAX_VALUE);
    if (Syntax.isIdentifier(items[1])) {
      return namedLet(x, items);
    }
    SourceSpan span = expander.place;
    Object[][] bindings = bindings(items[1], x);
    List<Local> values = new ArrayList<>();
    List<Core> subjects = new ArrayList<>();
    for (Object[] binding : bindings) {
      values.add(new Local("value"));
      subjects.add(expander.expression(binding[1]));
    }
    Core body = destructure(bindings, values, Syntax.cddr(x), span);
    return values.isEmpty() ? body : new Core.Let(values, subjects, body);
  }

  private Core namedLet(Object x, Object[] items) {
    SourceSpan span = expander.place;
    Object[][] bindings = bindings(items[2], x);
    Rib rib = new Rib();
    Local loop = expander.bind(rib, (Syntax) items[1]);
    List<Local> values = new ArrayList<>();
    List<Core> subjects = new ArrayList<>();
    for (Object[] binding : bindings) {
      values.add(new Local("value"));
      subjects.add(expander.expression(binding[1]));
    }
    Object forms = Syntax.of(Syntax.cdr(Syntax.cddr(x)), Wrap.ofRib(rib));
    Core body = destructure(bindings, values, forms, span);
    Core lambda = new Core.Lambda(List.of(new Core.Clause(values, null, body)), loop.name(), span);
    Core call = new Core.Call(new Core.LocalRef(loop, span), subjects, span);
    return new Core.Letrec(List.of(loop), List.of(lambda), call, false);
  }

  private Object[][] bindings(Object list, Object x) {
    Object[] items = Syntax.items(list);
    if (items == null) {
      throw expander.malformed(x);
    }
    Object[][] bindings = new Object[items.length][];
    for (int i = 0; i < items.length; i++) {
      bindings[i] = Syntax.items(items[i]);
      if (bindings[i] == null || bindings[i].length != 2) {
        throw expander.malformed(x);
      }
    }
    return bindings;
  }

  private Core destructure(Object[][] bindings, List<Local> values, Object body, SourceSpan span) {
    return destructure(bindings, values, 0, body, new Scope(null), span);
  }

  private Core destructure(
      Object[][] bindings, List<Local> values, int i, Object body, Scope scope, SourceSpan span) {
    if (i == bindings.length) {
      return expander.body(Syntax.of(body, Wrap.ofRib(scope.rib())));
    }
    return new Matching(span)
        .test(
            parser.parse(bindings[i][0]),
            new Core.LocalRef(values.get(i), span),
            null,
            inner -> destructure(bindings, values, i + 1, body, inner, span),
            scope,
            failure(values.get(i), span));
  }

  Core letStar(Object x) {
    Object[] items = expander.items(x, 3, Integer.MAX_VALUE);
    return letStar(bindings(items[1], x), 0, List.of(), Syntax.cddr(x), expander.place);
  }

  private Core letStar(
      Object[][] bindings, int i, List<Wrap> scopes, Object body, SourceSpan span) {
    if (i == bindings.length) {
      return expander.body(in(scopes, body));
    }
    Local value = new Local("value");
    Core subject = expander.expression(in(scopes, bindings[i][1]));
    Core rest =
        new Matching(span)
            .test(
                parser.parse(in(scopes, bindings[i][0])),
                new Core.LocalRef(value, span),
                null,
                scope -> {
                  List<Wrap> inner = new ArrayList<>(scopes);
                  inner.add(Wrap.ofRib(scope.rib()));
                  return letStar(bindings, i + 1, inner, body, span);
                },
                new Scope(null),
                failure(value, span));
    return new Core.Let(List.of(value), List.of(subject), rest);
  }

  private static Object in(List<Wrap> scopes, Object x) {
    for (Wrap scope : scopes) {
      x = Syntax.of(x, scope);
    }
    return x;
  }

  /** Each value goes into a vector of the pattern's variables, from which they are defined. */
  Core letrec(Object x) {
    Object[] items = expander.items(x, 3, Integer.MAX_VALUE);
    SourceSpan span = expander.place;
    Object[][] bindings = bindings(items[1], x);
    Rib rib = new Rib();
    Wrap scope = Wrap.ofRib(rib);
    List<MatchPattern> patterns = new ArrayList<>();
    List<List<Local>> locals = new ArrayList<>();
    for (Object[] binding : bindings) {
      MatchPattern pattern = parser.parse(Syntax.of(binding[0], scope));
      patterns.add(pattern);
      List<Local> bound = new ArrayList<>();
      for (Syntax name : MatchPattern.variables(pattern)) {
        bound.add(expander.bind(rib, name));
      }
      locals.add(bound);
    }
    List<Local> variables = new ArrayList<>();
    List<Core> values = new ArrayList<>();
    for (int i = 0; i < bindings.length; i++) {
      Local all = new Local("values");
      variables.add(all);
      values.add(collect(patterns.get(i), Syntax.of(bindings[i][1], scope), span));
      for (int j = 0; j < locals.get(i).size(); j++) {
        variables.add(locals.get(i).get(j));
        values.add(
            expander.call(
                span, "vector-ref", new Core.LocalRef(all, span), new Core.Const((long) j)));
      }
    }
    Core body = expander.body(Syntax.of(Syntax.cddr(x), scope));
    return variables.isEmpty() ? body : new Core.Letrec(variables, values, body, true);
  }

  private Core collect(MatchPattern pattern, Object x, SourceSpan span) {
    Local value = new Local("value");
    Core subject = expander.expression(x);
    List<Syntax> names = MatchPattern.variables(pattern);
    Core tests =
        new Matching(span)
            .test(
                pattern,
                new Core.LocalRef(value, span),
                null,
                scope -> expander.call(span, "vector", references(names, scope, span)),
                new Scope(null),
                failure(value, span));
    return new Core.Let(List.of(value), List.of(subject), tests);
  }

  private static Core[] references(List<Syntax> names, Scope scope, SourceSpan span) {
    Core[] references = new Core[names.size()];
    for (int i = 0; i < references.length; i++) {
      Local local = scope.find(names.get(i));
      references[i] =
          local == null ? new Core.Const(Special.UNSPECIFIED) : new Core.LocalRef(local, span);
    }
    return references;
  }

  /** The variables that a pattern has bound so far. */
  private final class Scope {
    private final Scope outer;
    private final List<Syntax> names = new ArrayList<>();
    private final List<Local> locals = new ArrayList<>();

    Scope(Scope outer) {
      this.outer = outer;
    }

    Local find(Syntax name) {
      for (int i = 0; i < names.size(); i++) {
        if (Syntax.isBound(names.get(i), name)) {
          return locals.get(i);
        }
      }
      return outer == null ? null : outer.find(name);
    }

    Local bind(Syntax name) {
      Local local = new Local(name.symbol().name());
      names.add(name);
      locals.add(local);
      return local;
    }

    Rib rib() {
      Rib rib = new Rib();
      for (Scope scope = this; scope != null; scope = scope.outer) {
        for (int i = 0; i < scope.names.size(); i++) {
          rib.add(
              scope.names.get(i), new Binding.LocalVariable(scope.locals.get(i), expander.level));
        }
      }
      return rib;
    }
  }

  /** How a value could be read and written again where it was found. */
  private record Place(Core getter, Function<Core, Core> setter) {}

  /** Generates the tests of one clause. */
  private final class Matching {

    private final SourceSpan span;

    Matching(SourceSpan span) {
      this.span = span;
    }

    private Core call(String name, Core... operands) {
      return expander.call(span, name, operands);
    }

    private Core ref(Local local) {
      return new Core.LocalRef(local, span);
    }

    /** The success is generated exactly once. */
    Core test(
        MatchPattern pattern,
        Core value,
        Place place,
        Function<Scope, Core> success,
        Scope scope,
        Core fail) {
      return switch (pattern) {
        case MatchPattern.Anything any -> success.apply(scope);
        case MatchPattern.Variable variable -> {
          Local known = scope.find(variable.name());
          if (known != null) {
            yield new Core.If(call("equal?", value, ref(known)), success.apply(scope), fail);
          }
          Local local = scope.bind(variable.name());
          yield new Core.Let(List.of(local), List.of(value), success.apply(scope));
        }
        case MatchPattern.Datum datum ->
            new Core.If(
                datum.value() == Nil.NIL
                    ? call("null?", value)
                    : call("equal?", value, new Core.Const(datum.value())),
                success.apply(scope),
                fail);
        case MatchPattern.Cons cons -> pair(cons, value, success, scope, fail);
        case MatchPattern.Repeated repeated -> repeated(repeated, value, success, scope, fail);
        case MatchPattern.Vector vector -> {
          Local list = new Local("items");
          Core inner = test(vector.items(), ref(list), null, success, scope, fail);
          yield new Core.If(
              call("vector?", value),
              new Core.Let(List.of(list), List.of(call("vector->list", value)), inner),
              fail);
        }
        case MatchPattern.And and -> all(and.all(), 0, value, place, success, scope, fail);
        case MatchPattern.Or or -> any(or, value, place, success, scope, fail);
        case MatchPattern.Not not -> negated(not, value, success, scope, fail);
        case MatchPattern.Satisfies satisfies ->
            new Core.If(
                new Core.Call(expander.expression(satisfies.predicate()), List.of(value), span),
                test(satisfies.pattern(), value, place, success, scope, fail),
                fail);
        case MatchPattern.Through through -> {
          Local result = new Local("result");
          Core call = new Core.Call(expander.expression(through.procedure()), List.of(value), span);
          yield new Core.Let(
              List.of(result),
              List.of(call),
              test(through.pattern(), ref(result), null, success, scope, fail));
        }
        case MatchPattern.OfRecord record -> ofRecord(record, value, success, scope, fail);
        case MatchPattern.Getter getter -> {
          Local local = scope.bind(getter.name());
          Core read = BindingForms.thunk(place == null ? value : place.getter, span);
          yield new Core.Let(List.of(local), List.of(read), success.apply(scope));
        }
        case MatchPattern.Setter setter -> {
          if (place == null) {
            throw expander.error(setter.name(), "match: set! has nothing to change here");
          }
          Local local = scope.bind(setter.name());
          Local next = new Local("new");
          Core.Clause clause = new Core.Clause(List.of(next), null, place.setter.apply(ref(next)));
          yield new Core.Let(
              List.of(local),
              List.of(new Core.Lambda(List.of(clause), "", span)),
              success.apply(scope));
        }
      };
    }

    private Core pair(
        MatchPattern.Cons cons, Core value, Function<Scope, Core> success, Scope scope, Core fail) {
      Local car = new Local("car");
      Local cdr = new Local("cdr");
      Place first = new Place(call("car", value), next -> call("set-car!", value, next));
      Place rest = new Place(call("cdr", value), next -> call("set-cdr!", value, next));
      Core inner =
          test(
              cons.car(),
              ref(car),
              first,
              bound -> test(cons.cdr(), ref(cdr), rest, success, bound, fail),
              scope,
              fail);
      return new Core.If(
          call("pair?", value),
          new Core.Let(List.of(car, cdr), List.of(call("car", value), call("cdr", value)), inner),
          fail);
    }

    private Core all(
        List<MatchPattern> patterns,
        int i,
        Core value,
        Place place,
        Function<Scope, Core> success,
        Scope scope,
        Core fail) {
      return i == patterns.size()
          ? success.apply(scope)
          : test(
              patterns.get(i),
              value,
              place,
              bound -> all(patterns, i + 1, value, place, success, bound, fail),
              scope,
              fail);
    }

    /** The success becomes a procedure of the variables, which each alternative calls. */
    private Core any(
        MatchPattern.Or or,
        Core value,
        Place place,
        Function<Scope, Core> success,
        Scope scope,
        Core fail) {
      List<Syntax> names = new ArrayList<>();
      List<Local> parameters = new ArrayList<>();
      for (Syntax name : MatchPattern.variables(or)) {
        if (scope.find(name) == null) {
          names.add(name);
        }
      }
      Scope alternatives = new Scope(scope.outer);
      alternatives.names.addAll(scope.names);
      alternatives.locals.addAll(scope.locals);
      for (Syntax name : names) {
        parameters.add(scope.bind(name));
      }
      Local matched = new Local("matched");
      Core procedure =
          new Core.Lambda(
              List.of(new Core.Clause(parameters, null, success.apply(scope))), "", span);
      Core result = fail;
      for (MatchPattern alternative : or.any().reversed()) {
        Local next = new Local("next");
        Core goOn = new Core.Call(ref(next), List.of(), span);
        Core tests =
            test(
                alternative,
                value,
                place,
                bound -> new Core.Call(ref(matched), List.of(references(names, bound, span)), span),
                new Scope(alternatives),
                goOn);
        result = new Core.Let(List.of(next), List.of(BindingForms.thunk(result, span)), tests);
      }
      return new Core.Let(List.of(matched), List.of(procedure), result);
    }

    private Core negated(
        MatchPattern.Not not, Core value, Function<Scope, Core> success, Scope scope, Core fail) {
      Local other = new Local("otherwise");
      Core goOn = new Core.Call(ref(other), List.of(), span);
      Core tests = test(not.pattern(), value, null, bound -> fail, new Scope(scope), goOn);
      return new Core.Let(
          List.of(other), List.of(BindingForms.thunk(success.apply(scope), span)), tests);
    }

    /** A loop over the items, which gathers the values of each variable in a list. */
    private Core repeated(
        MatchPattern.Repeated repeated,
        Core value,
        Function<Scope, Core> success,
        Scope scope,
        Core fail) {
      Local items = new Local("items");
      Core prefix =
          call(
              "%match-prefix",
              value,
              new Core.Const((long) repeated.least()),
              new Core.Const((long) repeated.tailLength()));
      List<Syntax> names = new ArrayList<>();
      for (Syntax name : MatchPattern.variables(repeated.item())) {
        if (scope.find(name) == null) {
          names.add(name);
        }
      }
      Core loop = loop(repeated, names, items, value, success, scope, fail);
      return new Core.Let(List.of(items), List.of(prefix), new Core.If(ref(items), loop, fail));
    }

    private Core loop(
        MatchPattern.Repeated repeated,
        List<Syntax> names,
        Local items,
        Core value,
        Function<Scope, Core> success,
        Scope scope,
        Core fail) {
      Local loop = new Local("match");
      Local rest = new Local("rest");
      List<Local> parameters = new ArrayList<>(List.of(rest));
      List<Core> start = new ArrayList<>(List.of(ref(items)));
      for (Syntax name : names) {
        parameters.add(new Local(name.symbol().name()));
        start.add(new Core.Const(Nil.NIL));
      }
      Local item = new Local("item");
      Core step =
          test(
              repeated.item(),
              ref(item),
              null,
              bound -> {
                List<Core> next = new ArrayList<>(List.of(call("cdr", ref(rest))));
                Core[] found = references(names, bound, span);
                for (int i = 0; i < found.length; i++) {
                  next.add(call("cons", found[i], ref(parameters.get(i + 1))));
                }
                return new Core.Call(ref(loop), next, span);
              },
              new Scope(scope),
              fail);
      Core advance = new Core.Let(List.of(item), List.of(call("car", ref(rest))), step);
      Core finish = finish(repeated, names, parameters, value, success, scope, fail);
      Core body = new Core.If(call("null?", ref(rest)), finish, advance);
      Core lambda =
          new Core.Lambda(List.of(new Core.Clause(parameters, null, body)), "match", span);
      return new Core.Letrec(
          List.of(loop), List.of(lambda), new Core.Call(ref(loop), start, span), false);
    }

    private Core finish(
        MatchPattern.Repeated repeated,
        List<Syntax> names,
        List<Local> parameters,
        Core value,
        Function<Scope, Core> success,
        Scope scope,
        Core fail) {
      List<Local> bound = new ArrayList<>();
      List<Core> lists = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        bound.add(scope.bind(names.get(i)));
        lists.add(call("reverse", ref(parameters.get(i + 1))));
      }
      Local tail = new Local("tail");
      bound.add(tail);
      lists.add(call("%match-suffix", value, new Core.Const((long) repeated.tailLength())));
      return new Core.Let(
          bound, lists, test(repeated.tail(), ref(tail), null, success, scope, fail));
    }

    private Core ofRecord(
        MatchPattern.OfRecord record,
        Core value,
        Function<Scope, Core> success,
        Scope scope,
        Core fail) {
      Local items = new Local("fields");
      Core fields =
          call(
              "%match-fields",
              value,
              expander.expression(record.type()),
              new Core.Const((long) record.fields().size()));
      MatchPattern list = new MatchPattern.Datum(Nil.NIL);
      for (MatchPattern field : record.fields().reversed()) {
        list = new MatchPattern.Cons(field, list);
      }
      Core inner = test(list, ref(items), null, success, scope, fail);
      return new Core.Let(List.of(items), List.of(fields), new Core.If(ref(items), inner, fail));
    }
  }
}
