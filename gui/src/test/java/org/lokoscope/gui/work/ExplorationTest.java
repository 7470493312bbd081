// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.world.SystemWorld;
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

  /** A plain seed chooses chance and the clock of an ordinary run, and not the schedule. */
  @ParameterizedTest
  @CsvSource({"lost-wakeup", "lock-order", "dropped-message"})
  void shouldFailUnderFewPlainSeeds(String sample) throws IOException {
    exploration(sample, Exploration.Until.FAILURE);
    Path program = folder.resolve(sample + ".sps");
    int seeds = 1_000;
    int failed = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      SystemWorld world =
          new SystemWorld(InputStream.nullInputStream(), out, out, List.of(program.toString()));
      ProgramRun run =
          SchemeRunner.newRun(
              program,
              LaunchSettings.DEFAULT.withSeed(OptionalLong.of(seed)),
              world,
              cpu -> Probe.NONE);
      if (run.execute(SchemeRunner.load(run, program), sample) != 0) {
        failed++;
      }
    }
    assertThat(failed).isLessThan(seeds / 50);
  }

  @Test
  void shouldFindByTwoPreemptionsTheOrderOfLocks() throws IOException {
    Exploration.Found found =
        exploration("lock-order", Exploration.Until.FAILURE)
            .systematically(2, 20_000, null, Progress.NONE);
    assertThat(Objects.requireNonNull(found.failure()).schedule())
        .matches("preemptions at safe points \\[\\d+, \\d+]");
  }

  private Exploration exploring(String text, Exploration.Until until) throws IOException {
    Path program = Files.writeString(folder.resolve("program.sps"), text);
    return new Exploration(program, List.of(), LaunchSettings.DEFAULT, until);
  }

  /** Both look whether the file is there, and only then make it. */
  @Test
  void shouldInterleaveProcesses() throws IOException {
    Files.writeString(
        folder.resolve("worker.sls"),
        """
        (library (worker)
          (export work)
          (import (rnrs) (lokoscope processes))
          (define (is-there?) (file-exists? "lock"))
          (define (take-lock) (call-with-output-file "lock" (lambda (port) (display 1 port))) #t)
          (define (work parent)
            (send-message parent (if (is-there?) #f (take-lock)))))
        """);
    String text =
        """
        (import (rnrs) (lokoscope processes) (worker))
        (spawn-process '(worker) 'work (self-pid))
        (spawn-process '(worker) 'work (self-pid))
        (let* ((one (receive-message)) (other (receive-message)))
          (display (list one other)))
        """;
    Exploration.Found found =
        exploring(text, Exploration.Until.FAILURE).systematically(1, 500, null, Progress.NONE);
    assertThat(Objects.requireNonNull(found.failure()).why()).contains("file already exists: lock");
    assertThat(found.parts().get(1)).contains("process ", " is preempted at safe point ");
  }

  @Test
  void shouldStopAtALostFiberAndAtALeak() throws IOException {
    String text =
        """
        (import (rnrs) (loko system fibers))
        (define ready #f)
        (define (note!) (set! ready #t))
        (define (is-ready?) ready)
        (define (ask)
          (let ((answer (make-channel)))
            (spawn-fiber (lambda () (note!) (put-message answer 1)))
            (yield-current-task)
            (if (is-ready?) (get-message answer) 0)))
        (ask)
        (sleep 1)
        """;
    assertThat(
            exploring(text, Exploration.Until.FAILURE).seeds(1, 60, null, Progress.NONE).failure())
        .isNull();
    Exploration.Found found =
        exploring(text, Exploration.Until.LEAK).seeds(1, 60, null, Progress.NONE);
    assertThat(Objects.requireNonNull(found.failure()).why()).contains("waits for ever");
    String leaks =
        """
        (import (rnrs) (loko system fibers))
        (define (serve)
          (sleep 0.001)
          (serve)
          (display ""))
        (spawn-fiber serve)
        (sleep 1)
        """;
    Exploration.Found leak =
        exploring(leaks, Exploration.Until.LEAK).seeds(1, 3, null, Progress.NONE);
    assertThat(Objects.requireNonNull(leak.failure()).why()).contains("program.sps");
  }
}
