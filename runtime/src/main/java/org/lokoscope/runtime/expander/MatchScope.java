// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Local;

/** The variables that a pattern has bound so far. */
final class MatchScope {

  private final @Nullable MatchScope outer;
  private final List<Syntax> names = new ArrayList<>();
  private final List<Local> locals = new ArrayList<>();

  private MatchScope(@Nullable MatchScope outer) {
    this.outer = outer;
  }

  /** A scope without variables. */
  static MatchScope empty() {
    return new MatchScope(null);
  }

  /** An empty scope inside this one. */
  MatchScope inner() {
    return new MatchScope(this);
  }

  /** The same variables; those that are bound in one are not bound in the other. */
  MatchScope copy() {
    MatchScope copy = new MatchScope(outer);
    copy.names.addAll(names);
    copy.locals.addAll(locals);
    return copy;
  }

  /** The variable of this name, or null. */
  @Nullable Local find(Syntax name) {
    for (int i = 0; i < names.size(); i++) {
      if (Syntax.isBound(names.get(i), name)) {
        return locals.get(i);
      }
    }
    return outer == null ? null : outer.find(name);
  }

  /** Those variables of a pattern that are not bound yet. */
  List<Syntax> unbound(MatchPattern pattern) {
    return MatchPattern.variables(pattern).stream().filter(name -> find(name) == null).toList();
  }

  Local bind(Syntax name) {
    Local local = new Local(name.symbol().name());
    names.add(name);
    locals.add(local);
    return local;
  }

  /** What binds the names in the code that the pattern guards. */
  Wrap wrap(Expander expander) {
    Rib rib = new Rib();
    for (MatchScope scope = this; scope != null; scope = scope.outer) {
      for (int i = 0; i < scope.names.size(); i++) {
        rib.add(scope.names.get(i), new Binding.LocalVariable(scope.locals.get(i), expander.level));
      }
    }
    return Wrap.ofRib(rib);
  }
}
