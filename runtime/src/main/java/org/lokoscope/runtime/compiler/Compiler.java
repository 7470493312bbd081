package org.lokoscope.runtime.compiler;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.node.Variables;
import org.lokoscope.runtime.source.SiteTable;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.vm.CaseLambda;
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

  /** From now on, code calls these procedures instead of those primitives. */
  public void replace(Map<Procedure, Procedure> more) {
    replacements.putAll(more);
  }

  /** A procedure without arguments that evaluates the expression. */
  public Closure compile(Core expression) {
    if (expression instanceof Core.GlobalDefine define
        && define.value() instanceof Core.Lambda lambda) {
      return definition(define, lambda);
    }
    Set<Local> checked = new HashSet<>();
    Ir ir = new Simplifier(checked, replacements).simplify(expression);
    Code code = new Code("", 0, false, sites.add(place(expression), ""), tier);
    new ProcedureCompiler(new Shared(sites, tier, checked)).complete(code, ir);
    return new Closure(code, new Object[0]);
  }

  /** The definition of a procedure, which is compiled when it is first called. */
  private Closure definition(Core.GlobalDefine define, Core.Lambda lambda) {
    String name = lambda.name() == null ? "" : lambda.name();
    int site = sites.add(lambda.span(), name);
    Closure[] clauses =
        lambda.clauses().stream()
            .map(clause -> new Closure(whenCalled(lambda, clause, name, site), new Object[0]))
            .toArray(Closure[]::new);
    Procedure procedure = clauses.length == 1 ? clauses[0] : new CaseLambda(name, clauses);
    Code code = new Code("", 0, false, sites.add(place(define), ""), tier);
    code.complete(1, new Variables.GlobalSet(define.variable(), new Variables.Constant(procedure)));
    return new Closure(code, new Object[0]);
  }

  private Code whenCalled(Core.Lambda lambda, Core.Clause clause, String name, int site) {
    Code code = new Code(name, clause.parameters().size(), clause.rest() != null, site, tier);
    code.completeWhenCalled(
        () -> {
          Set<Local> checked = new HashSet<>();
          Core.Lambda alone = new Core.Lambda(List.of(clause), lambda.name(), lambda.span());
          Ir.Lambda ir = (Ir.Lambda) new Simplifier(checked, replacements).simplify(alone);
          new ProcedureCompiler(new Shared(sites, tier, checked))
              .completeAlone(code, ir.clauses().getFirst());
        });
    return code;
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
      Complexity complexity,
      FreeVariables freeVariables) {
    Shared(SiteTable sites, Tier tier, Set<Local> checked) {
      this(sites, tier, checked, new Complexity(), new FreeVariables());
    }
  }
}
