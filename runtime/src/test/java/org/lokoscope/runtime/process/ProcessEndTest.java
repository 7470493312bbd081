// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.world.SystemWorld;

/** How processes end, and who is told. The limit of time is for what would hang. */
@Timeout(120)
class ProcessEndTest {

  private static final String WORKER =
      """
      (define (spin) (spin))
      (define (obey)
        (let ((order (receive-message)))
          (case order
            ((return) 'done)
            ((fail) (error 'obey "told to fail" 17))
            (else (process-exit order)))))
      (define (trapping parent)
        (trap-exits #t)
        (link-process parent)
        (send-message parent 'ready)
        (receive-message)
        (send-message parent (list 'heard (receive-message))))
      (define (partner of tell)
        (link-process of)
        (send-message tell 'linked)
        (receive-message))
      (define (hold-message tell)
        (let ((m (receive-message)))
          (send-message tell 'held)
          (spin)
          m))
      (define (print what tell)
        (display what)
        (send-message tell 'printed)
        (receive-message))
      """;

  @TempDir private Path folder;

  private ProcessProgram program() {
    return new ProcessProgram(folder, "spin obey trapping partner hold-message print", WORKER);
  }

  /** Text without an end of line is kept back; only that of the first process was written. */
  @ParameterizedTest
  @ValueSource(strings = {"", "(process-exit 0)", "(receive-message)"})
  void shouldWriteWhatOtherProcessesHaveKeptBackWhenTheRunEnds(String end) {
    ProcessProgram program = program();
    program.prepare();
    program.execute(
        """
        (display "0")
        (spawn-process '(worker) 'print 1 (self-pid))
        (receive-message)
        (spawn-process '(worker) 'print 2 (self-pid))
        (receive-message)
        """
            + end);
    assertThat(program.output()).isEqualTo("012");
  }

