// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;

/**
 * Definitions of a Guile module that take the place of imports. There a name means the import until
 * its definition has run: {@code (define old-sleep sleep)} may stand before {@code (define (sleep
 * s) ...)}. What procedures mention does not count, for they are called later.
 */
final class Shadowing {

  private final Imports imports;
  private final Set<Symbol> mentioned = new HashSet<>();

  Shadowing(Imports imports) {
    this.imports = imports;
  }

  /**
   * Takes note of the names in a form of the module, unless it defines a procedure or a keyword.
   */
  void note(Object form) {
    Object datum = Syntax.strip(form);
    if (datum instanceof Pair pair && pair.cdr instanceof Pair rest) {
      boolean definition = pair.car instanceof Symbol word && word.name().startsWith("define");
      boolean procedure =
          rest.car instanceof Pair
              || (rest.cdr instanceof Pair value
                  && value.car instanceof Pair call
                  && call.car instanceof Symbol word
                  && word.name().contains("lambda"));
      boolean keyword = definition && pair.car.toString().startsWith("define-");
      if (!definition || !(procedure || keyword)) {
        collect(definition ? rest.cdr : datum, Collections.newSetFromMap(new IdentityHashMap<>()));
      }
    }
  }

  /**
   * @param seen pairs, for a literal may be a cycle
   */
  private void collect(Object datum, Set<Pair> seen) {
    Object rest = datum;
    while (rest instanceof Pair pair && seen.add(pair)) {
      collect(pair.car, seen);
      rest = pair.cdr;
    }
    if (rest instanceof Symbol symbol) {
      mentioned.add(symbol);
    }
  }

  /**
   * The imported variable that a name means before its definition, if it was mentioned; or null.
   */
  @Nullable Binding usedBefore(Syntax name) {
    if (!mentioned.contains(name.symbol()) || name.wrap().marks() != null) {
      return null;
    }
    Binding imported = imports.lookup(name.symbol());
    return Expander.meaning(imported) instanceof Binding.GlobalVariable ? imported : null;
  }
}
