// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.expander.CoreForm;

/**
 * All libraries that come with the system, wherever they are defined: in the table of exports, in
 * files of their own (see {@link SystemLibraries}), or as the one that exports every name there is.
 * What it answers never changes. The lock of the {@link LibraryManager} guards it.
 */
final class StandardLibraries {

  private static final String EVERYTHING = "(lokoscope private builtins)";

  private final Sources sources;
  private final Builtins builtins;
  private final PrivateLibraries privates;
  private final ExportTable table;
  private final SystemLibraries files;

  StandardLibraries(
      Sources sources, Builtins builtins, PrivateLibraries privates, SystemLibraries files) {
    this.sources = sources;
    this.builtins = builtins;
    this.privates = privates;
    this.table = new ExportTable(builtins);
    this.files = files;
  }

  boolean has(LibraryName name) {
    return table.has(name.key()) || files.has(name);
  }

  /** Whether there is something behind {@code srfi-N}. */
  boolean hasSrfi(String feature) {
    return files.hasSrfi(feature);
  }

  /** The library of that name, or null. */
  @Nullable Library find(LibraryName name) {
    String key = name.key();
    if (key.equals(EVERYTHING)) {
      return new Library(key, Nil.NIL, null, this::everything);
    }
    if (table.has(key)) {
      String version = table.version(key);
      Object list = version.isEmpty() ? Nil.NIL : sources.datum("(" + version + ")");
      return new Library(key, list, null, () -> table.exports(key));
    }
    return files.find(name);
  }

  private Map<Symbol, Binding> everything() {
    Map<Symbol, Binding> all = new HashMap<>();
    for (String name : builtins.primitives().all().keySet()) {
      all.put(Symbol.of(name), builtins.binding(name));
    }
    for (CoreForm core : CoreForm.values()) {
      all.put(Symbol.of(core.keyword()), builtins.binding(core.keyword()));
    }
    for (Symbol name : privates.exportedNames()) {
      all.put(name, builtins.binding(name.name()));
    }
    return all;
  }

  /** As programs write their names. */
  Set<String> names() {
    Set<String> names = table.libraries();
    names.addAll(files.libraryNames());
    return names;
  }

  /** The names that a library exports without there being anything behind them. */
  List<String> missingNames() {
    Set<String> missing = new LinkedHashSet<>();
    for (String library : table.libraries()) {
      for (Binding binding : table.exports(library).values()) {
        if (binding instanceof Binding.Builtin builtin && !builtins.has(builtin.name())) {
          missing.add(builtin.name());
        }
      }
    }
    return missing.stream().sorted().toList();
  }
}
