// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.core;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;

/** Writes core forms as data for people to read; locals of one name are told apart by numbers. */
public final class Unparser {

  private final Map<Local, Symbol> names = new IdentityHashMap<>();
  private final Map<String, Integer> counts = new java.util.HashMap<>();

  private Unparser() {}

  public static Object datum(Core core) {
    return new Unparser().write(core);
  }

  private Object write(Core core) {
    return switch (core) {
      case Core.Const constant -> constant(constant.value());
      case Core.LocalRef reference -> name(reference.variable());
      case Core.LocalSet set -> form("set!", name(set.variable()), write(set.value()));
      case Core.GlobalRef reference -> Symbol.of(reference.variable().name());
      case Core.GlobalSet set -> form("set!", symbol(set.variable()), write(set.value()));
      case Core.GlobalDefine define ->
          form("define", symbol(define.variable()), write(define.value()));
      case Core.If branch ->
          form("if", write(branch.test()), write(branch.consequent()), write(branch.alternative()));
      case Core.Lambda lambda -> lambda(lambda);
      case Core.Call call -> new Pair(write(call.operator()), writeAll(call.operands()));
      case Core.Seq sequence -> new Pair(Symbol.of("begin"), writeAll(sequence.expressions()));
      case Core.Let let -> binding("let", let.variables(), let.values(), let.body());
      case Core.Letrec letrec ->
          binding(
              letrec.ordered() ? "letrec*" : "letrec",
              letrec.variables(),
              letrec.values(),
              letrec.body());
    };
  }

  private static Object constant(Object value) {
    boolean quoted = value instanceof Symbol || value instanceof Pair || value == Nil.NIL;
    return quoted ? form("quote", value) : value;
  }

  private static Object form(String keyword, Object... parts) {
    return new Pair(Symbol.of(keyword), Lists.of(parts));
  }

  private static Symbol symbol(Global variable) {
    return Symbol.of(variable.name());
  }

  private Symbol name(Local variable) {
    return names.computeIfAbsent(
        variable,
        v -> {
          int number = counts.merge(v.name(), 1, Integer::sum);
          return Symbol.of(number == 1 ? v.name() : v.name() + "." + number);
        });
  }

  private Object writeAll(List<Core> all) {
    return Lists.of(all.stream().map(this::write).toArray());
  }

  private Object binding(String keyword, List<Local> variables, List<Core> values, Core body) {
    List<Object> pairs = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      pairs.add(Lists.of(name(variables.get(i)), write(values.get(i))));
    }
    return form(keyword, Lists.of(pairs.toArray()), write(body));
  }

  private Object lambda(Core.Lambda lambda) {
    if (lambda.clauses().size() == 1) {
      return new Pair(Symbol.of("lambda"), clause(lambda.clauses().getFirst()));
    }
    return form("case-lambda", lambda.clauses().stream().map(this::clause).toArray());
  }

  private Object clause(Core.Clause clause) {
    Object formals = clause.rest() == null ? Nil.NIL : name(clause.rest());
    for (Local parameter : clause.parameters().reversed()) {
      formals = new Pair(name(parameter), formals);
    }
    return Lists.of(formals, write(clause.body()));
  }
}
