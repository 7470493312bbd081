// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Symbol;

/**
 * {@code (the-environment)}: the variables of the procedures around, as their names, procedures
 * that read them, and procedures that assign them. Keywords of these procedures are not among them.
 */
final class LocalEnvironment {

  private LocalEnvironment() {}

  static Core capture(Expander expander, Object x) {
    Object[] items = expander.items(x, 1, 1);
    Map<Symbol, Local> variables = variables((Syntax) items[0], expander.level);
    List<Core> getters =
        variables.values().stream()
            .map(local -> procedure(expander, null, new Core.LocalRef(local, expander.place)))
            .toList();
    List<Core> setters = variables.values().stream().map(l -> setter(expander, l)).toList();
    return expander.call(
        expander.place,
        "%local-environment",
        new Core.Const(Lists.fromList(List.copyOf(variables.keySet()))),
        new Core.Call(expander.primitive("list", expander.place), getters, expander.place),
        new Core.Call(expander.primitive("list", expander.place), setters, expander.place));
  }

  private static Map<Symbol, Local> variables(Syntax keyword, int level) {
    Map<Symbol, Local> found = new LinkedHashMap<>();
    for (Wrap.Ribs rest = keyword.wrap().ribs(); rest != null; rest = rest.next()) {
      rest.rib()
          .forEach(
              (name, marks, binding) -> {
                if (marks == null
                    && binding instanceof Binding.LocalVariable variable
                    && variable.level == level) {
                  found.putIfAbsent(name, variable.local);
                }
              });
    }
    return found;
  }

  private static Core setter(Expander expander, Local local) {
    local.markAssigned();
    Local value = new Local("value");
    return procedure(
        expander,
        value,
        new Core.LocalSet(local, new Core.LocalRef(value, expander.place), expander.place));
  }

  private static Core procedure(Expander expander, @Nullable Local parameter, Core body) {
    List<Local> parameters = parameter == null ? List.of() : List.of(parameter);
    return new Core.Lambda(List.of(new Core.Clause(parameters, null, body)), "", expander.place);
  }
}
