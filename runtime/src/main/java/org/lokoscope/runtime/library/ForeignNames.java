// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.expander.GraphFormat;
import org.lokoscope.runtime.expander.GraphWriter;
import org.lokoscope.runtime.expander.Unit;

/**
 * Names for what libraries use of others: bindings of the system, variables behind them, and the
 * numbered objects of libraries of the user. The system's names are looked up anew each time,
 * because its definitions are expanded when they are first used.
 *
 * <p>Whose an object is, is never guessed. Only objects whose identity matters have an owner. A
 * library may name those of the libraries that its entry vouches for; one that has come to another
 * library's object in any other way cannot be written.
 */
final class ForeignNames {

  private static final char SEPARATOR = '\u0001';
  private static final String OBJECT = "object";

  /** An object by the number that it has in the entry of its library. */
  private record Place(String library, List<Object> table, int number) {}

  private final Builtins builtins;
  private final Function<String, Library> libraries;

  /** The numbered objects of each library of the user that is or was in the cache. */
  private final Map<String, List<Object>> tables = new HashMap<>();

  /** Where the objects of the tables stand: built when the first library is written. */
  private final Map<Object, Place> places = new IdentityHashMap<>();

  private final Set<String> placed = new HashSet<>();

  ForeignNames(Builtins builtins, Function<String, Library> libraries) {
    this.builtins = builtins;
    this.libraries = libraries;
  }

  /** Takes note of the numbered objects of a library. */
  void put(String library, List<Object> table) {
    tables.put(library, table);
  }

  /** Its objects stay its own, but nobody can name them any more. */
  void remove(String library) {
    place(library);
    tables.remove(library);
    placed.remove(library);
  }

  private void place(String library) {
    List<Object> table = tables.get(library);
    if (table != null && placed.add(library)) {
      for (int i = 0; i < table.size(); i++) {
        if (GraphFormat.hasIdentity(table.get(i))) {
          places.putIfAbsent(table.get(i), new Place(library, table, i));
        }
      }
    }
  }

  // Writing

  /** Names the foreign objects that one library uses. */
  final class Namer {
    private final Unit own;
    private final Set<String> allowed;
    private final Map<Object, String> names = new IdentityHashMap<>();

    private Namer(Unit own, Set<String> allowed) {
      this.own = own;
      this.allowed = allowed;
    }

    Namer add(Object object, String name) {
      names.put(object, name);
      return this;
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

    /** The name of a foreign object; null for one of the library's own. */
    @Nullable String nameOf(Object object) {
      if (!GraphFormat.hasIdentity(object)) {
        return null;
      }
      String name = names.get(object);
      Place place = name == null ? places.get(object) : null;
      if (place != null) {
        return nameOf(place);
      }
      if (name == null && object instanceof Global global && !own.owns(global)) {
        throw new GraphWriter.UnwritableException("variable=" + global);
      }
      return name;
    }

    /** A library that was redefined since has other objects at these places. */
    private String nameOf(Place place) {
      if (!allowed.contains(place.library) || tables.get(place.library) != place.table) {
        throw new GraphWriter.UnwritableException("object of " + place.library);
      }
      return OBJECT + SEPARATOR + place.number + SEPARATOR + place.library;
    }
  }

  /**
   * Knows everything that may be used.
   *
   * @param own what is being written
   * @param allowed the libraries of the user whose objects may be named
   */
  Namer namer(Unit own, Set<String> allowed, Map<String, Library> known) {
    tables.keySet().forEach(this::place);
    Namer namer = new Namer(own, allowed);
    builtins.asked().forEach((name, binding) -> namer.add(binding, "builtin", name));
    for (Map.Entry<String, Library> entry : known.entrySet()) {
      if (entry.getValue().unit() == null) {
        entry
            .getValue()
            .exports()
            .forEach((name, binding) -> namer.add(binding, entry.getKey(), name.name()));
      }
    }
    return namer;
  }

  // Reading

  /** The object of a name that {@link Namer#nameOf} gave, or null. */
  @Nullable Object find(String name) {
    String[] parts = name.split(String.valueOf(SEPARATOR), 3);
    if (parts.length != 3) {
      return null;
    }
    if (parts[0].equals(OBJECT)) {
      List<Object> table = tables.get(parts[2]);
      return table == null ? null : table.get(Integer.parseInt(parts[1]));
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
