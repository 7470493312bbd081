// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.compiler;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.source.SiteTable;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.Code;
import org.lokoscope.runtime.vm.Procedure;
import org.lokoscope.runtime.vm.Tier;

/** Compiles core syntax to procedures. */
public final class Compiler {

  private final SiteTable sites;
  private final Tier tier;

  /** What is called instead of some primitives. */
  private final Map<Procedure, Procedure> replacements = new ConcurrentHashMap<>();

  private volatile @Nullable CodeListener listener;

  /** Is told of all that is compiled. */
  @FunctionalInterface
  public interface CodeListener {
    void compiled(Code code, CodeNotes notes);
  }

  public Compiler(SiteTable sites) {
    this(sites, Tier.NONE);
  }

  /**
   * @param tier what hot code is given to
   */
  public Compiler(SiteTable sites, Tier tier) {
    this.sites = sites;
    this.tier = tier;
  }

  /** Who is told of all that is compiled from now on, for a debugger. */
  public void onCode(CodeListener next) {
    listener = next;
  }

  /** From now on, code calls these procedures instead of those primitives. */
  public void replace(Map<Procedure, Procedure> more) {
    replacements.putAll(more);
  }

  /** A procedure without arguments that evaluates the expression. */
  public Closure compile(Core expression) {
    Set<Local> checked = new HashSet<>();
    nameMade(expression);
    Ir ir = new Simplifier(checked, replacements).simplify(expression);
    Code code = new Code("", 0, false, sites.add(place(expression), ""), tier);
    new ProcedureCompiler(new Shared(sites, tier, checked, listener)).complete(code, ir);
    return new Closure(code, new Object[0]);
  }

  /**
   * Remembers what is called by the variable that a program defines as it: {@code (define jobs
   * (make-channel))}.
   */
  private void nameMade(Core expression) {
    if (expression instanceof Core.GlobalDefine define
        && define.value() instanceof Core.Call call
        && call.operator() instanceof Core.GlobalRef made
        && made.variable().name().startsWith("make-")) {
      sites.addDefined(call.span(), define.variable().name());
    }
  }

  /** What is compiled of an expression, as a datum for people to read. */
  public static Object simplified(Core expression) {
    return IrUnparser.datum(new Simplifier(new HashSet<>(), Map.of()).simplify(expression));
  }

  /** Where a top-level form stands; nowhere if it only computes something without a call. */
  private static SourceSpan place(Core expression) {
    return switch (expression) {
      case Core.Call call -> call.span();
      case Core.GlobalDefine define -> define.span();
      case Core.GlobalSet set -> set.span();
      default -> SourceSpan.NONE;
    };
  }

  /** What the compilers of one expression's procedures share. */
  record Shared(
      SiteTable sites,
      Tier tier,
      Set<Local> checked,
      @Nullable CodeListener listener,
      Complexity complexity,
      FreeVariables freeVariables) {
    Shared(SiteTable sites, Tier tier, Set<Local> checked, @Nullable CodeListener listener) {
      this(sites, tier, checked, listener, new Complexity(), new FreeVariables());
    }
  }
}
