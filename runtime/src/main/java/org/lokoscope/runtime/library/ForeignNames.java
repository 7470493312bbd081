package org.lokoscope.runtime.library;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;

/**
 * Names for what a library uses of others: bindings of the system, variables behind them, and the
 * numbered objects of libraries of the user. The system's names are looked up anew each time,
 * because its definitions are expanded when they are first used.
 */
final class ForeignNames {

  private static final char SEPARATOR = '\u0001';

  private final Builtins builtins;
  private final Function<String, Library> libraries;

  /** The numbered objects of each library of the user that is or was in the cache. */
  private final Map<String, List<Object>> tables;

  private final Map<Object, String> names = new IdentityHashMap<>();

  ForeignNames(
      Builtins builtins, Function<String, Library> libraries, Map<String, List<Object>> tables) {
    this.builtins = builtins;
    this.libraries = libraries;
    this.tables = tables;
  }

  // Writing

  /** Takes note of everything that may be used. */
  void collect(Map<String, Library> known) {
    builtins.asked().forEach((name, binding) -> add(binding, "builtin", name));
    for (Map.Entry<String, Library> entry : known.entrySet()) {
      if (entry.getValue().unit() == null) {
        entry
            .getValue()
            .exports()
            .forEach((name, binding) -> add(binding, entry.getKey(), name.name()));
      }
    }
    tables.forEach(
        (library, table) -> {
          for (int i = 0; i < table.size(); i++) {
            names.putIfAbsent(table.get(i), "object" + SEPARATOR + library + SEPARATOR + i);
          }
        });
  }

  private void add(Binding binding, String library, String name) {
    String rest = SEPARATOR + library + SEPARATOR + name;
    names.putIfAbsent(binding, "binding" + rest);
    Binding meaning = binding instanceof Binding.Builtin b ? b.knownMeaning() : binding;
    if (meaning instanceof Binding.GlobalVariable variable) {
      names.putIfAbsent(variable.global(), "global" + rest);
      if (variable.owner() != null) {
        names.putIfAbsent(variable.owner(), "unit" + rest);
      }
    }
  }

  void add(Object object, String name) {
    names.put(object, name);
  }

  String nameOf(Object object) {
    return names.get(object);
  }

  // Reading

  /** The object of a name that {@link #nameOf} gave, or null. */
  Object find(String name) {
    String[] parts = name.split(String.valueOf(SEPARATOR), 3);
    if (parts.length != 3) {
      return null;
    }
    if (parts[0].equals("object")) {
      List<Object> table = tables.get(parts[1]);
      return table == null ? null : table.get(Integer.parseInt(parts[2]));
    }
    Binding binding =
        parts[1].equals("builtin")
            ? builtins.binding(parts[2])
            : libraries.apply(parts[1]).exports().get(Symbol.of(parts[2]));
    if (parts[0].equals("binding")) {
      return binding;
    }
    Binding meaning = binding instanceof Binding.Builtin builtin ? builtin.meaning() : binding;
    return meaning instanceof Binding.GlobalVariable variable
        ? parts[0].equals("unit") ? variable.owner() : variable.global()
        : null;
  }
}
