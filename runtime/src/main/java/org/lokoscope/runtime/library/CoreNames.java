// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;

/**
 * The names of Guile's core that stand in files of their own, which are read when a program uses
 * one of them: hardly a program uses many. The resource {@code scheme/guile/core-names.txt} has a
 * line for each file, its name and a colon, and after it, indented, the names that the core takes
 * from there.
 */
final class CoreNames {

  private final Function<String, Library> files;

  /**
   * @param files finds the library that a file of Guile's folder holds
   */
  CoreNames(Function<String, Library> files) {
    this.files = files;
  }

  /** The library with these names beside its own. */
  Library addTo(Library core) {
    Map<Symbol, Binding> exports = new HashMap<>(core.exports());
    String file = "";
    for (String line : Resources.read("scheme/guile/core-names.txt").split("\n")) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (!line.startsWith(" ")) {
        file = line.substring(0, line.indexOf(':'));
        continue;
      }
      for (String name : line.trim().split(" +")) {
        if (exports.put(Symbol.of(name), new Elsewhere(file, name)) != null) {
          throw new IllegalStateException("core name defined twice: name=" + name);
        }
      }
    }
    return new Library(core.name(), core.version(), core.unit(), () -> exports);
  }

  private final class Elsewhere extends Binding.Builtin {
    private final String file;
    private Binding.@Nullable Builtin found;

    Elsewhere(String file, String name) {
      super(name);
      this.file = file;
    }

    private Binding.Builtin found() {
      Binding.Builtin known = found;
      if (known == null) {
        known = (Binding.Builtin) files.apply(file).exports().get(Symbol.of(name()));
        if (known == null) {
          throw new IllegalStateException("core name not exported: name=" + name());
        }
        found = known;
      }
      return known;
    }

    @Override
    public @Nullable Binding meaning() {
      return found().meaning();
    }

    @Override
    public @Nullable Binding knownMeaning() {
      return found == null ? null : found.knownMeaning();
    }
  }
}
