// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.compiler;

import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lokoscope.runtime.core.Local;

/** The variables that an expression uses and does not bind, in the order of their first use. */
final class FreeVariables {

  private final Map<Ir, Set<Local>> known = new IdentityHashMap<>();

  static Set<Local> of(Ir ir) {
    return new FreeVariables().in(ir);
  }

  /** The free variables of an expression; remembered for lambdas and loops. */
  Set<Local> in(Ir ir) {
    if (ir instanceof Ir.Lambda || ir instanceof Ir.Loop) {
      Set<Local> result = known.get(ir);
      if (result == null) {
        result = new LinkedHashSet<>();
        collect(ir, result);
        known.put(ir, result);
      }
      return result;
    }
    Set<Local> result = new LinkedHashSet<>();
    add(ir, result);
    return result;
  }

  private void add(Ir ir, Set<Local> into) {
    if (ir instanceof Ir.Lambda || ir instanceof Ir.Loop) {
      into.addAll(in(ir));
    } else {
      collect(ir, into);
    }
  }

  private void collect(Ir ir, Set<Local> into) {
    switch (ir) {
      case Ir.Const _, Ir.GlobalRef _ -> {}
      case Ir.Ref r -> into.add(r.variable());
      case Ir.Set s -> {
        into.add(s.variable());
        add(s.value(), into);
      }
      case Ir.GlobalSet s -> add(s.value(), into);
      case Ir.If i -> {
        add(i.test(), into);
        add(i.consequent(), into);
        add(i.alternative(), into);
      }
      case Ir.Lambda l -> l.clauses().forEach(c -> addClause(c, into));
      case Ir.Call c -> {
        add(c.operator(), into);
        c.operands().forEach(o -> add(o, into));
      }
      case Ir.PrimitiveCall c -> c.operands().forEach(o -> add(o, into));
      case Ir.Seq s -> {
        add(s.first(), into);
        add(s.second(), into);
      }
      case Ir.Let l -> {
        add(l.value(), into);
        addWithout(List.of(l.variable()), l.body(), into);
      }
      case Ir.Fix f -> {
        Set<Local> inner = new LinkedHashSet<>();
        f.lambdas().forEach(l -> add(l, inner));
        add(f.body(), inner);
        f.variables().forEach(inner::remove);
        into.addAll(inner);
      }
      case Ir.Loop l -> {
        l.values().forEach(v -> add(v, into));
        addWithout(l.variables(), l.body(), into);
      }
      case Ir.Again a -> a.values().forEach(v -> add(v, into));
    }
  }

  private void addClause(Ir.Clause clause, Set<Local> into) {
    Set<Local> inner = new LinkedHashSet<>();
    add(clause.body(), inner);
    clause.parameters().forEach(inner::remove);
    inner.remove(clause.rest());
    into.addAll(inner);
  }

  private void addWithout(List<Local> bound, Ir body, Set<Local> into) {
    Set<Local> inner = new LinkedHashSet<>();
    add(body, inner);
    bound.forEach(inner::remove);
    into.addAll(inner);
  }
}
