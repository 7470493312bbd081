// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.library.LibraryManager;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.world.SystemWorld;

/**
 * {@code docs/libraries.md} names everything that our libraries and Loko's export, and its examples
 * give what it says.
 */
@Timeout(120)
class LibrariesPageTest {

  private static final Path PAGE = Path.of("..", "docs", "libraries.md");
  private static final Pattern SECTION = Pattern.compile("(?m)^## `(\\(.*\\))`$");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```scheme\n(.*?)^```$");

  /** What is to be printed of a form stands behind it, or on the next line. */
  private static final Pattern RESULT = Pattern.compile("\\G\\s*; ⇒ (.*)\n");

  /** Runs an example; what it raises is its message. */
  private static final String CHECK =
      """
      (define (example% thunk)
        (guard (x ((message-condition? x) (display (condition-message x))))
          (write (thunk)))
        (newline))
      """;

  private static Map<String, String> sections() {
    try {
      String text = Files.readString(PAGE);
      Map<String, String> all = new LinkedHashMap<>();
      Matcher titles = SECTION.matcher(text);
      List<int[]> starts = new ArrayList<>();
      List<String> names = new ArrayList<>();
      while (titles.find()) {
        names.add(titles.group(1));
        starts.add(new int[] {titles.start(), titles.end()});
      }
      for (int i = 0; i < names.size(); i++) {
        int end = i + 1 < names.size() ? starts.get(i + 1)[0] : text.length();
        all.put(names.get(i), text.substring(starts.get(i)[1], end));
      }
      return all;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Set<String> libraries() {
    return sections().keySet();
  }

  private static ProgramRun run(ByteArrayOutputStream out, ByteArrayOutputStream errors) {
    return new ProgramRun(
        RunSettings.DEFAULT,
        new SystemWorld(InputStream.nullInputStream(), out, errors, List.of("examples")),
        List.of(),
        cpu -> Probe.NONE);
  }

  private static LibraryManager manager() {
    return run(new ByteArrayOutputStream(), new ByteArrayOutputStream()).image().libraries();
  }

  private static Set<String> exports(String library) {
    String[] words = library.substring(1, library.length() - 1).split(" ");
    return manager()
        .find(Arrays.stream(words).<Object>map(Symbol::of).toList())
        .exports()
        .keySet()
        .stream()
        .map(Symbol::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What it has from others is described there. */
  private static Set<String> own(String library) {
    Set<String> names = exports(library);
    List<String> others =
        switch (library) {
          case "(loko)" ->
              List.of("", " eval", " mutable-pairs", " mutable-strings", " r5rs").stream()
                  .map(part -> "(rnrs" + part + ")")
                  .toList();
          case "(lokoscope operations)" -> List.of("(loko system fibers)");
          default -> List.of();
        };
    others.forEach(each -> names.removeAll(exports(each)));
    return names;
  }

  /** All of ours and of Loko's that programs may import. */
  @Test
  void shouldHaveEachLibrary() {
    Set<String> ours = new TreeSet<>();
    for (Object each : manager().installedLibraries()) {
      String name =
          Arrays.stream(Lists.toArray(each))
              .map(Object::toString)
              .collect(Collectors.joining(" ", "(", ")"));
      if (name.startsWith("(loko") && !name.contains(" private") && !name.contains(" r5rs ")) {
        ours.add(name);
      }
    }
    ours.remove("(lokoscope default)");
    assertThat(ours).isNotEmpty();
    assertThat(libraries()).containsAll(ours);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void shouldNameEachExport(String library) {
    Set<String> names = own(library);
    String text = BLOCK.matcher(sections().get(library)).replaceAll("");
    Set<String> described =
        Pattern.compile("`[^`]+`")
            .matcher(text)
            .results()
            .flatMap(code -> Arrays.stream(code.group().split("[`()\\s\\[\\]]+")))
            .collect(Collectors.toSet());
    assertThat(described).containsAll(names);
  }

  /** Keywords that only mean something inside of another form, and what would end the program. */
  private static final Set<String> NOT_ALONE =
      Set.of(
          "import",
          "export",
          "library",
          "define-library",
          "include",
          "include/r7rs",
          "include/resolve",
          "module");

  @ParameterizedTest
  @MethodSource("libraries")
  void shouldUseEachProcedureInAnExample(String library) {
    Set<String> names = own(library);
    names.removeAll(NOT_ALONE);
    Set<String> used =
        Arrays.stream(blocks(library).split("[()'\\s]+")).collect(Collectors.toSet());
    assertThat(used).containsAll(names);
  }

  private static String blocks(String library) {
    return BLOCK
        .matcher(sections().get(library))
        .results()
        .map(block -> block.group(1))
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void shouldGiveWhatThePageSays(String library) {
    StringBuilder program = new StringBuilder();
    program.append("(import ").append(imports(library)).append(")\n").append(CHECK);
    StringBuilder expected = new StringBuilder();
    String text = blocks(library);
    int at = 0;
    while (at < text.length() && !text.substring(at).isBlank()) {
      int end = endOfForm(text, at);
      String form = text.substring(at, end).strip();
      Matcher result = RESULT.matcher(text).region(end, text.length());
      if (result.find()) {
        program.append("(example% (lambda () ").append(form).append("))\n");
        expected.append(result.group(1)).append('\n');
        at = result.end();
      } else {
        program.append(form).append('\n');
        at = end;
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    ProgramRun run = run(out, errors);
    int status = run.execute(run.load(program.toString(), "examples"), "examples");
    assertThat(status).as(errors.toString(UTF_8)).isZero();
    assertThat(withoutTimes(out.toString(UTF_8))).isEqualTo(expected.toString());
  }

  /** The language, the library and what the examples of ours are made of. */
  private static String imports(String library) {
    String language = "(only (scheme time) current-jiffy) ";
    if (!library.equals("(loko)")) {
      language += "(rnrs) (rnrs eval) ";
    }
    if (library.startsWith("(lokoscope")) {
      language += "(loko system fibers) (only (lokoscope processes) receive-message) ";
    }
    return language + library;
  }

  /** What {@code time} and {@code disassemble} print differs from run to run. */
  private static String withoutTimes(String printed) {
    return printed
        .replaceAll("(?m)^.*(microseconds|standard deviation).*\n", "")
        .replaceAll("(?m)^Code of a procedure.*\n( .*\n)*", "");
  }

  private static int endOfForm(String text, int from) {
    int depth = 0;
    boolean begun = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ';') {
        i = text.indexOf('\n', i);
      } else if (c == '"') {
        i = text.indexOf('"', i + 1);
      } else if (c == '#' && text.charAt(i + 1) == '\\') {
        i += 2;
      } else if (c == '(') {
        depth++;
        begun = true;
      } else if (c == ')' && --depth == 0 && begun) {
        return i + 1;
      } else if (depth == 0 && !begun && !Character.isWhitespace(c)) {
        throw new AssertionError("not a form: " + text.substring(i));
      }
    }
    throw new AssertionError("no end of the form: " + text.substring(from));
  }
}
