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

/** Word of the end of a process. The limit of time is for what would hang. */
@Timeout(120)
class MonitorTest {

  private static final String WORKER =
      """
      (library (worker)
        (export obey)
        (import (rnrs) (lokoscope processes))
        (define (obey)
          (let ((order (receive-message)))
            (case order
              ((return) 'done)
              ((fail) (error 'obey "told to fail"))
              (else (process-exit order))))))
      """;

  @TempDir private Path folder;

  private String run(int cpus, String text) throws IOException {
    Files.writeString(folder.resolve("worker.sls"), WORKER);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SystemWorld world =
        new SystemWorld(
            InputStream.nullInputStream(), out, OutputStream.nullOutputStream(), List.of("test"));
    RunSettings settings = new RunSettings(FiberMode.CALLCC, cpus, OptionalLong.empty(), false);
    ProgramRun run = new ProgramRun(settings, world, List.of(folder), _ -> Probe.NONE);
    String program = "(import (rnrs) (lokoscope processes))\n" + text;
    assertThat(run.execute(run.load(program, "monitor.sps"), "monitor.sps")).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shouldTellHowAProcessHasEnded(int cpus) throws IOException {
    String output =
        run(
            cpus,
            """
            (define (outcome order)
              (let ((pid (spawn-process '(worker) 'obey)))
                (monitor-process pid)
                (send-message pid order)
                (let ((message (receive-message)))
                  (assert (eq? (car message) 'process-ended))
                  (assert (eqv? (cadr message) pid))
                  (caddr message))))
            (write (map outcome '(return fail 7)))
            """);
    assertThat(output).isEqualTo("(0 1 7)");
  }

  @Test
  void shouldTellAtOnceIfTheProcessIsGone() throws IOException {
    String output =
        run(
            1,
            """
            (define pid (spawn-process '(worker) 'obey))
            (send-message pid 9)
            (monitor-process pid)
            (assert (equal? (receive-message) (list 'process-ended pid 9)))
            (write (memv pid (process-list)))
            (monitor-process pid)
            (write (receive-message))
            """);
    assertThat(output).isEqualTo("#f(process-ended 2 9)");
  }

  @Test
  void shouldTellEveryoneAsOftenAsHeAsked() throws IOException {
    String output =
        run(
            1,
            """
            (define pid (spawn-process '(worker) 'obey))
            (monitor-process pid)
            (monitor-process pid)
            (send-message pid 3)
            (write (list (receive-message) (receive-message)))
            """);
    assertThat(output).isEqualTo("((process-ended 2 3) (process-ended 2 3))");
  }

  @Test
  void shouldRefuseANumberThatNoProcessHasHad() throws IOException {
    String output =
        run(
            1,
            """
            (write (map (lambda (pid) (guard (c ((assertion-violation? c) 'refused))
                                        (monitor-process pid)))
                        '(2 0 -1 one)))
            """);
    assertThat(output).isEqualTo("(refused refused refused refused)");
  }
}
