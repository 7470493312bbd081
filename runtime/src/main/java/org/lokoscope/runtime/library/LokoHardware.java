// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.List;
import java.util.Set;
import org.lokoscope.runtime.datum.Symbol;

/** The libraries of Loko that reach below the language, to what no JVM has. */
final class LokoHardware {

  private static final Set<String> PARTS =
      Set.of(
          "arch", "drivers", "kernel", "runtime", "compiler", "net", "valand", "font", "pc-repl");

  private static final Set<String> SYSTEM =
      Set.of("unsafe", "$host", "$x86", "$primitives", "file-system");

  private LokoHardware() {}

  static boolean has(LibraryName name) {
    List<Object> parts = name.parts();
    if (parts.size() < 2 || parts.getFirst() != Symbol.of("loko")) {
      return false;
    }
    String part = parts.get(1).toString();
    return PARTS.contains(part)
        || (part.equals("system") && parts.size() > 2 && SYSTEM.contains(parts.get(2).toString()));
  }
}
