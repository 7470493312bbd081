// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.expander.Dialect;
import org.lokoscope.runtime.expander.Host;
import org.lokoscope.runtime.expander.Imports;
import org.lokoscope.runtime.expander.TopLevel;
import org.lokoscope.runtime.expander.Unit;
import org.lokoscope.runtime.source.Annotation;

/**
 * A library of the system with a scope of its own, whose definitions are expanded when they are
 * first used: a program pays for what it uses. Its body may hold definitions only; those of record
 * types are of the R7RS form, so that the names they define can be seen at a glance.
 */
final class LazyLibrary {

  private final String key;
  private final Host host;
  private final Imports imports;
  private final Map<Symbol, Definition> definitions = new HashMap<>();
  private final Map<Symbol, Binding> locals = new HashMap<>();
  private final Map<Symbol, Binding> exports = new HashMap<>();

  LazyLibrary(SourceLibrary source, String key, Imports imports, Host host) {
    this.key = key;
    this.host = host;
    this.imports = imports;
    source.body.forEach(form -> add((Annotation) form));
    for (SourceLibrary.Export export : source.exports) {
      Binding binding = resolve(export.inside());
      if (binding == null) {
        throw new IllegalStateException(
            "exported but not defined: library=" + key + " name=" + export.inside());
      }
      exports.put(export.outside(), binding);
    }
  }

  Library library() {
    return new Library(key, Nil.NIL, null, () -> exports);
  }

  private void add(Annotation form) {
    Definition definition = new Definition(form);
    for (Symbol name : namesDefinedBy((Pair) form.datum())) {
      if (definitions.put(name, definition) != null) {
        throw new IllegalStateException("defined twice: library=" + key + " name=" + name);
      }
    }
  }

  private List<Symbol> namesDefinedBy(Pair form) {
    List<Symbol> names = new ArrayList<>();
    Pair operands = (Pair) form.cdr;
    switch (form.car.toString()) {
      case "define", "define*", "define-syntax" -> addFirst(operands.car, names);
      case "define-values" -> addAll(operands.car, names);
      case "define-record-type" -> {
        addFirst(operands.car, names);
        Pair rest = (Pair) operands.cdr;
        addFirst(rest.car, names);
        addAll(((Pair) rest.cdr).car, names);
        Object fields = ((Pair) rest.cdr).cdr;
        while (fields instanceof Pair field) {
          addAll(((Pair) field.car).cdr, names);
          fields = field.cdr;
        }
      }
      default -> throw new IllegalStateException("no definition: library=" + key + " " + form.car);
    }
    return names;
  }

  /** The name in a target such as {@code x}, {@code (x a b)} or {@code ((x a) b)}. */
  private static void addFirst(Object target, List<Symbol> names) {
    Object first = target;
    while (first instanceof Pair pair) {
      first = pair.car;
    }
    addAll(first, names);
  }

  private static void addAll(Object target, List<Symbol> names) {
    Object rest = target;
    while (rest instanceof Pair pair) {
      names.add((Symbol) pair.car);
      rest = pair.cdr;
    }
    if (rest instanceof Symbol last) {
      names.add(last);
    }
  }

  /** What a name means inside, or null. */
  private @Nullable Binding resolve(Symbol symbol) {
    Definition definition = definitions.get(symbol);
    return definition == null
        ? imports.lookup(symbol)
        : locals.computeIfAbsent(symbol, s -> new Own(definition, s));
  }

  private static final class Own extends Binding.Builtin {
    private final Definition definition;
    private final Symbol symbol;

    Own(Definition definition, Symbol symbol) {
      super(symbol.name());
      this.definition = definition;
      this.symbol = symbol;
    }

    @Override
    public @Nullable Binding meaning() {
      return definition.meaning(symbol);
    }

    @Override
    public @Nullable Binding knownMeaning() {
      return definition.started ? definition.top.lookupDefined(symbol) : null;
    }
  }

  /** One form. Its expansion may meet the form itself again. */
  private final class Definition {
    private final Annotation form;
    private final Unit unit;
    private final TopLevel top;
    private boolean started;

    Definition(Annotation form) {
      this.form = form;
      this.unit = new Unit(key);
      this.top = new TopLevel(host, unit, LazyLibrary.this::resolve, Dialect.OTHER);
    }

    @Nullable Binding meaning(Symbol symbol) {
      if (!started) {
        started = true;
        unit.complete(top.expand(List.of(form)));
      }
      return top.lookupDefined(symbol);
    }
  }
}
