// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.expander.TopLevel;
import org.lokoscope.runtime.expander.Unit;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * Where {@code eval}, {@code load} and the prompt look names up and define them: one of their own,
 * or the top level of a program. Later imports take the place of earlier ones. The lock of the
 * {@link LibraryManager} guards it.
 */
public final class Environment {

  private final ImportedNames imported;
  private final Unit unit;
  private final TopLevel top;

  /**
   * Of a module: what it has beside its definitions, and the modules that it uses, latest first.
   */
  private final Map<Symbol, Binding> own = new HashMap<>();

  private Supplier<@Nullable Object> name = () -> null;
  private final List<Environment> used = new ArrayList<>();

  Environment(Unit unit, ImportedNames imported, TopLevel top) {
    this.unit = unit;
    this.imported = imported;
    this.top = top;
  }

  Unit unit() {
    return unit;
  }

  TopLevel top() {
    return top;
  }

  /** Whether a name is imported or defined here. */
  public boolean has(Symbol name) {
    Binding binding = top.lookup(name);
    boolean isOpen =
        binding instanceof Binding.GlobalVariable variable && variable.global().isOpen();
    return binding != null && !isOpen;
  }

  void named(Supplier<@Nullable Object> next) {
    name = next;
  }

  /** The name that a program gives to the module that it is, a list; null if it gives none. */
  public @Nullable Object name() {
    return name.get();
  }

  void own(Map<Symbol, Binding> bindings) {
    own.putAll(bindings);
  }

  void ownToo(Symbol name, Binding binding) {
    own.put(name, binding);
  }

  void uses(Environment next) {
    imported.add(next::lookup);
    used.addFirst(next);
  }

  /** What the module has or defines itself under the name. */
  private @Nullable Binding lookup(Symbol name) {
    Binding defined = top.lookupDefined(name);
    return defined != null ? defined : own.get(name);
  }

  /** The modules that were added to this one while the program ran, latest first. */
  public List<Environment> used() {
    return List.copyOf(used);
  }

  /** Whether the module itself defines or exports the name. */
  public boolean owns(Symbol name) {
    return has(name) && lookup(name) != null;
  }

  /** The names of what the module itself defines or exports, in order. */
  public Set<String> ownNames() {
    Set<String> names = new TreeSet<>();
    own.keySet().forEach(name -> names.add(name.name()));
    for (String name : top.definedNames()) {
      if (has(Symbol.of(name))) {
        names.add(name);
      }
    }
    return names;
  }

  /** Takes a name that was defined here out of the module. */
  public boolean remove(Symbol name) {
    boolean known = owns(name);
    own.remove(name);
    top.remove(name);
    return known;
  }

  void add(Exports exports) {
    imported.add(exports, true, SourceSpan.NONE);
  }

  /** The names that were imported or defined, in order, for completion at the prompt. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>(top.definedNames());
    for (Symbol name : imported.names()) {
      names.add(name.name());
    }
    return names;
  }
}
