// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.report.DiagnosisFormat;
import org.lokoscope.store.report.Reports;

/**
 * A real browser shows the HTML of a report: with its chart, and without a line that is wider than
 * the window. Skipped where no browser of Chromium's kind is on the PATH.
 */
@Timeout(180)
final class HtmlInBrowserTest {

  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  /** Writes into the page what a reader would see of it. */
  private static final String MEASURE =
      """
      <script>
      const chart = document.querySelector('svg').getBoundingClientRect();
      const note = document.createElement('p');
      note.id = 'seen';
      note.textContent = [document.documentElement.scrollWidth, window.innerWidth,
          Math.round(chart.width), Math.round(chart.height),
          performance.getEntriesByType('resource').length].join(' ');
      document.body.append(note);
      </script>
      """;

  @TempDir Path folder;

  private static Optional<Path> browser() {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(directory -> BROWSERS.stream().map(Path.of(directory)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String page(String name) throws IOException {
    try (Trace trace = ZooTraces.open(name)) {
      StringBuilder text = new StringBuilder();
      Reports.diagnosis(trace, LeakAnalysis.analyse(trace), DiagnosisFormat.HTML, text);
      return text.toString();
    }
  }

  @ParameterizedTest
  @CsvSource({"lines-in-a-guard, 1280", "one-of-two-channels, 1280", "one-of-two-channels, 500"})
  void shouldShowTheChartAndNoLineWiderThanTheWindow(String name, int width) throws Exception {
    Optional<Path> browser = browser();
    assumeTrue(browser.isPresent(), "no browser of Chromium's kind is on the PATH");
    Path file = folder.resolve("report.html");
    Files.writeString(file, page(name).replace("</body>", MEASURE + "</body>"));
    String seen = seen(browser.orElseThrow(), file, width);
    Matcher numbers =
        Pattern.compile("<p id=\"seen\">(\\d+) (\\d+) (\\d+) (\\d+) (\\d+)</p>").matcher(seen);
    assertThat(numbers.find()).as(seen).isTrue();
    assertThat(Integer.parseInt(numbers.group(1)))
        .as("width of the page")
        .isLessThanOrEqualTo(Integer.parseInt(numbers.group(2)));
    assertThat(Integer.parseInt(numbers.group(3))).as("width of the chart").isGreaterThan(300);
    assertThat(Integer.parseInt(numbers.group(4))).as("height of the chart").isGreaterThan(100);
    assertThat(numbers.group(5)).as("resources fetched").isEqualTo("0");
  }

  private String seen(Path browser, Path file, int width) throws Exception {
    Path output = folder.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=" + width + ",900",
                "--dump-dom",
                file.toUri().toString())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
