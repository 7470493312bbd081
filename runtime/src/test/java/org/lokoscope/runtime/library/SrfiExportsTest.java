// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.program.Image;
import org.lokoscope.runtime.world.SystemWorld;

/**
 * Walks {@code /srfi-exports.txt}, the names that each SRFI specifies: a line {@code 1 lists}, then
 * indented the names. Each must mean something, whichever way the library is written.
 */
class SrfiExportsTest {

  private static final Image IMAGE =
      new Image(
          new SystemWorld(InputStream.nullInputStream(), System.out, System.err, List.of()),
          List.of(),
          table -> {});

  record Specified(long number, String mnemonic, List<String> names) {
    @Override
    public String toString() {
      return "SRFI " + number + " " + mnemonic;
    }
  }

  static Stream<Specified> specified() throws IOException {
    List<Specified> all = new ArrayList<>();
    try (InputStream stream = SrfiExportsTest.class.getResourceAsStream("/srfi-exports.txt")) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.split("\n")) {
        String[] words = line.trim().split(" +");
        if (line.startsWith("  ")) {
          all.getLast().names.addAll(List.of(words));
        } else if (Character.isDigit(line.charAt(0))) {
          all.add(new Specified(Long.parseLong(words[0]), words[1], new ArrayList<>()));
        }
      }
    }
    return all.stream();
  }

  private static Library find(Object... parts) {
    return IMAGE.libraries().find(List.of(parts));
  }

  private static Symbol symbol(String name) {
    return Symbol.of(name);
  }

  @ParameterizedTest
  @MethodSource("specified")
  void shouldExportWhatIsSpecifiedUnderEveryName(Specified srfi) {
    Symbol root = symbol("srfi");
    Symbol colon = symbol(":" + srfi.number);
    List<Library> spellings =
        List.of(
            find(root, colon),
            find(root, colon, symbol(srfi.mnemonic)),
            find(root, srfi.number),
            find(root, srfi.number, symbol(srfi.mnemonic)),
            find(root, symbol("srfi-" + srfi.number)));
    assertThat(spellings).containsOnly(spellings.getFirst());
    Map<Symbol, Binding> exports = spellings.getFirst().exports();
    List<String> missing = new ArrayList<>();
    for (String name : srfi.names) {
      Binding binding = exports.get(symbol(name));
      boolean means =
          binding instanceof Binding.Builtin builtin ? builtin.meaning() != null : binding != null;
      if (!means) {
        missing.add(name);
      }
    }
    assertThat(srfi.names).isNotEmpty();
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "scheme list,1",
    "scheme charset,14",
    "scheme stream,41",
    "scheme box,111",
    "scheme regex,115",
    "scheme comparator,128",
    "scheme sort,132",
    "scheme vector,133",
    "scheme fixnum,143",
    "scheme bitwise,151",
    "scheme generator,158",
    "srfi :115 regex,115",
    "srfi :132 sort,132",
    "srfi :151 bitwise,151",
    "srfi :158 generators,158"
  })
  void shouldKnowOtherNames(String name, long number) {
    Object[] parts = Stream.of(name.split(" ")).map(Symbol::of).toArray();
    assertThat(find(parts)).isSameAs(find(symbol("srfi"), number));
  }

  @Test
  void shouldNotKnowWhatIsNoMnemonic() {
    assertThatThrownBy(() -> find(symbol("srfi"), symbol(":1"), symbol("vectors")))
        .hasMessageContaining("library (srfi :1 vectors) not found");
  }

  @Test
  void shouldHaveAFileForEachLineOfTheIndex() {
    for (String file : SystemLibraries.srfiFiles()) {
      assertThat(Resources.read("scheme/srfi/" + file + ".sls")).as(file).isNotEmpty();
    }
  }
}
