// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.program.Image;
import org.lokoscope.runtime.world.SystemWorld;

/** Holds the libraries of both reports against lists of what they export. */
class StandardExportsTest {

  /** One library: its name as programs write it, and the names that it must export. */
  record Listed(String library, TreeSet<String> names) {
    @Override
    public String toString() {
      return library;
    }
  }

  static Stream<Listed> libraries() throws IOException {
    List<Listed> all = new ArrayList<>();
    for (String report : List.of("rnrs", "scheme")) {
      for (String line : read("/exports/" + report + ".txt").lines().toList()) {
        if (line.startsWith("(")) {
          all.add(new Listed(line, new TreeSet<>()));
        } else if (line.startsWith(" ")) {
          all.getLast().names.addAll(List.of(line.trim().split(" +")));
        }
      }
    }
    return all.stream();
  }

  private static String read(String resource) throws IOException {
    try (InputStream in = StandardExportsTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void shouldExportWhatTheReportLists(Listed listed) {
    Map<String, Binding> exports = exports(listed.library);
    assertThat(exports.keySet()).containsExactlyElementsOf(listed.names);
    assertThat(exports).allSatisfy((name, binding) -> assertThat(meaning(binding)).isNotNull());
  }

  private static Map<String, Binding> exports(String library) {
    Image image = new Image(SystemWorld.console(List.of()), List.of(), _ -> {});
    List<Object> parts = new ArrayList<>();
    for (String part : library.substring(1, library.length() - 1).split(" ")) {
      parts.add(Symbol.of(part));
    }
    Map<String, Binding> exports = new TreeMap<>();
    image
        .libraries()
        .find(parts)
        .exports()
        .forEach((name, binding) -> exports.put(name.name(), binding));
    return exports;
  }

  private static @Nullable Binding meaning(Binding binding) {
    return binding instanceof Binding.Builtin builtin ? builtin.meaning() : binding;
  }
}
