// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;

/**
 * Writes simplified code as data for people to read. Locals of one name are told apart by numbers;
 * {@code fix} binds procedures that may call each other, and a {@code loop} is left by returning
 * and gone on with by calling its name.
 */
final class IrUnparser {

  private final Map<Local, Symbol> names = new IdentityHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  private IrUnparser() {}

  static Object datum(Ir ir) {
    return new IrUnparser().write(ir);
  }

  private Object write(Ir ir) {
    return switch (ir) {
      case Ir.Const constant -> constant(constant.value());
      case Ir.Ref reference -> name(reference.variable());
      case Ir.Set set -> form("set!", name(set.variable()), write(set.value()));
      case Ir.GlobalRef reference -> Symbol.of(reference.variable().name());
      case Ir.GlobalSet set -> form("set!", Symbol.of(set.variable().name()), write(set.value()));
      case Ir.If branch ->
          form("if", write(branch.test()), write(branch.consequent()), write(branch.alternative()));
      case Ir.Lambda lambda -> lambda(lambda);
      case Ir.Call call -> new Pair(write(call.operator()), writeAll(call.operands()));
      case Ir.PrimitiveCall call ->
          new Pair(Symbol.of(call.primitive().name()), writeAll(call.operands()));
      case Ir.Seq sequence -> form("begin", write(sequence.first()), write(sequence.second()));
      case Ir.Let let ->
          form("let", bindings(List.of(let.variable()), List.of(let.value())), write(let.body()));
      case Ir.Fix fix -> form("fix", bindings(fix.variables(), fix.lambdas()), write(fix.body()));
      case Ir.Loop loop ->
          form(
              "loop",
              name(loop.label()),
              bindings(loop.variables(), loop.values()),
              write(loop.body()));
      case Ir.Again again -> new Pair(name(again.label()), writeAll(again.values()));
    };
  }

  private static Object constant(Object value) {
    boolean quoted = value instanceof Symbol || value instanceof Pair || value == Nil.NIL;
    return quoted ? form("quote", value) : value;
  }

  private static Object form(String keyword, Object... parts) {
    return new Pair(Symbol.of(keyword), Lists.of(parts));
  }

  private Symbol name(Local variable) {
    return names.computeIfAbsent(
        variable,
        v -> {
          int number = counts.merge(v.name(), 1, Integer::sum);
          return Symbol.of(number == 1 ? v.name() : v.name() + "." + number);
        });
  }

  private Object writeAll(List<? extends Ir> all) {
    return Lists.of(all.stream().map(this::write).toArray());
  }

  private Object bindings(List<Local> variables, List<? extends Ir> values) {
    List<Object> pairs = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      pairs.add(Lists.of(name(variables.get(i)), write(values.get(i))));
    }
    return Lists.of(pairs.toArray());
  }

  private Object lambda(Ir.Lambda lambda) {
    if (lambda.clauses().size() == 1) {
      return new Pair(Symbol.of("lambda"), clause(lambda.clauses().getFirst()));
    }
    return form("case-lambda", lambda.clauses().stream().map(this::clause).toArray());
  }

  private Object clause(Ir.Clause clause) {
    Object formals = clause.rest() == null ? Nil.NIL : name(clause.rest());
    for (Local parameter : clause.parameters().reversed()) {
      formals = new Pair(name(parameter), formals);
    }
    return Lists.of(formals, write(clause.body()));
  }
}
