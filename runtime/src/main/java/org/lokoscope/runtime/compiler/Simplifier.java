// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.compiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.vm.Primitive;
import org.lokoscope.runtime.vm.Procedure;
import org.lokoscope.runtime.vm.Replacement;

/** Turns core syntax into {@link Ir}: bindings one at a time, primitives known by name. */
final class Simplifier {

  private static final Primitive NUMBER = Primitive.of1("number?", a -> a instanceof Number);

  private static final Primitive NUMBERS =
      Primitive.of2("numbers?", (a, b) -> a instanceof Number && b instanceof Number);

  private static final Primitive ALL_NUMBERS =
      Primitive.ofN(
          "numbers?",
          0,
          -1,
          operands -> Arrays.stream(operands).allMatch(Number.class::isInstance));

  /** The variables that may be read before they have a value. */
  private final Set<Local> checked;

  private final Map<Procedure, Procedure> replacements;

  /**
   * @param replacements what is called instead of some primitives
   */
  Simplifier(Set<Local> checked, Map<Procedure, Procedure> replacements) {
    this.checked = checked;
    this.replacements = replacements;
  }

  Ir simplify(Core core) {
    return switch (core) {
      case Core.Const c -> new Ir.Const(c.value());
      case Core.LocalRef r -> new Ir.Ref(r.variable(), r.span());
      case Core.LocalSet s -> new Ir.Set(s.variable(), simplify(s.value()), s.span());
      case Core.GlobalRef r -> global(r);
      case Core.GlobalSet s -> new Ir.GlobalSet(s.variable(), simplify(s.value()), s.span());
      case Core.GlobalDefine d -> new Ir.GlobalSet(d.variable(), simplify(d.value()), d.span());
      case Core.If i ->
          new Ir.If(simplify(i.test()), simplify(i.consequent()), simplify(i.alternative()));
      case Core.Lambda l -> lambda(l);
      case Core.Call c -> call(c);
      case Core.Seq s -> sequence(s.expressions());
      case Core.Let l -> let(l.variables(), l.values(), simplify(l.body()));
      case Core.Letrec l -> letrec(l);
    };
  }

  private Ir global(Core.GlobalRef ref) {
    Global global = ref.variable();
    if (!global.isConstant()) {
      return new Ir.GlobalRef(global, ref.span());
    }
    Object value = global.constantValue();
    Procedure instead = value instanceof Procedure known ? replacements.get(known) : null;
    return new Ir.Const(instead == null ? value : instead);
  }

  private Ir.Lambda lambda(Core.Lambda lambda) {
    List<Ir.Clause> clauses =
        lambda.clauses().stream()
            .map(c -> new Ir.Clause(c.parameters(), c.rest(), simplify(c.body())))
            .toList();
    return new Ir.Lambda(clauses, lambda.name(), lambda.span());
  }

  private List<Ir> all(List<Core> expressions) {
    List<Ir> result = new ArrayList<>(expressions.size());
    for (Core expression : expressions) {
      result.add(simplify(expression));
    }
    return result;
  }

  private Ir call(Core.Call call) {
    Core operator = call.operator();
    if (operator instanceof Core.Lambda lambda && isLet(lambda, call.operands())) {
      Core.Clause clause = lambda.clauses().getFirst();
      return let(clause.parameters(), call.operands(), simplify(clause.body()));
    }
    if (operator instanceof Core.Letrec letrec && letrec.body() instanceof Core.LocalRef) {
      Core inner = new Core.Call(letrec.body(), call.operands(), call.span());
      return simplify(
          new Core.Letrec(letrec.variables(), letrec.values(), inner, letrec.ordered()));
    }
    if (operator instanceof Core.GlobalRef ref
        && ref.variable().isConstant()
        && ref.variable().constantValue() instanceof Primitive primitive
        && primitive.accepts(call.operands().size())) {
      Procedure instead = replacements.get(primitive);
      return instead == null
          ? new Ir.PrimitiveCall(primitive, all(call.operands()), call.span())
          : replaced(primitive, instead, all(call.operands()), call.span());
    }
    return new Ir.Call(simplify(operator), all(call.operands()), call.span());
  }

  /** A call of what stands for a primitive; with numbers only, of the primitive all the same. */
  private static Ir replaced(
      Primitive primitive, Procedure instead, List<Ir> operands, SourceSpan span) {
    if (!(instead instanceof Replacement known && known.leavesNumbers())) {
      return new Ir.Call(new Ir.Const(instead), operands, span);
    }
    List<Local> named = new ArrayList<>();
    List<Ir> values = new ArrayList<>();
    List<Ir> again = new ArrayList<>();
    List<Ir> doubtful = new ArrayList<>();
    for (Ir operand : operands) {
      if (operand instanceof Ir.Const) {
        again.add(operand);
      } else {
        Local local = new Local("operand");
        named.add(local);
        values.add(operand);
        again.add(new Ir.Ref(local, span));
      }
      if (!(operand instanceof Ir.Const constant && constant.value() instanceof Number)) {
        doubtful.add(again.getLast());
      }
    }
    Ir result = new Ir.PrimitiveCall(primitive, again, span);
    if (!doubtful.isEmpty()) {
      result =
          new Ir.If(
              new Ir.PrimitiveCall(numbersTest(doubtful.size()), doubtful, span),
              result,
              new Ir.Call(new Ir.Const(instead), again, span));
    }
    for (int i = named.size() - 1; i >= 0; i--) {
      result = new Ir.Let(named.get(i), values.get(i), result);
    }
    return result;
  }

