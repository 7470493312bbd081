// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.program.Image;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.world.SystemWorld;

/**
 * Which of the names that Guile's modules export there are here. They stand in {@code
 * /guile-exports.txt}: a line for each module, then, indented, its names.
 */
final class GuileNames {

  private static final String CORE = "(guile)";
  private static final int WIDTH = 98;

  /** The modules that are not here, in the order of the list. */
  final List<String> absentModules = new ArrayList<>();

  /** For each module that is here, the names that it lacks. */
  final Map<String, List<String>> lacking = new LinkedHashMap<>();

  private final Map<String, List<String>> specified = new LinkedHashMap<>();

  GuileNames() throws IOException {
    read();
    Image image =
        new ProgramRun(
                RunSettings.DEFAULT,
                SystemWorld.console(List.of("test")),
                List.of(),
                _ -> Probe.NONE)
            .image();
    specified.forEach((module, names) -> ask(image, module, names));
  }

  private void read() throws IOException {
    try (InputStream stream = GuileNames.class.getResourceAsStream("/guile-exports.txt")) {
      List<String> names = new ArrayList<>();
      for (String line :
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8)
              .split("\n")) {
        if (line.startsWith("(")) {
          names = new ArrayList<>();
          specified.put(line, names);
        } else if (!line.startsWith("#")) {
          names.addAll(List.of(line.trim().split(" +")));
        }
      }
    }
  }

  private void ask(Image image, String module, List<String> names) {
    Object[] parts =
        Stream.of(module.substring(1, module.length() - 1).split(" ")).map(Symbol::of).toArray();
    Map<Symbol, Binding> exports;
    try {
      exports = image.libraries().find(List.of(parts)).exports();
    } catch (SyntaxException notFound) {
      absentModules.add(module);
      return;
    }
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      Binding binding = exports.get(Symbol.of(name));
      boolean means =
          binding instanceof Binding.Builtin builtin ? builtin.meaning() != null : binding != null;
      if (!means) {
        missing.add(name);
      }
    }
    lacking.put(module, missing);
  }

  private static List<String> of(Map<String, List<String>> modules) {
    return Objects.requireNonNull(modules.get(CORE));
  }

  int coreNames() {
    return of(specified).size();
  }

  int coreNamesThatAreHere() {
    return coreNames() - of(lacking).size();
  }

  /** How many of Guile's own modules are here, the core not counted. */
  int modulesThatAreHere() {
    return lacking.size() - 1;
  }

  /** What the runtime knows of the names that it lacks: {@code guile-missing.txt}. */
  String table() {
    StringBuilder text =
        new StringBuilder(
            "# Names of Guile's modules that are not here. GuileNamesTest writes it.\n");
    lacking.forEach(
        (module, names) -> {
          if (!names.isEmpty()) {
            text.append(module).append('\n').append(wrapped(names, "  "));
          }
        });
    return text.toString();
  }

  /** {@code docs/guile-names.md}. */
  String page() {
    StringBuilder text = new StringBuilder("# Names of Guile's modules\n\n");
    text.append(
        """
        `GuileNamesTest` asks the runtime for every name that a module of Guile 3.0.8 exports, and
        writes this page; it fails when the page is not current. A name that stands in none of these
        lists is there. A program that uses one of those that are missing is told so, with the module
        that it belongs to.

        """);
    text.append("| | here | in Guile |\n| --- | --- | --- |\n");
    row(text, "names of the core, `(guile)`", coreNamesThatAreHere(), coreNames());
    row(text, "other modules", modulesThatAreHere(), specified.size() - 1);
    text.append("\n## Names that are missing\n");
    lacking.forEach(
        (module, names) -> {
          if (!names.isEmpty()) {
            text.append("\n`").append(module).append("`\n\n```\n");
            text.append(wrapped(names, "")).append("```\n");
          }
        });
    text.append("\n## Modules that are missing\n\n```\n");
    Map<String, List<String>> families = new TreeMap<>();
    for (String module : absentModules) {
      String family = module.split("[ )]")[0];
      families.computeIfAbsent(family, _ -> new ArrayList<>()).add(module);
    }
    families.values().forEach(modules -> text.append(wrapped(modules, "")));
    return text.append("```\n").toString();
  }

  private static void row(StringBuilder text, String what, int here, int all) {
    text.append(String.format("| %s | %,d | %,d |%n", what, here, all));
  }

  private static String wrapped(List<String> words, String indent) {
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder(indent);
    for (String word : words) {
      if (line.length() + word.length() > WIDTH) {
        text.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(indent);
      }
      line.append(word).append(' ');
    }
    return text.append(line.toString().stripTrailing()).append('\n').toString();
  }
}
