// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Diagnosis.Verdict;

/**
 * Records the programs of the directory {@code cases} and holds their diagnosis against them; of
 * another directory with {@code -Dlokoscope.cases=DIR}.
 */
@Timeout(120)
final class CaseDiagnosisTest {

  private static final String EXPECT = ";; expect ";
  private static final String FAITHFUL = ";; expect with --faithful-leaks: ";
  private static final String STEADY = "steady";
  private static final String MARK = ";LEAK";

  @TempDir Path folder;

  static Stream<Arguments> runs() throws IOException {
    try (Stream<Path> files = Files.list(cases())) {
      List<Path> programs =
          files.filter(file -> file.toString().endsWith(".sps")).sorted().toList();
      return programs.stream().flatMap(CaseDiagnosisTest::runsOf);
    }
  }

  private static Path cases() {
    String other = System.getProperty("lokoscope.cases");
    if (other != null) {
      return Path.of(other);
    }
    try {
      return Path.of(Objects.requireNonNull(CaseDiagnosisTest.class.getResource("cases")).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<Arguments> runsOf(Path program) {
    String name = program.getFileName().toString();
    return lines(program).stream()
        .filter(line -> line.startsWith(EXPECT))
        .map(
            line ->
                line.startsWith(FAITHFUL)
                    ? Arguments.of(name, true, line.substring(FAITHFUL.length()).strip())
                    : Arguments.of(name, false, line.substring(EXPECT.length()).strip()));
  }

  private static List<String> lines(Path program) {
    try {
      return Files.readAllLines(program);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest(name = "{0} faithful={1}: {2}")
  @MethodSource("runs")
  void shouldSayOfAProgramWhatItSaysOfItself(String name, boolean faithful, String expected)
      throws IOException {
    Path program = cases().resolve(name);
    Diagnosis diagnosis =
        Recorded.run(program, FiberMode.CALLCC, faithful, folder.resolve("trace")).diagnosis();
    if (expected.equals(STEADY)) {
      assertThat(diagnosis.verdict()).as(diagnosis.summary()).isNotEqualTo(Verdict.LEAK);
      return;
    }
    assertThat(diagnosis.verdict()).as(diagnosis.summary()).isEqualTo(Verdict.LEAK);
    assertThat(diagnosis.findings().getFirst().leakClass().label()).isEqualTo(expected);
    List<String> lines = lines(program);
    List<Integer> marked =
        IntStream.rangeClosed(1, lines.size())
            .filter(line -> lines.get(line - 1).contains(MARK))
            .boxed()
            .toList();
    assertThat(diagnosis.findings())
        .as("lines that are named")
        .allSatisfy(
            finding ->
                assertThat(List.of(finding.site().line(), finding.call().line()))
                    .containsAnyElementsOf(marked));
  }
}
