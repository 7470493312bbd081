// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all fibers do, in words. The limit of time is for what would hang. */
@Timeout(120)
class DumpTest {

  private static final String WORKER =
      """
      (define (spin n) (if n (spin n) 1))
      (define (hold n)
        (define channel (make-channel))
        (define (keeper) (put-message channel 1))
        (spawn-fiber keeper)
        (receive-message)
        (get-message channel))
      """;

  private static final String PROGRAM =
      """
      (define channel (make-channel))
      (define never (make-cvar))
      (define (helper) (list (get-message channel)))
      (define (sleeper) (sleep 1000))
      (define (chooser)
        (perform-operation (choice-operation (wait-operation never) (get-operation channel))))
      (spawn-fiber (lambda () (helper)))
      (spawn-fiber sleeper)
      (spawn-fiber chooser)
      (spawn-process '(worker) 'spin 1)
      (spawn-process '(worker) 'hold 1)
      (yield-current-task)
      """;

  @TempDir private Path folder;

  private ProcessProgram program() {
    return new ProcessProgram(folder, "spin hold", WORKER);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shouldShowAllFibersOfARunThatIsBusy(int cpus) throws Exception {
    ProcessProgram program = program().cpus(cpus);
    ProgramRun run = program.prepare();
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(() -> program.execute(PROGRAM + "(wait never)"));
    String dump =
        dumpWith(
            run,
            "blocked on a condition",
            "(helper)",
            "(chooser)",
            "(sleeper)",
            "at spin",
            "(keeper)");
    run.stop();
    status.get();
    assertThat(dump)
        .contains("process 1 (p.sps): waiting, 0 messages, 4 fibers\n")
        .contains("blocked on a condition at p.sps:15:1\n")
        .containsPattern("\\(helper\\): blocked receiving: no sender at p.sps:5:24\n.*at helper")
        .contains("(sleeper): sleeping at p.sps:6:19\n")
        .contains("(chooser): blocked on a choice of operations at p.sps:8:3\n")
        .containsPattern("process 2 \\(spin\\): (running on CPU \\d|ready), 0 messages, 1 fiber\n")
        .containsPattern("running\n    at spin \\(.*worker.sls:2:")
        .contains("process 3 (hold): waiting, 0 messages, 2 fibers\n")
        .contains("(keeper): blocked sending: no receiver at ");
  }

  /** The first dump that shows all of this. */
  private static String dumpWith(ProgramRun run, String... parts) {
    while (true) {
      String dump = run.dump();
      if (Stream.of(parts).allMatch(dump::contains)) {
        return dump;
      }
    }
  }

  /** It used to say that a primitive took long: just of the programs that leak. */
  @Test
  void shouldShowTheFibersOfAProgramThatHoldsMillionsOfFrames() throws Exception {
    ProcessProgram program = program();
    ProgramRun run = program.prepare();
    String text =
        """
        (define channel (make-channel))
        (define (helper) (list (get-message channel)))
        (spawn-fiber (lambda () (helper)))
        (yield-current-task)
        (define (deep n)
          (if (= n 0) (let spin () (spin)) (list (deep (- n 1)))))
        (deep 5000000)
        """;
    CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> program.execute(text));
    String dump = dumpWith(run, "at deep");
    run.stop();
    status.get();
    assertThat(dump).contains("(helper): blocked receiving: no sender at ");
  }

  @Test
  void shouldShowTheFibersToTheProgramItself() {
    String output =
        program()
            .run(
                PROGRAM
                    + """
                    (define (snoop) (dump-fibers) 'done)
                    (snoop)
                    """);
    assertThat(output)
        .contains("process 1 (p.sps): running on CPU 0, 0 messages, 4 fibers\n")
        .containsPattern("fiber \\d+.*: running\n.*\n    at snoop \\(p.sps:15:17\\)\n")
        .contains("(sleeper): sleeping at p.sps:6:19\n")
        .contains("process 2 (spin): ");
  }
}
