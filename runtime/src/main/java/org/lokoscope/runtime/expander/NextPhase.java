// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lokoscope.runtime.core.Core;

/**
 * What an expression of the next phase is.
 *
 * @param needed what must run before the source
 * @param own the variables of the module itself that it uses
 */
record NextPhase(Object value, Core source, List<Unit> needed, Set<Binding.GlobalVariable> own) {

  /** Expands and runs an expression of the next phase. */
  static NextPhase of(Expander expander, MacroUse macros, Object x) {
    OwnDefinitions own = expander.own;
    Set<Unit> outer = expander.needed;
    Set<Binding.GlobalVariable> outerNotes = own == null ? Set.of() : own.begin();
    Set<Unit> needed = new LinkedHashSet<>();
    expander.needed = needed;
    expander.level++;
    try {
      Core core = expander.expression(x);
      instantiate(expander, needed);
      if (core instanceof Core.Const constant) {
        return new NextPhase(constant.value(), core, List.of(), Set.of());
      }
      Set<Binding.GlobalVariable> used = own == null ? Set.of() : own.noted();
      if (own != null) {
        own.run(used);
      }
      Object value =
          macros.guarded(() -> expander.host.evaluator().evaluate(core), "the transformer");
      return new NextPhase(value, core, List.copyOf(needed), used);
    } finally {
      expander.level--;
      expander.needed = outer;
      if (own != null) {
        own.begin(outerNotes);
      }
    }
  }

  /** Runs what code of the next phase needs, but for the module that is being expanded. */
  static void instantiate(Expander expander, Set<Unit> needed) {
    for (Unit dependency : needed) {
      if (expander.own == null || dependency != expander.unit) {
        expander.host.instantiate(dependency, expander.place);
      }
    }
  }
}
