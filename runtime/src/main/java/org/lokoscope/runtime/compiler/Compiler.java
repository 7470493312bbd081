package org.lokoscope.runtime.compiler;

import java.util.HashSet;
import java.util.Set;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.source.SiteTable;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.Code;

/** Compiles core syntax to procedures. */
public final class Compiler {

  private final SiteTable sites;

  public Compiler(SiteTable sites) {
    this.sites = sites;
  }

  /** A procedure without arguments that evaluates the expression. */
  public Closure compile(Core expression) {
    Set<Local> checked = new HashSet<>();
    Ir ir = new Simplifier(checked).simplify(expression);
    Code code = new Code("", 0, false, 0);
    new ProcedureCompiler(new Shared(sites, checked)).complete(code, ir);
    return new Closure(code, new Object[0]);
  }

  /** What the compilers of one expression's procedures share. */
  record Shared(
      SiteTable sites, Set<Local> checked, Complexity complexity, FreeVariables freeVariables) {
    Shared(SiteTable sites, Set<Local> checked) {
      this(sites, checked, new Complexity(), new FreeVariables());
    }
  }
}
