// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lokoscope.samples.Zoo;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.views.compare.ComparedRuns;
import org.lokoscope.views.compare.Difference;

/** Holds the leaking programs of the zoo beside their mended twins, and beside themselves. */
@Timeout(120)
final class CompareTwinsTest {

  static Stream<String> leaking() {
    return Zoo.all().stream().filter(Zoo.Program::leaks).map(Zoo.Program::name);
  }

  @ParameterizedTest
  @MethodSource("leaking")
  void shouldSayThatTheLeakIsGoneAndFindNothingBesideItself(String name) {
    try (Trace before = ZooTraces.open(name);
        Trace after = ZooTraces.open(name + "-ok")) {
      Diagnosis first = LeakAnalysis.analyse(before);
      ComparedRuns runs = ComparedRuns.of(before, first, after, LeakAnalysis.analyse(after));
      String leak = Zoo.named(name).expected().replace('-', ' ');
      assertThat(runs.differences())
          .as(String.join("\n", runs.words()))
          .anyMatch(each -> each.words().startsWith("Gone: " + leak))
          .noneMatch(each -> each.words().startsWith("New: "));
      assertThat(runs.differences().getFirst().sense()).isEqualTo(Difference.Sense.BETTER);
      assertThat(runs.pairs())
          .as("lanes that have a twin: " + runs.words())
          .anyMatch(pair -> !pair.before().isEmpty() && !pair.after().isEmpty());
      assertThat(ComparedRuns.of(before, first, before, first).differences()).isEmpty();
    }
  }
}
