// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.condition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that Guile's modules export and that are not here: {@code guile-missing.txt}. */
public final class GuileNames {

  private static @Nullable Map<String, String> modules;

  private GuileNames() {}

  /** The module of Guile's that has a name which is not here, such as {@code (guile)}; or null. */
  public static synchronized @Nullable String moduleOf(String name) {
    if (modules == null) {
      modules = read();
    }
    return modules.get(name);
  }

  private static Map<String, String> read() {
    Map<String, String> found = new HashMap<>();
    String module = "";
    try (InputStream stream =
        GuileNames.class.getResourceAsStream("/org/lokoscope/runtime/guile-missing.txt")) {
      String text = stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.split("\n")) {
        if (line.startsWith("(")) {
          module = line;
        } else if (line.startsWith(" ")) {
          for (String name : line.trim().split(" +")) {
            found.putIfAbsent(name, module);
          }
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return found;
  }
}
