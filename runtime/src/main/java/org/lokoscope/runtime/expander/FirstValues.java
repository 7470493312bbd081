// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.vm.Primitive;

/**
 * Lets a module of Guile go on with the first of several values where one is wanted: as an operand,
 * and as the value of a variable. Elsewhere several values stay one object, which no procedure
 * takes.
 */
final class FirstValues {

  private static final String FIRST = "%first-value";

  /** The primitives that may return several values; all others return one. */
  private static final Set<String> MANY =
      Set.of(
          "values",
          "hashtable-entries",
          "open-string-output-port",
          "open-bytevector-output-port",
          "div-and-mod",
          "div0-and-mod0",
          "floor/",
          "truncate/",
          "exact-integer-sqrt",
          "fxdiv-and-mod",
          "fxdiv0-and-mod0",
          "fx+/carry",
          "fx-/carry",
          "fx*/carry",
          "fldiv-and-mod",
          "fldiv0-and-mod0");

  private final Expander expander;

  FirstValues(Expander expander) {
    this.expander = expander;
  }

  /** The same code, but for what stands where one value is wanted. */
  Core of(Core core) {
    return switch (core) {
      case Core.Const _, Core.LocalRef _, Core.GlobalRef _ -> core;
      case Core.LocalSet set -> new Core.LocalSet(set.variable(), one(set.value()), set.span());
      case Core.GlobalSet set -> new Core.GlobalSet(set.variable(), one(set.value()), set.span());
      case Core.GlobalDefine define ->
          new Core.GlobalDefine(define.variable(), one(define.value()), define.span());
      case Core.If choice ->
          new Core.If(of(choice.test()), of(choice.consequent()), of(choice.alternative()));
      case Core.Lambda lambda ->
          new Core.Lambda(
              lambda.clauses().stream()
                  .map(each -> new Core.Clause(each.parameters(), each.rest(), of(each.body())))
                  .toList(),
              lambda.name(),
              lambda.span());
      case Core.Call call -> new Core.Call(of(call.operator()), each(call.operands()), call.span());
      case Core.Seq seq -> new Core.Seq(seq.expressions().stream().map(this::of).toList());
      case Core.Let let -> new Core.Let(let.variables(), each(let.values()), of(let.body()));
      case Core.Letrec let ->
          new Core.Letrec(let.variables(), each(let.values()), of(let.body()), let.ordered());
    };
  }

  private List<Core> each(List<Core> operands) {
    List<Core> all = new ArrayList<>(operands.size());
    operands.forEach(operand -> all.add(one(operand)));
    return all;
  }

  private Core one(Core core) {
    Core inside = of(core);
    return mayBeMany(inside) ? expander.call(expander.place, FIRST, inside) : inside;
  }

  private static boolean mayBeMany(Core core) {
    return switch (core) {
      case Core.Call call -> !(call.operator() instanceof Core.GlobalRef ref && isSingle(ref));
      case Core.If choice -> mayBeMany(choice.consequent()) || mayBeMany(choice.alternative());
      case Core.Seq seq -> mayBeMany(seq.expressions().getLast());
      case Core.Let let -> mayBeMany(let.body());
      case Core.Letrec let -> mayBeMany(let.body());
      default -> false;
    };
  }

  private static boolean isSingle(Core.GlobalRef reference) {
    Global variable = reference.variable();
    return variable.isConstant()
        && variable.constantValue() instanceof Primitive primitive
        && !MANY.contains(primitive.name());
  }
}