  @Test
  void shouldSayThatWhatAnotherProcessHasKeptBackIsLost() {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("full");
          }
        };
    ProcessProgram program =
        program().world(w -> new SystemWorld(w.input(), full, errors, List.of("p")));
    program.prepare();
    int status =
        program.execute(
            """
            (spawn-process '(worker) 'print 1 (self-pid))
            (receive-message)
            """);
    assertThat(status).isEqualTo(1);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce("what it printed is lost: cannot write to standard output: full\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shouldKillAProcessInATightLoop(int cpus) {
    String output =
        program()
            .cpus(cpus)
            .run(
                """
                (define pid (spawn-process '(worker) 'spin))
                (monitor-process pid)
                (sleep 0.01)
                (write (kill-process pid))
                (write (cdr (receive-message)))
                (write (kill-process pid))
                (write (process-list))
                """);
    assertThat(output).isEqualTo("#t(2 137)#f(1)");
  }

  @Test
  void shouldSayByWhatConditionAProcessEnded() {
    String output =
        program()
            .run(
                """
                (define pid (spawn-process '(worker) 'obey))
                (monitor-process pid)
                (send-message pid 'fail)
                (write (receive-message))
                """);
    assertThat(output).isEqualTo("(process-ended 2 1 \"error in obey: told to fail: 17\")");
  }

  /**
   * One run in some hundred used to end in a deadlock on two CPUs: a process that was killed while
   * it came to rest took in what was to wake it, and waited for ever.
   */
  @RepeatedTest(300)
  void shouldEndAProcessThatIsKilledWhileItComesToRest() {
    shouldTakeALinkedProcessAlong(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shouldTakeALinkedProcessAlong(int cpus) {
    String output =
        program()
            .cpus(cpus)
            .run(
                """
                (define a (spawn-process '(worker) 'obey))
                (define b (spawn-process '(worker) 'partner a (self-pid)))
                (define c (spawn-process '(worker) 'partner b (self-pid)))
                (receive-message)
                (receive-message)
                (monitor-process c)
                (send-message a 9)
                (write (receive-message))
                """);
    assertThat(output).isEqualTo("(process-ended 4 9)");
  }

  @Test
  void shouldSpareALinkedProcessWhenTheOtherReturns() {
    String output =
        program()
            .run(
                """
                (define a (spawn-process '(worker) 'obey))
                (define b (spawn-process '(worker) 'partner a (self-pid)))
                (receive-message)
                (monitor-process a)
                (send-message a 'return)
                (write (receive-message))
                (sleep 0.02)
                (write (process-list))
                """);
    assertThat(output).isEqualTo("(process-ended 2 0)(1 3)");
  }

  @Test
  void shouldSpareAProcessThatUnlinksItself() {
    String output =
        program()
            .run(
                """
                (define a (spawn-process '(worker) 'obey))
                (link-process a)
                (unlink-process a)
                (monitor-process a)
                (send-message a 3)
                (write (receive-message))
                """);
    assertThat(output).isEqualTo("(process-ended 2 3)");
  }

  @Test
  void shouldTellOneThatTrapsExits() {
    String output =
        program()
            .run(
                """
                (trap-exits #t)
                (define a (spawn-process '(worker) 'obey))
                (link-process a)
                (send-message a 'fail)
                (write (receive-message))
                (link-process a)
                (write (receive-message))
                """);
    assertThat(output)
        .isEqualTo("(process-ended 2 1 \"error in obey: told to fail: 17\")(process-ended 2 1)");
  }

  @Test
  void shouldGoOnWhenAProcessIsKilledThatHoldsAMessage() {
    List<String> events = new ArrayList<>();
    Probe probe =
        new Probe() {
          @Override
          public void processKilled(long time, long process, long by, int status) {
            events.add("killed " + process + " by " + by + " with " + status);
          }

          @Override
          public void processEnded(long time, long process, int status) {
            events.add("ended " + process + " with " + status);
          }
        };
    String output =
        program()
            .probes(_ -> probe)
            .run(
                """
                (define pid (spawn-process '(worker) 'hold-message (self-pid)))
                (define other (spawn-process '(worker) 'hold-message (self-pid)))
                (send-message pid 'treasure)
                (send-message pid 'never-taken)
                (receive-message)
                (monitor-process pid)
                (kill-process pid 9)
                (write (receive-message))
                (write (send-message pid 'late))
                (send-message other 'x)
                (write (receive-message))
                """);
    assertThat(output).isEqualTo("(process-ended 2 9)#fheld");
    assertThat(events).containsSubsequence("killed 2 by 1 with 9", "ended 2 with 9");
  }

  /** What an ended process held must be released, though the run goes on. */
  @Test
  void shouldReleaseWhatAnEndedProcessHeld() throws Exception {
    SlowInput input = new SlowInput();
    ProcessProgram program = program().input(input);
    ProgramRun run = program.prepare();
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () ->
                program.execute(
                    """
                    (define (worker-process order)
                      (let ((pid (spawn-process '(worker) 'obey)))
                        (monitor-process pid)
                        (when order (send-message pid order))
                        pid))
                    (for-each worker-process '(#f #f #f))
                    (define first (get-char (current-input-port)))
                    (send-message 2 'return)
                    (send-message 3 'fail)
                    (kill-process 4)
                    (receive-message) (receive-message) (receive-message)
                    (write 'ended)
                    (flush-output-port (current-output-port))
                    (get-char (current-input-port))
                    """));
    input.awaitReader();
    List<WeakReference<Object>> held = new ArrayList<>();
    for (long id = 2; id <= 4; id++) {
      Process process = Objects.requireNonNull(run.kernel().find(id));
      held.add(new WeakReference<>(process));
      held.add(new WeakReference<>(process.machine()));
      held.add(new WeakReference<>(process.fibers().main()));
      held.add(new WeakReference<>(process.mailbox()));
    }
    input.give('a');
    input.awaitReader();
    assertThat(program.output()).isEqualTo("ended");
    // Until the limit of time of this class.
    while (held.stream().anyMatch(reference -> reference.get() != null)) {
      System.gc();
    }
    input.give('b');
    assertThat(status.get()).isZero();
  }
}
