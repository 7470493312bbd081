// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lokoscope.samples.SampleCatalogue;
import org.lokoscope.store.Progress;

@Timeout(600)
final class ExplorationTest {

  @TempDir Path folder;

  private Exploration exploration(String sample, Exploration.Until until) throws IOException {
    try (InputStream in =
        SampleCatalogue.class.getResourceAsStream("schedules/" + sample + ".sps")) {
      Path program = folder.resolve(sample + ".sps");
      Files.write(program, in.readAllBytes());
      return new Exploration(program, List.of(), LaunchSettings.DEFAULT, until);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lost-wakeup, deadlock",
    "lock-order, deadlock",
    "dropped-message, a result is missing"
  })
  void shouldFindTheMistakeOfASample(String sample, String what) throws IOException {
    Exploration.Found found =
        exploration(sample, Exploration.Until.FAILURE)
            .seeds(1, 1_000, folder.resolve("trace"), Progress.NONE);
    assertThat(found.runs()).isGreaterThan(1);
    assertThat(Objects.requireNonNull(found.failure()).why()).contains(what);
    assertThat(found.parts()).hasSize(3);
    assertThat(folder.resolve("trace/meta.json")).exists();
  }

  @Test
  void shouldFindTheSameAgainBySeed() throws IOException {
    Exploration.Outcome first = first("lock-order", 1, 1_000);
    long seed = Long.parseLong(first.schedule().replaceAll("\\D", ""));
    assertThat(first("lock-order", seed, seed)).isEqualTo(first);
  }

  private Exploration.Outcome first(String sample, long from, long to) throws IOException {
    return Objects.requireNonNull(
        exploration(sample, Exploration.Until.FAILURE)
            .seeds(from, to, null, Progress.NONE)
            .failure());
  }

  @Test
  void shouldFindByOnePreemptionWhatNeedsOne() throws IOException {
    Exploration.Found found =
        exploration("lost-wakeup", Exploration.Until.FAILURE)
            .systematically(1, 500, null, Progress.NONE);
    assertThat(Objects.requireNonNull(found.failure()).schedule())
        .startsWith("preemptions at safe points [");
  }

  @Test
  void shouldNeedTwoPreemptionsForTheOrderOfLocks() throws IOException {
    assertThat(
            exploration("lock-order", Exploration.Until.FAILURE)
                .systematically(1, 500, null, Progress.NONE)
                .failure())
        .isNull();
  }
}
