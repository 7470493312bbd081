// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;

/**
 * Which library of the system exports which names, from the resource {@code libraries.txt}: a line
 * for each library, {@code (rnrs base) 6}, and after it, indented, the names that it exports.
 * {@code name=other} exports the system's {@code other} as {@code name}; {@code +(rnrs lists)}
 * exports all of another library; {@code (a b) = (c d)} gives a library a second name.
 */
final class ExportTable {

  private record Section(String version, @Nullable String sameAs, List<String> lines) {}

  private final Map<String, Section> sections = new HashMap<>();
  private final Builtins builtins;
  private final Map<String, Map<Symbol, Binding>> known = new HashMap<>();

  ExportTable(Builtins builtins) {
    this.builtins = builtins;
    List<String> lines = null;
    for (String line : Resources.read("libraries.txt").split("\n")) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("(")) {
        int end = line.indexOf(')') + 1;
        String rest = line.substring(end).trim();
        lines = new ArrayList<>();
        boolean same = rest.startsWith("=");
        sections.put(
            line.substring(0, end),
            new Section(same ? "" : rest, same ? rest.substring(1).trim() : null, lines));
      } else if (lines == null) {
        throw new IllegalStateException("names of no library: line=" + line);
      } else {
        lines.add(line);
      }
    }
  }

  boolean has(String library) {
    return sections.containsKey(library);
  }

  /** The version, or an empty text. */
  String version(String library) {
    Section section = section(library);
    return section.sameAs == null ? section.version : version(section.sameAs);
  }

  private Section section(String library) {
    Section section = sections.get(library);
    if (section == null) {
      throw new IllegalStateException("library not in table: name=" + library);
    }
    return section;
  }

  Map<Symbol, Binding> exports(String library) {
    Map<Symbol, Binding> exports = known.get(library);
    if (exports == null) {
      exports = read(library);
      known.put(library, exports);
    }
    return exports;
  }

  private Map<Symbol, Binding> read(String library) {
    Section section = section(library);
    if (section.sameAs != null) {
      return exports(section.sameAs);
    }
    Map<Symbol, Binding> exports = new HashMap<>();
    for (String line : section.lines) {
      String text = line.trim();
      if (text.startsWith("+(")) {
        exports.putAll(exports(text.substring(1)));
      } else {
        for (String entry : text.split(" +")) {
          int equals = entry.indexOf('=', 1);
          boolean renamed = equals > 0 && equals < entry.length() - 1 && isRename(entry, equals);
          String name = renamed ? entry.substring(0, equals) : entry;
          String builtin = renamed ? entry.substring(equals + 1) : entry;
          exports.put(Symbol.of(name), builtins.binding(builtin));
        }
      }
    }
    return exports;
  }

  /** Names such as {@code char<=?} hold the sign too; what follows it there is no name. */
  private static boolean isRename(String entry, int equals) {
    return Character.isLetter(entry.charAt(equals + 1)) || entry.charAt(equals + 1) == '%';
  }

  Set<String> libraries() {
    return new TreeSet<>(sections.keySet());
  }
}
