// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;

/** What docs/query.md tells users is so. */
final class QueryPageTest {

  private static final Path PAGE = Path.of("../docs/query.md");
  private static final Pattern ROW = Pattern.compile("\\| (.*?) \\| (.*?) \\|(?: (.*?) \\|)?");

  @TempDir Path folder;

  private static List<Matcher> rows(String section) throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf("\n## " + section + "\n");
    assertThat(begin).as(section).isPositive();
    int end = page.indexOf("\n## ", begin + 4);
    List<Matcher> rows = new ArrayList<>();
    for (String line : page.substring(begin, end < 0 ? page.length() : end).split("\n")) {
      Matcher row = ROW.matcher(line);
      boolean head = line.startsWith("| key ") || line.startsWith("| of ") || line.contains("---");
      if (row.matches() && !head && !line.startsWith("| query ")) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<String> quoted(String cell) {
    return Pattern.compile("`([^`]+)`").matcher(cell).results().map(r -> r.group(1)).toList();
  }

  @Test
  void shouldListEachKeyWithWhatItSelects() throws IOException {
    Map<String, String> listed = new LinkedHashMap<>();
    for (Matcher row : rows("Keys")) {
      quoted(row.group(1))
          .forEach(key -> listed.put(key.replace(".NAME", ""), String.valueOf(row.group(3))));
    }
    assertThat(listed.remove("show")).isNotNull();
    Map<String, String> real = new LinkedHashMap<>();
    for (Key key : Key.values()) {
      real.put(key.word(), String.join(", ", key.targets.stream().map(Target::word).toList()));
    }
    assertThat(listed).containsExactlyInAnyOrderEntriesOf(real);
  }

  @Test
  void shouldNameEachStateAndUnit() throws IOException {
    String states =
        rows("Keys").stream()
            .filter(row -> row.group(1).equals("`state`"))
            .findFirst()
            .orElseThrow()
            .group(2);
    TreeSet<String> words = new TreeSet<>(States.words());
    words.removeIf(word -> word.startsWith("blocked-"));
    assertThat(new TreeSet<>(quoted(states))).isEqualTo(words);
    List<String> units = new ArrayList<>();
    rows("Numbers").forEach(row -> units.addAll(quoted(row.group(2))));
    for (Unit unit : Unit.values()) {
      assertThat(units).anyMatch(word -> Unit.of(word).filter(unit::equals).isPresent());
    }
  }

  @Test
  void shouldTakeEachExampleForWhatThePageSays() throws IOException {
    Map<String, Target> selected =
        Map.of(
            "fiber:worker* state:blocked > 10ms site:server.sps:40", Target.INTERVALS,
            "worker", Target.FIBERS,
            "cpu:0 state:idle >= 1ms", Target.INTERVALS,
            "server.sps:40:7", Target.EVENTS,
            "type:timer* -type:timerArmed", Target.EVENTS,
            "spawn:server.sps:19 words > 1k", Target.FIBERS,
            "time:\"2026-11-28 21:40:03\"", Target.FIBERS);
    List<Matcher> rows = rows("Examples");
    assertThat(rows).hasSizeGreaterThan(12);
    List<String> seen = new ArrayList<>();
    try (Trace trace = NamedRun.record(folder.resolve("trace"), 1, 2, 300)) {
      for (Matcher row : rows) {
        String text = quoted(row.group(1)).getFirst();
        TraceQuery query = TraceQuery.of(text, trace, Progress.NONE);
        assertThatCode(
                () ->
                    Answers.write(
                        query, trace, FindFormat.TEXT, Long.MAX_VALUE, new StringWriter()))
            .as(text)
            .doesNotThrowAnyException();
        if (selected.containsKey(text)) {
          assertThat(query.target()).as(text).isEqualTo(selected.get(text));
        }
        seen.add(text);
      }
    }
    assertThat(seen).containsAll(selected.keySet());
  }
}
