// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lokoscope.samples.Zoo;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.analysis.LeakClass;
import org.lokoscope.store.report.DiagnosisFormat;
import org.lokoscope.store.report.Reports;

/**
 * What {@code docs/leaks.md} shows is what the programs of the zoo are and what is printed of them.
 * With {@code -Dlokoscope.leaks.page=write} the page is brought up to date instead.
 */
@Timeout(120)
final class LeaksPageTest {

  private static final Path PAGE = Path.of("..", "docs", "leaks.md");

  /** A comment that says what the block of code after it is. */
  private static final Pattern BLOCK =
      Pattern.compile("<!-- (program|report) ([\\w-]+) -->\n```[a-z]*\n(.*?)```\n", Pattern.DOTALL);

  private static String upToDate(MatchResult block) {
    String name = block.group(2);
    boolean program = block.group(1).equals("program");
    String text = program ? program(name) : report(name);
    String language = program ? "scheme" : "";
    return "<!-- " + block.group(1) + " " + name + " -->\n```" + language + "\n" + text + "```\n";
  }

  /** Without the comments that the tests read. */
  private static String program(String name) {
    return Zoo.named(name)
        .text()
        .lines()
        .filter(line -> !line.startsWith(";; "))
        .map(line -> line.replaceAll("\\s*;LEAK.*", ""))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** The findings, without the lines of the source, which stand above them on the page. */
  private static String report(String name) {
    try (Trace trace = ZooTraces.open(name, program(name))) {
      StringBuilder text = new StringBuilder();
      Reports.diagnosis(trace, LeakAnalysis.analyse(trace), DiagnosisFormat.TEXT, text);
      return text.toString()
              .lines()
              .skip(2)
              .takeWhile(line -> line.isEmpty() || line.matches("( |\\d+\\. ).*"))
              .filter(line -> !line.matches("   Source as it was recorded:|     [ >] *\\d+ \\|.*"))
              .collect(Collectors.joining("\n", "", "\n"))
              .stripTrailing()
          + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldShowProgramsAndFindingsAsTheyAre() throws IOException {
    String page = Files.readString(PAGE);
    String now = BLOCK.matcher(page).replaceAll(block -> Matcher.quoteReplacement(upToDate(block)));
    boolean write = "write".equals(System.getProperty("lokoscope.leaks.page"));
    if (write && !rounded(page).equals(rounded(now))) {
      Files.writeString(PAGE, now);
    }
    assertThat(rounded(Files.readString(PAGE))).isEqualTo(rounded(now));
  }

  /** Which fiber of many is named, and the last message or two, differ from run to run. */
  private static String rounded(String page) {
    return page.replaceAll("#\\d+", "#").replaceAll("\\d[\\d\u202f]{2,}", "N");
  }

  @Test
  void shouldHaveASectionForEachClassWithWhatTheMethodCannotSee() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(Stream.of(LeakClass.values()))
        .allSatisfy(
            each -> {
              String title = "\n## " + each.label() + "\n";
              assertThat(page).contains(title);
              String section =
                  page.substring(page.indexOf(title) + title.length()).split("\n## ", 2)[0];
              assertThat(section).contains("**What it cannot see.**");
            });
  }
}
