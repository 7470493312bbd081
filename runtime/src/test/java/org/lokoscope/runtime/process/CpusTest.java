package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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

  /** A CPU with nothing to do must not spin: 300 ms of rest cost it next to nothing. */
  @Test
  void shouldHaltWhenIdle() throws Exception {
    ProcessProgram program = program().cpus(2);
    ProgramRun run = program.prepare();
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () -> program.execute("(spawn-process '(worker) 'relay 1) (sleep 1000)"));
    awaitCpus(2);
    Thread.sleep(200);
    long before = cpuTime();
    Thread.sleep(300);
    assertThat(cpuTime() - before).isLessThan(30_000_000);
    run.stop();
    assertThat(status.get()).isEqualTo(ProgramRun.STOPPED);
  }

  private static void awaitCpus(int count) throws InterruptedException {
    while (cpus().size() < count) {
      Thread.sleep(5);
    }
  }

  private static Set<Thread> cpus() {
    Set<Thread> found = ConcurrentHashMap.newKeySet();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().matches("cpu-\\d+")) {
        found.add(thread);
      }
    }
    return found;
  }

  private static long cpuTime() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return cpus().stream()
        .mapToLong(t -> Math.max(0, threads.getThreadCpuTime(t.threadId())))
        .sum();
  }
}
