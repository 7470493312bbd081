// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.compiler;

import java.util.ArrayList;
import org.lokoscope.runtime.core.Local;

/**
 * Finds procedures that are nothing but loops: bound alone, called once from outside, in tail
 * position of the binding, and else only in tail position of themselves.
 */
final class LoopFinder {

  private final Local label;
  private final int arity;

  private LoopFinder(Local label, int arity) {
    this.label = label;
    this.arity = arity;
  }

  /** The loop that the binding is, or the binding itself. */
  static Ir loopOrFix(Ir.Fix fix) {
    if (fix.variables().size() != 1
        || fix.lambdas().getFirst().clauses().size() != 1
        || !(fix.body() instanceof Ir.Call call && call.operator() instanceof Ir.Ref ref)) {
      return fix;
    }
    Local label = fix.variables().getFirst();
    Ir.Lambda lambda = fix.lambdas().getFirst();
    Ir.Clause clause = lambda.clauses().getFirst();
    LoopFinder finder = new LoopFinder(label, clause.parameters().size());
    if (ref.variable() != label
        || clause.rest() != null
        || call.operands().size() != finder.arity
        || call.operands().stream().anyMatch(finder::mentions)
        || !finder.onlyJumps(clause.body())) {
      return fix;
    }
    return new Ir.Loop(
        label,
        clause.parameters(),
        call.operands(),
        finder.withJumps(clause.body()),
        lambda.span());
  }

  private boolean mentions(Ir ir) {
    return FreeVariables.of(ir).contains(label);
  }

  private boolean isJump(Ir.Call call) {
    return call.operator() instanceof Ir.Ref ref
        && ref.variable() == label
        && call.operands().size() == arity
        && call.operands().stream().noneMatch(this::mentions);
  }

  /** Whether the label occurs only as the operator of calls in tail position. */
  private boolean onlyJumps(Ir ir) {
    return switch (ir) {
      case Ir.If i ->
          !mentions(i.test()) && onlyJumps(i.consequent()) && onlyJumps(i.alternative());
      case Ir.Seq s -> !mentions(s.first()) && onlyJumps(s.second());
      case Ir.Let l -> !mentions(l.value()) && onlyJumps(l.body());
      case Ir.Fix f -> f.lambdas().stream().noneMatch(this::mentions) && onlyJumps(f.body());
      case Ir.Loop l -> l.values().stream().noneMatch(this::mentions) && onlyJumps(l.body());
      case Ir.Call c when isJump(c) -> true;
      default -> !mentions(ir);
    };
  }

  private Ir withJumps(Ir ir) {
    return switch (ir) {
      case Ir.If i -> new Ir.If(i.test(), withJumps(i.consequent()), withJumps(i.alternative()));
      case Ir.Seq s -> new Ir.Seq(s.first(), withJumps(s.second()));
      case Ir.Let l -> new Ir.Let(l.variable(), l.value(), withJumps(l.body()));
      case Ir.Fix f -> new Ir.Fix(f.variables(), f.lambdas(), withJumps(f.body()));
      case Ir.Loop l ->
          new Ir.Loop(l.label(), l.variables(), l.values(), withJumps(l.body()), l.span());
      case Ir.Call c when isJump(c) -> new Ir.Again(label, new ArrayList<>(c.operands()), c.span());
      default -> ir;
    };
  }
}
