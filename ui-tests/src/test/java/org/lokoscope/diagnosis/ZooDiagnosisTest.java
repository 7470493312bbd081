// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.samples.Zoo;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Diagnosis.Verdict;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.analysis.LeakClass;

/** Records every program of the zoo and holds its diagnosis against what it must be. */
@Timeout(120)
final class ZooDiagnosisTest {

  @TempDir Path folder;

  static Stream<String> names() {
    return Zoo.all().stream().map(Zoo.Program::name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldSayOfAProgramOfTheZooWhatItIs(String name) throws IOException {
    Zoo.Program program = Zoo.named(name);
    Path trace = folder.resolve("trace");
    Diagnosis diagnosis =
        Recorded.run(program.extract(folder), FiberMode.CALLCC, program.faithful(), trace)
            .diagnosis();
    if (!program.leaks()) {
      assertThat(diagnosis.verdict()).as(diagnosis.summary()).isNotEqualTo(Verdict.LEAK);
      return;
    }
    assertThat(diagnosis.findings())
        .as(diagnosis.summary())
        .anyMatch(finding -> finding.leakClass().label().equals(program.expected()));
    assertThat(diagnosis.findings())
        .as("classes and lines of the findings")
        .allSatisfy(
            finding -> {
              assertThat(program.classes()).contains(finding.leakClass().label());
              assertThat(List.of(finding.site().line(), finding.call().line()))
                  .containsAnyElementsOf(program.leakLines());
            });
  }

  /** What the fixed twin does is what the words of the fix ask for. */
  private static final Map<String, List<String>> WORDS =
      Map.of(
          "blocked-forever", List.of("a choice of it and of a condition", "a time limit"),
          "mailbox-growth", List.of("Use a channel, whose sender waits", "wait for an answer"),
          "retained-continuations", List.of("Keep what is needed", "drop the old ones"),
          "fiber-growth", List.of("comes to its end", "a message or a signal", "time limit"),
          "scheduler-hog", List.of("(yield-current-task)", "a process of its own"));

  static Stream<String> mendedByWords() {
    return Zoo.all().stream()
        .filter(program -> WORDS.containsKey(program.expected()))
        .map(Zoo.Program::name);
  }

  @ParameterizedTest
  @MethodSource("mendedByWords")
  void shouldSayInTheFixWhatToDoAtWhichPlace(String name) {
    try (Trace trace = ZooTraces.open(name)) {
      for (Finding finding : LeakAnalysis.analyse(trace).findings()) {
        String label = finding.leakClass().label();
        assertThat(finding.fix()).contains(Objects.requireNonNull(WORDS.get(label)));
        // Who computes is named by the sentence: where its loop is, a trace does not say.
        boolean hog = label.equals("scheduler-hog");
        assertThat(hog ? finding.sentence() : finding.fix()).contains(finding.site().position());
      }
    }
  }

  @Test
  void shouldHaveATwinForEveryProgramThatLeaks() {
    List<String> names = names().toList();
    assertThat(Zoo.all())
        .filteredOn(Zoo.Program::leaks)
        .allSatisfy(program -> assertThat(names).contains(program.name() + "-ok"));
    Map<String, Long> counts =
        Zoo.all().stream()
            .filter(Zoo.Program::leaks)
            .collect(Collectors.groupingBy(Zoo.Program::expected, Collectors.counting()));
    assertThat(counts.values()).allMatch(count -> count >= 3);
    List<String> classes = Stream.of(LeakClass.values()).map(LeakClass::label).toList();
    // What lies below a fiber of ours is one frame of four words: only other runtimes have more.
    assertThat(classes)
        .filteredOn(each -> !counts.containsKey(each))
        .containsExactly("base-retention");
    assertThat(Zoo.all())
        .filteredOn(program -> !program.leaks() && !program.isTwin())
        .hasSizeGreaterThanOrEqualTo(15);
  }
}
