// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.expander.Dialect;
import org.lokoscope.runtime.expander.Host;
import org.lokoscope.runtime.expander.TopLevel;
import org.lokoscope.runtime.expander.Unit;
import org.lokoscope.runtime.reader.NumberParser;
import org.lokoscope.runtime.reader.SourceReader;
import org.lokoscope.runtime.source.Annotation;

/**
 * The part of the system that is written in Scheme. Each definition is a unit of its own, which is
 * expanded when its name is first used: a program pays for what it uses.
 */
final class PrivateLibraries {

  private final Host host;
  private final Builtins builtins;
  private final NumberParser numbers;

  /** Where each exported name is defined. */
  private final Map<Symbol, File> exports = new HashMap<>();

  PrivateLibraries(Host host, Builtins builtins, NumberParser numbers) {
    this.host = host;
    this.builtins = builtins;
    this.numbers = numbers;
    String index = Resources.read("scheme/index.txt");
    for (String line : index.split("\n")) {
      if (!line.isBlank() && !line.startsWith("#")) {
        new File(line.trim());
      }
    }
  }

  boolean exports(String name) {
    return exports.containsKey(Symbol.of(name));
  }

  Iterable<Symbol> exportedNames() {
    return exports.keySet();
  }

  /** The meaning of an exported name, or null if there is none. */
  @Nullable Binding load(Symbol name) {
    File file = exports.get(name);
    return file == null ? null : file.lookup(name);
  }

  /** One file. Only its head is read at first. */
  private final class File {
    private final String name;
    private final SourceReader reader;
    private @Nullable Map<Symbol, Definition> definitions;

    /** Forms that do not say at a glance what they define. */
    private final List<Definition> others = new ArrayList<>();

    File(String name) {
      this.name = name;
      String text = Resources.read("scheme/" + name + ".sls");
      List<String> names = HeadSplitter.exports(text);
      for (String exported : names) {
        File before = exports.put(Symbol.of(exported), this);
        if (before != null) {
          throw new IllegalStateException(
              "exported twice: name=" + exported + " files=" + before.name + "," + name);
        }
      }
      this.reader = new SourceReader(text, "lokoscope:" + name + ".sls", numbers);
    }

    private Map<Symbol, Definition> definitions() {
      if (definitions == null) {
        definitions = new HashMap<>();
        read(definitions);
      }
      return definitions;
    }

    private void read(Map<Symbol, Definition> found) {
      Object rest = ((Pair) Objects.requireNonNull(reader.read()).form()).cdr;
      for (int i = 0; i < 3; i++) {
        rest = ((Pair) rest).cdr;
      }
      while (rest instanceof Pair pair) {
        add((Annotation) pair.car, found);
        rest = pair.cdr;
      }
    }

    private void add(Annotation form, Map<Symbol, Definition> found) {
      Definition definition = new Definition(this, form);
      Pair datum = (Pair) form.datum();
      String keyword = datum.car.toString();
      Object target = ((Pair) datum.cdr).car;
      while (target instanceof Pair pair && keyword.equals("define")) {
        target = pair.car;
      }
      boolean plain = keyword.equals("define") || keyword.equals("define-syntax");
      if (plain && target instanceof Symbol symbol) {
        found.put(symbol, definition);
      } else {
        others.add(definition);
      }
    }

    /** What a name means that this file defines, or null. */
    @Nullable Binding lookup(Symbol symbol) {
      Definition definition = definitions().get(symbol);
      if (definition != null) {
        definition.start();
        return definition.top.lookupDefined(symbol);
      }
      for (Definition other : others) {
        other.start();
        Binding binding = other.top.lookupDefined(symbol);
        if (binding != null) {
          return binding;
        }
      }
      return null;
    }

    /** What a name means inside of this file. */
    @Nullable Binding resolve(Symbol symbol) {
      if (definitions().containsKey(symbol)) {
        return local(symbol);
      }
      return builtins.has(symbol.name()) && exports.get(symbol) != this
          ? builtins.binding(symbol.name())
          : lookup(symbol);
    }

    private final Map<Symbol, Binding> locals = new HashMap<>();

    /** An exported name has the same binding inside as outside. */
    private Binding local(Symbol symbol) {
      if (exports.get(symbol) == this) {
        return builtins.binding(symbol.name());
      }
      return locals.computeIfAbsent(symbol, s -> new Local(this, s));
    }
  }

  /** A name that its file keeps for itself. */
  private static final class Local extends Binding.Builtin {
    private final File file;
    private final Symbol symbol;

    Local(File file, Symbol symbol) {
      super(symbol.name());
      this.file = file;
      this.symbol = symbol;
    }

    @Override
    public @Nullable Binding meaning() {
      return file.lookup(symbol);
    }

    @Override
    public @Nullable Binding knownMeaning() {
      return null;
    }
  }

  /** One form of a file. Its expansion may meet the form itself again. */
  private final class Definition {
    private final Annotation form;
    private final Unit unit;
    private final TopLevel top;
    private boolean started;

    Definition(File file, Annotation form) {
      this.form = form;
      this.unit = new Unit(file.name);
      this.top = new TopLevel(host, unit, file::resolve, Dialect.OTHER);
    }

    void start() {
      if (!started) {
        started = true;
        unit.complete(top.expand(List.of(form)));
      }
    }
  }
}
