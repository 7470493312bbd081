// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.expander.Imports;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/** All that a library or program imports. A name must not come with two meanings. */
final class ImportedNames implements Imports {

  private final List<Exports> sets = new ArrayList<>();
  private final List<Imports> others = new ArrayList<>();

  /**
   * @param lenient whether a later import may take the place of an earlier one
   */
  void add(Exports added, boolean lenient, SourceSpan span) {
    for (Exports known : sets) {
      if (known.bindings() != added.bindings() && !lenient) {
        check(known, added, span);
      }
    }
    sets.add(added);
  }

  private static void check(Exports known, Exports added, SourceSpan span) {
    boolean smaller = known.names().size() < added.names().size();
    Exports walked = smaller ? known : added;
    Exports other = smaller ? added : known;
    for (Symbol name : walked.names()) {
      Binding binding = other.lookup(name);
      if (binding != null && binding != walked.lookup(name)) {
        throw new SyntaxException(
            "import: " + name + " is imported twice, with different meanings", span);
      }
    }
  }

  /** Looks names up in what may change, before all that was imported. */
  void add(Imports added) {
    others.addFirst(added);
  }

  Set<Symbol> names() {
    Set<Symbol> names = new HashSet<>();
    sets.forEach(set -> names.addAll(set.names()));
    return names;
  }

  @Override
  public @Nullable Binding lookup(Symbol name) {
    for (Imports other : others) {
      Binding binding = other.lookup(name);
      if (binding != null) {
        return binding;
      }
    }
    for (int i = sets.size() - 1; i >= 0; i--) {
      Binding binding = sets.get(i).lookup(name);
      if (binding != null) {
        return binding;
      }
    }
    return null;
  }
}
