// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/** Understands what stands in {@code (import ...)}. */
final class ImportSets {

  /** Finds libraries. */
  interface Finder {
    Library find(LibraryName name, SourceSpan use);
  }

  /**
   * What one import set brings.
   *
   * @param forRun whether the library is needed at run time
   */
  record Imported(Library library, Exports exports, boolean forRun) {}

  private final Finder finder;

  ImportSets(Finder finder) {
    this.finder = finder;
  }

  Imported parse(Object set, SourceSpan span) {
    if (Lists.length(set) < 1) {
      throw new SyntaxException("import: malformed import set", span);
    }
    Object[] items = Lists.toArray(set);
    if (items[0] instanceof Symbol word && items.length > 1 && items[1] instanceof Pair) {
      switch (word.name()) {
        case "library" -> {
          return whole(items[1], span);
        }
        case "for" -> {
          Imported inner = parse(items[1], span);
          return new Imported(inner.library, inner.exports, isForRun(items));
        }
        case "only" -> {
          return with(items, span, this::only);
        }
        case "except" -> {
          return with(items, span, this::except);
        }
        case "prefix" -> {
          return with(items, span, this::prefix);
        }
        case "rename" -> {
          return with(items, span, this::rename);
        }
        default -> {}
      }
    }
    return whole(set, span);
  }

  private static boolean isForRun(Object[] items) {
    for (int i = 2; i < items.length; i++) {
      boolean run =
          items[i] instanceof Symbol word
              ? word.name().equals("run")
              : items[i] instanceof Pair pair
                  && pair.cdr instanceof Pair rest
                  && rest.car.equals(0L);
      if (run) {
        return true;
      }
    }
    return items.length == 2;
  }

  private Imported whole(Object datum, SourceSpan span) {
    LibraryName name = LibraryName.parse(datum, span);
    Library library = finder.find(name, span);
    if (!LibraryName.satisfies(library.version(), name.version())) {
      throw new SyntaxException(
          "library " + name.key() + " is there, but not in the version that is asked for", span);
    }
    return new Imported(library, new Exports(library.exports()), true);
  }

  /** Changes the names of an inner set. */
  private interface Change {
    void apply(Map<Symbol, Binding> names, Object[] items, Object library, SourceSpan span);
  }

  private Imported with(Object[] items, SourceSpan span, Change change) {
    Imported inner = parse(items[1], span);
    Map<Symbol, Binding> names = new LinkedHashMap<>(inner.exports.bindings());
    change.apply(names, items, inner.library.name(), span);
    return new Imported(inner.library, new Exports(names), inner.forRun);
  }

  private static SyntaxException missing(Object name, Object library, SourceSpan span) {
    return new SyntaxException("import: " + name + " is not exported by " + library, span);
  }

  private static Symbol symbol(Object item, SourceSpan span) {
    if (item instanceof Symbol symbol) {
      return symbol;
    }
    throw new SyntaxException("import: malformed import set", span);
  }

  private void only(Map<Symbol, Binding> names, Object[] items, Object library, SourceSpan span) {
    Map<Symbol, Binding> kept = new HashMap<>();
    for (int i = 2; i < items.length; i++) {
      Symbol name = symbol(items[i], span);
      Binding binding = names.get(name);
      if (binding == null) {
        throw missing(name, library, span);
      }
      kept.put(name, binding);
    }
    names.keySet().retainAll(kept.keySet());
  }

  private void except(Map<Symbol, Binding> names, Object[] items, Object library, SourceSpan span) {
    for (int i = 2; i < items.length; i++) {
      if (names.remove(symbol(items[i], span)) == null) {
        throw missing(items[i], library, span);
      }
    }
  }

  private void prefix(Map<Symbol, Binding> names, Object[] items, Object library, SourceSpan span) {
    if (items.length != 3) {
      throw new SyntaxException("import: malformed prefix", span);
    }
    String prefix = symbol(items[2], span).name();
    Map<Symbol, Binding> old = new LinkedHashMap<>(names);
    names.clear();
    old.forEach((name, binding) -> names.put(Symbol.of(prefix + name), binding));
  }

  private void rename(Map<Symbol, Binding> names, Object[] items, Object library, SourceSpan span) {
    List<Symbol> to = new ArrayList<>();
    List<Binding> bindings = new ArrayList<>();
    for (int i = 2; i < items.length; i++) {
      if (Lists.length(items[i]) != 2) {
        throw new SyntaxException("import: malformed rename", span);
      }
      Object[] pair = Lists.toArray(items[i]);
      Binding binding = names.remove(symbol(pair[0], span));
      if (binding == null) {
        throw missing(pair[0], library, span);
      }
      to.add(symbol(pair[1], span));
      bindings.add(binding);
    }
    for (int i = 0; i < to.size(); i++) {
      if (names.put(to.get(i), bindings.get(i)) != null) {
        throw new SyntaxException("import: rename makes two of " + to.get(i), span);
      }
    }
  }
}
