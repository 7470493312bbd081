// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Keyword;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.printer.Notation;
import org.lokoscope.runtime.printer.Printer;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * What {@code use-modules} names: a module, alone or as {@code (module option value ...)} with
 * {@code #:select}, {@code #:hide}, {@code #:prefix}, {@code #:renamer} and {@code #:version}.
 */
final class UsedModule {

  private final SourceSpan span;
  private Object module;
  private Object version = LibraryName.NO_VERSION;
  private @Nullable Object select;
  private Object hide = LibraryName.NO_VERSION;
  private String prefix = "";

  UsedModule(Object specification, SourceSpan span) {
    this.span = span;
    if (Lists.length(specification) < 1) {
      throw malformed(specification);
    }
    Object[] items = Lists.toArray(specification);
    if (!(items[0] instanceof Pair)) {
      module = specification;
      return;
    }
    module = items[0];
    for (int i = 1; i < items.length; i += 2) {
      String option = option(items[i]);
      if (option == null || i + 1 == items.length) {
        throw malformed(specification);
      }
      set(option, items[i + 1]);
    }
  }

  /** The name of an option, also in the old spelling {@code :option}; null if it is none. */
  static @Nullable String option(Object item) {
    return switch (item) {
      case Keyword keyword -> keyword.name();
      case Symbol symbol when symbol.name().startsWith(":") -> symbol.name().substring(1);
      default -> null;
    };
  }

  private SyntaxException malformed(Object specification) {
    return new SyntaxException("use-modules: malformed module " + shown(specification), span);
  }

  private static String shown(Object datum) {
    return Printer.write(datum, Notation.GUILE);
  }

  private void set(String option, Object value) {
    switch (option) {
      case "select" -> select = value;
      case "hide" -> hide = value;
      case "prefix" -> prefix = prefix(value);
      case "renamer" -> prefix = rename(value);
      case "version" -> version = value;
      default -> throw new SyntaxException("use-modules: unknown option #:" + option, span);
    }
  }

  private String prefix(Object value) {
    return switch (value) {
      case Symbol symbol -> symbol.name();
      case SchemeString string -> string.toString();
      case Pair quoted when quoted.car == Symbol.of("quote") && quoted.cdr instanceof Pair rest ->
          prefix(rest.car);
      default -> throw new SyntaxException("use-modules: #:prefix needs a symbol", span);
    };
  }

  /** Of the procedures that could rename, the one that programs use. */
  private String rename(Object value) {
    if (Lists.length(value) == 2) {
      Object[] call = Lists.toArray(value);
      if (call[0] == Symbol.of("symbol-prefix-proc")) {
        return prefix(call[1]);
      }
    }
    throw new SyntaxException("use-modules: #:renamer must be (symbol-prefix-proc 'prefix)", span);
  }

  /** {@code (srfi srfi-1)} is what others call {@code (srfi 1)}. */
  LibraryName name() {
    return LibraryName.guile(LibraryName.parse(module, span), version);
  }

  /**
   * What of the module's exports is seen, and under which names.
   *
   * @param lenient whether names may be selected that the module does not export
   */
  Exports filter(Exports all, boolean lenient) {
    if (select == null && hide == LibraryName.NO_VERSION && prefix.isEmpty()) {
      return all;
    }
    Map<Symbol, Binding> seen = new LinkedHashMap<>();
    if (select == null) {
      all.bindings().forEach((name, binding) -> seen.put(prefixed(name), binding));
    } else {
      for (Object item : list(select)) {
        select(item, all, seen, lenient);
      }
    }
    for (Object item : list(hide)) {
      if (item instanceof Symbol name) {
        seen.remove(prefixed(name));
      }
    }
    return new Exports(seen);
  }

  private void select(Object item, Exports all, Map<Symbol, Binding> seen, boolean lenient) {
    Object inside = item instanceof Pair pair ? pair.car : item;
    Object outside = item instanceof Pair pair ? pair.cdr : item;
    if (!(inside instanceof Symbol from) || !(outside instanceof Symbol to)) {
      throw new SyntaxException("use-modules: malformed #:select " + shown(item), span);
    }
    Binding binding = all.lookup(from);
    if (binding == null && lenient) {
      return;
    }
    if (binding == null) {
      throw new SyntaxException("module " + shown(module) + " does not export " + from, span);
    }
    seen.put(prefixed(to), binding);
  }

  private Symbol prefixed(Symbol name) {
    return prefix.isEmpty() ? name : Symbol.of(prefix + name.name());
  }

  private Object[] list(Object items) {
    if (Lists.length(items) < 0) {
      throw new SyntaxException("use-modules: a list of names is expected", span);
    }
    return Lists.toArray(items);
  }
}
