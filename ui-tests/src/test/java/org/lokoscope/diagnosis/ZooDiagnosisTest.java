package org.lokoscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.samples.Zoo;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Diagnosis.Verdict;
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
