// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.world.SystemWorld;

/** Processes that do not give way by themselves. The limit of time is for what would hang. */
@Timeout(60)
class PreemptionTest {

  private static final String WORKERS =
      """
      (library (workers)
        (export spin echo)
        (import (rnrs) (lokoscope processes))
        (define (spin) (spin))
        (define (echo n)
          (if (positive? n)
              (let ((message (receive-message)))
                (send-message (car message) (cdr message))
                (echo (- n 1))))))
      """;

  @TempDir private Path folder;

  private String run(int cpus, String text) throws IOException {
    Files.writeString(folder.resolve("workers.sls"), WORKERS);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SystemWorld world =
        new SystemWorld(
            InputStream.nullInputStream(), out, OutputStream.nullOutputStream(), List.of("test"));
    RunSettings settings = new RunSettings(FiberMode.CALLCC, cpus, OptionalLong.empty(), false);
    ProgramRun run = new ProgramRun(settings, world, List.of(folder), _ -> Probe.NONE);
    String program = "(import (rnrs) (loko system fibers) (lokoscope processes))\n" + text;
    assertThat(run.execute(run.load(program, "preempt.sps"), "preempt.sps")).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  /** It slept until the busy ones had ended: nobody looked at the clock for those who sleep. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shouldWakeASleeperThoughAllCpusAreBusy(int cpus) throws IOException {
    String output =
        run(
            cpus,
            """
            (spawn-process '(workers) 'spin)
            (spawn-process '(workers) 'spin)
            (sleep 0.01)
            (write 'awake)
            """);
    assertThat(output).isEqualTo("awake");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void shouldLoseNoMessageAmongManyProcesses(int cpus) throws IOException {
    String output =
        run(
            cpus,
            """
            (define count 50)
            (define rounds 200)
            (define pids
              (let loop ((i 0) (pids '()))
                (if (= i count)
                    pids
                    (loop (+ i 1) (cons (spawn-process '(workers) 'echo rounds) pids)))))
            (define (receive-sum n sum)
              (if (= n 0) sum (receive-sum (- n 1) (+ sum (receive-message)))))
            (define (send-all i)
              (for-each (lambda (pid) (send-message pid (cons (self-pid) i))) pids))
            (write
              (let loop ((i 0) (sum 0))
                (cond ((= i rounds) sum)
                      (else (send-all i) (loop (+ i 1) (+ sum (receive-sum count 0)))))))
            """);
    assertThat(output).isEqualTo(Integer.toString(50 * 199 * 200 / 2));
  }

  /** Measured on a virtual clock, where no other load has a part in it: two ticks are 20 ms. */
  @Test
  void shouldDelayNobodyByMoreThanTwoTicks() {
    String output =
        new ProcessProgram(folder, "spin", "(define (spin) (spin))")
            .seed(1)
            .run(
                """
                (import (only (scheme time) current-jiffy))
                (spawn-process '(worker) 'spin)
                (define (lateness ms)
                  (let ((begun (current-jiffy)))
                    (sleep (/ ms 1000))
                    (- (current-jiffy) begun (* ms 1000000))))
                (let loop ((i 0) (worst 0))
                  (if (= i 200)
                      (write (list (< 1000000 worst) (<= worst 20000000)))
                      (loop (+ i 1) (max worst (lateness (+ 1 (mod (* i 7) 23)))))))
                """);
    assertThat(output).isEqualTo("(#t #t)");
  }
}
