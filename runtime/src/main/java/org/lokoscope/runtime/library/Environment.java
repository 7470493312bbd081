package org.lokoscope.runtime.library;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.expander.TopLevel;
import org.lokoscope.runtime.expander.Unit;

/**
 * Where {@code eval} and the prompt look names up. Later imports take the place of earlier ones.
 */
public final class Environment {

  private final Map<Symbol, Binding> imported = new LinkedHashMap<>();
  private final Unit unit;
  private TopLevel top;

  Environment(Unit unit) {
    this.unit = unit;
  }

  Unit unit() {
    return unit;
  }

  TopLevel top() {
    return top;
  }

  void top(TopLevel scope) {
    top = scope;
  }

  /** Whether a name is imported or defined here. */
  public boolean has(Symbol name) {
    return top.lookup(name) != null;
  }

  Binding lookup(Symbol name) {
    return imported.get(name);
  }

  void add(Exports exports) {
    imported.putAll(exports.bindings());
  }

  /** The names that were imported or defined, in order, for completion at the prompt. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>(top.definedNames());
    for (Symbol name : imported.keySet()) {
      names.add(name.name());
    }
    return names;
  }
}
