package org.lokoscope.runtime.library;

import java.util.Set;
import java.util.TreeSet;
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
