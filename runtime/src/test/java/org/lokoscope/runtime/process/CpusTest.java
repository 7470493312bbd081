// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;

/** Processes on several CPUs. The limit of time is for what would hang. */
@Timeout(120)
class CpusTest {

  private static final String WORKER =
      """
      (define (relay to)
        (send-message to (+ 1 (receive-message))))
      (define (count n)
        (if (positive? n) (count (- n 1))))
      (define (busy to n)
        (count n)
        (send-message to (self-pid)))
      """;

  @TempDir private Path folder;

  private ProcessProgram program() {
    return new ProcessProgram(folder, "relay busy", WORKER);
  }

  @Test
  void shouldHoldAThousandProcessesOnTwoCpus() {
    String output =
        program()
            .cpus(2)
            .run(
                """
                (define (chain n to)
                  (if (zero? n) to (chain (- n 1) (spawn-process '(worker) 'relay to))))
                (define first (chain 1000 (self-pid)))
                (write (length (process-list)))
                (send-message first 0)
                (write (list (receive-message)))
                """);
    assertThat(output).isEqualTo("1001(1000)");
  }

  /** A process stays in the queue of its CPU unless somebody balances them. */
  @Test
  void shouldUseAllCpusAndShareThemOut() {
    Set<String> dispatched = ConcurrentHashMap.newKeySet();
    Probe probe =
        new Probe() {
          @Override
          public void processDispatched(long time, long process, int cpu) {
            dispatched.add(process + " on " + cpu);
          }
        };
    String output =
        program()
            .cpus(2)
            .probes(_ -> probe)
            .run(
                """
                (for-each (lambda (i) (spawn-process '(worker) 'busy (self-pid) 10000000))
                          '(1 2 3 4))
                (write (list-sort < (map (lambda (i) (receive-message)) '(1 2 3 4))))
                """);
    assertThat(output).isEqualTo("(2 3 4 5)");
    assertThat(dispatched).anyMatch(d -> d.matches("[2-5] on 0"));
    assertThat(dispatched).anyMatch(d -> d.matches("[2-5] on 1"));
  }

  @Test
  void shouldBootASchedulerOnEachCpu() {
    Set<Long> schedulers = ConcurrentHashMap.newKeySet();
    Probe probe =
        new Probe() {
          @Override
          public void processSpawned(long time, long process, long parent, long name, long site) {
            if (parent == 0 && process != 1) {
              schedulers.add(process);
            }
          }
        };
    assertThat(program().cpus(3).probes(_ -> probe).run("(write (self-pid))")).isEqualTo("1");
    assertThat(schedulers).hasSize(3).contains(0L);
  }

  /**
   * A CPU with nothing to do must not spin: it rests until something is due, which is in a thousand
   * seconds, and not in little steps. The clock stands still, so nothing else is ever due.
   */
  @Test
  void shouldHaltWhenIdle() throws Exception {
    StillWorld world = new StillWorld();
    ProcessProgram program = program().cpus(2).world(world::around);
    ProgramRun run = program.prepare();
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () -> program.execute("(spawn-process '(worker) 'relay 1) (sleep 1000)"));
    Set<String> resting = new HashSet<>();
    long earliest = Long.MAX_VALUE;
    while (resting.size() < 2 || earliest == Long.MAX_VALUE) {
      StillWorld.Rest rest = world.nextRest();
      resting.add(rest.thread());
      earliest = Math.min(earliest, rest.deadline());
    }
    assertThat(earliest).isEqualTo(TimeUnit.SECONDS.toNanos(1000));
    run.stop();
    assertThat(status.get()).isEqualTo(ProgramRun.STOPPED);
  }
}