  private static Primitive numbersTest(int operands) {
    return switch (operands) {
      case 1 -> NUMBER;
      case 2 -> NUMBERS;
      default -> ALL_NUMBERS;
    };
  }

  private static boolean isLet(Core.Lambda lambda, List<Core> operands) {
    Core.Clause clause = lambda.clauses().getFirst();
    return lambda.clauses().size() == 1
        && clause.rest() == null
        && clause.parameters().size() == operands.size();
  }

  private Ir sequence(List<Core> expressions) {
    Ir result = simplify(expressions.getLast());
    for (int i = expressions.size() - 2; i >= 0; i--) {
      Ir first = simplify(expressions.get(i));
      if (!(first instanceof Ir.Const)) {
        result = new Ir.Seq(first, result);
      }
    }
    return result;
  }

  private Ir let(List<Local> variables, List<Core> values, Ir body) {
    Ir result = body;
    for (int i = variables.size() - 1; i >= 0; i--) {
      result = new Ir.Let(variables.get(i), simplify(values.get(i)), result);
    }
    return result;
  }

  private Ir letrec(Core.Letrec letrec) {
    List<Ir> values = new ArrayList<>(all(letrec.values()));
    Map<Local, Ir> early = letrec.ordered() ? Map.of() : computedFirst(letrec.variables(), values);
    Ir body = simplify(letrec.body());
    for (List<Integer> group :
        RecursiveBindings.groups(letrec.variables(), values, letrec.ordered()).reversed()) {
      body = bind(letrec.variables(), values, group, body);
    }
    for (Map.Entry<Local, Ir> value : early.entrySet()) {
      body = new Ir.Let(value.getKey(), value.getValue(), body);
    }
    return body;
  }

  /**
   * Takes out of an unordered letrec the values that are to be computed before any of its variables
   * comes into being. That matters only for variables that are assigned: a continuation of one
   * value that is entered again makes new ones of them all.
   */
  private static Map<Local, Ir> computedFirst(List<Local> variables, List<Ir> values) {
    Map<Local, Ir> found = new LinkedHashMap<>();
    if (variables.stream().anyMatch(Local::isAssigned)) {
      for (int i = values.size() - 1; i >= 0; i--) {
        Ir value = values.get(i);
        if (!(value instanceof Ir.Lambda || value instanceof Ir.Const)
            && Collections.disjoint(FreeVariables.of(value), variables)) {
          Local early = new Local(variables.get(i).name());
          found.put(early, value);
          values.set(i, new Ir.Ref(early, SourceSpan.NONE));
        }
      }
    }
    return found;
  }

  private Ir bind(List<Local> variables, List<Ir> values, List<Integer> group, Ir body) {
    if (group.size() == 1 && !isRecursive(variables, values, group.getFirst())) {
      return new Ir.Let(variables.get(group.getFirst()), values.get(group.getFirst()), body);
    }
    List<Local> bound = new ArrayList<>();
    List<Ir.Lambda> lambdas = new ArrayList<>();
    for (int i : group) {
      if (values.get(i) instanceof Ir.Lambda lambda
          && lambda.clauses().size() == 1
          && !variables.get(i).isAssigned()) {
        bound.add(variables.get(i));
        lambdas.add(lambda);
      }
    }
    if (lambdas.size() == group.size()) {
      return LoopFinder.loopOrFix(new Ir.Fix(bound, lambdas, body));
    }
    return assigned(variables, values, group, body);
  }

  private static boolean isRecursive(List<Local> variables, List<Ir> values, int i) {
    Set<Local> free = new HashSet<>(FreeVariables.of(values.get(i)));
    return free.contains(variables.get(i));
  }

  /** What is neither plain nor only procedures: boxes that are filled in order. */
  private Ir assigned(List<Local> variables, List<Ir> values, List<Integer> group, Ir body) {
    Ir result = body;
    for (int i : group.reversed()) {
      result = new Ir.Seq(new Ir.Set(variables.get(i), values.get(i), SourceSpan.NONE), result);
    }
    for (int i : group.reversed()) {
      variables.get(i).markAssigned();
      checked.add(variables.get(i));
      result = new Ir.Let(variables.get(i), new Ir.Const(Special.UNASSIGNED), result);
    }
    return result;
  }
}
