// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.library.Library;
import org.lokoscope.runtime.library.LibraryManager;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.world.SystemWorld;

/** {@code docs/loko.md} says of each library of Loko's what is there: it is asked for each name. */
class LokoDocsTest {

  private static final LibraryManager LIBRARIES =
      new ProgramRun(
              new RunSettings(FiberMode.CALLCC, 1, OptionalLong.empty(), false),
              SystemWorld.console(List.of("test")),
              List.of(),
              cpu -> Probe.NONE)
          .image()
          .libraries();

  private static final Pattern SECTION = Pattern.compile("## `(\\((?:loko|srfi)[^`]*\\))`.*");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** What the page says of a library: the rows of its tables, and what it says is missing. */
  private record Described(List<String> present, List<String> missing) {}

  private static Map<String, Described> page() throws IOException {
    Map<String, Described> all = new TreeMap<>();
    Described section = null;
    for (String line : Files.readAllLines(Path.of("../docs/loko.md"))) {
      Matcher title = SECTION.matcher(line);
      if (title.matches()) {
        section = new Described(new ArrayList<>(), new ArrayList<>());
        all.put(title.group(1), section);
      } else if (line.startsWith("## ")) {
        section = null;
      } else if (section != null && line.startsWith("| `")) {
        section.present.addAll(names(line.substring(0, line.indexOf(" |", 2))));
      } else if (section != null && line.startsWith("Not there: ")) {
        section.missing.addAll(names(line));
      }
    }
    return all;
  }

  private static List<String> names(String line) {
    return CODE.matcher(line).results().map(code -> code.group(1)).toList();
  }

  private static Library find(String name) {
    String[] words = name.substring(1, name.length() - 1).split(" ");
    return LIBRARIES.find(Arrays.stream(words).<Object>map(Symbol::of).toList());
  }

  @Test
  void shouldHaveEachNameOfThePage() throws IOException {
    Map<String, Described> page = page();
    assertThat(page).hasSizeGreaterThan(8);
    page.forEach(
        (library, described) -> {
          Map<Symbol, Binding> exports = find(library).exports();
          for (String name : described.present) {
            assertThat(meaning(exports.get(Symbol.of(name)))).as(library + " " + name).isNotNull();
          }
          for (String name : described.missing) {
            assertThat(exports).as(library + " " + name).doesNotContainKey(Symbol.of(name));
          }
        });
  }

  private static @Nullable Object meaning(@Nullable Binding binding) {
    return binding instanceof Binding.Builtin builtin ? builtin.meaning() : binding;
  }

  /** What of R6RS and SRFI 98 is in {@code (loko)}, the page need not list. */
  @Test
  void shouldListAllThatTheLibrariesExport() throws IOException {
    page()
        .forEach(
            (library, described) -> {
              TreeSet<String> exported = new TreeSet<>();
              find(library).exports().keySet().forEach(name -> exported.add(name.name()));
              if (library.equals("(loko)")) {
                for (String part : OTHERS) {
                  find(part).exports().keySet().forEach(name -> exported.remove(name.name()));
                }
              }
              assertThat(new TreeSet<>(described.present)).as(library).isEqualTo(exported);
            });
  }

  private static final String[] OTHERS = {
    "(rnrs)",
    "(rnrs eval)",
    "(rnrs mutable-pairs)",
    "(rnrs mutable-strings)",
    "(rnrs r5rs)",
    "(srfi :98)"
  };

  @Test
  void shouldDescribeEachLibraryThatThereIs() throws IOException {
    List<String> there =
        LIBRARIES.systemLibraries().stream()
            .filter(name -> name.startsWith("(loko)") || name.startsWith("(loko "))
            .toList();
    assertThat(page().keySet().stream().filter(name -> name.startsWith("(loko")).toList())
        .containsExactlyInAnyOrderElementsOf(there);
  }
}
