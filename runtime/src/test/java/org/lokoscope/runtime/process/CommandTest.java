// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;

/** Processes of the operating system. The limit of time is for what would hang. */
@Timeout(120)
class CommandTest {

  private static final String IMPORT =
      """
      (define (text port)
        (let ((bytes (get-bytevector-all port)))
          (if (eof-object? bytes) "" (utf8->string bytes))))
      (define (show x) (write x) (newline))
      """;

  @TempDir private Path folder;

  private ProcessProgram program() {
    return new ProcessProgram(
        folder,
        "owner",
        """
        (define (owner to)
          (let ((command (spawn-command '("sleep" "1000"))))
            (send-message to (command-id command))
            (receive-message)))
        """);
  }

  private String run(String text) {
    ProcessProgram program = program();
    return program.run(IMPORT + text) + program.errors();
  }

  @Test
  void shouldGiveACommandInputAndTakeItsOutput() {
    assertThat(
            run(
                """
                (define c (spawn-command '("sort")))
                (put-bytevector (command-input c) (string->utf8 "b\\na\\nλ\\n"))
                (show (command-running? c))
                (close-port (command-input c))
                (show (text (command-output c)))
                (show (wait-for-command c))
                (show (command-running? c))
                """))
        .isEqualTo("#t\n\"a\\nb\\nλ\\n\"\n0\n#f\n");
  }

  @Test
  void shouldPassWordsEnvironmentAndStatus() {
    assertThat(
            run(
                """
                (define c
                  (spawn-command '("sh" "-c" "echo $GREETING \\"$1\\" $HOME; echo bad >&2; exit 7"
                                   "sh" "a  b")
                    '(("GREETING" . "hello") ("HOME" . #f))))
                (show (text (command-output c)))
                (show (text (command-errors c)))
                (show (perform-operation (command-end-operation c)))
                """))
        .isEqualTo("\"hello a  b\\n\"\n\"bad\\n\"\n7\n");
  }

  @Test
  void shouldMakeOnlyTheCallingFiberWait() {
    assertThat(
            run(
                """
                (define c (spawn-command '("cat")))
                (define got (make-channel))
                (spawn-fiber
                  (lambda () (put-message got (text (command-output c)))))
                (define big (make-bytevector 3000000 97))
                (define written #f)
                (spawn-fiber
                  (lambda ()
                    (put-bytevector (command-input c) big)
                    (close-port (command-input c))
                    (set! written #t)))
                (show written)
                (show (string-length (get-message got)))
                (show (wait-for-command c))
                (show written)
                """))
        .isEqualTo("#f\n3000000\n0\n#t\n");
  }

  @Test
  void shouldLetATimerWinAgainstACommand() {
    assertThat(
            run(
                """
                (define c (spawn-command '("sleep" "1000")))
                (show (perform-operation
                        (choice-operation
                          (command-end-operation c)
                          (wrap-operation (sleep-operation 0.01) (lambda () 'late)))))
                (kill-command c)
                (show (wait-for-command c))
                """))
        .isEqualTo("late\n137\n");
  }

  @Test
  void shouldSayThatThereIsNoSuchProgram() {
    assertThat(
            run(
                """
                (show (guard (e ((i/o-filename-error? e)
                                 (list (i/o-error-filename e) (condition-message e))))
                        (spawn-command '("/no/such/program"))))
                """))
        .isEqualTo("(\"/no/such/program\" \"no such file: /no/such/program\")\n");
  }

  @Test
  void shouldKillACommandWhenItsOwnerEndsAndSayWhatHappened() {
    List<String> events = new ArrayList<>();
    Probe probe =
        new Probe() {
          @Override
          public void commandStarted(
              long time, long command, long fiber, long pid, long name, long site) {
            events.add("started " + (command >> 32) + " " + pid);
          }

          @Override
          public void commandKilled(long time, long command, long fiber) {
            events.add("killed " + (command >> 32));
          }

          @Override
          public void commandEnded(long time, long command, int status) {
            events.add("ended " + (command >> 32) + " " + status);
          }
        };
    ProcessProgram program = program().probes(_ -> probe);
    String output =
        program.run(
            IMPORT
                + """
                (define pid (spawn-process '(worker) 'owner (self-pid)))
                (define id (receive-message))
                (monitor-process pid)
                (kill-process pid)
                (receive-message)
                (wait-for-command (spawn-command '("true")))
                (write id)
                """);
    assertThat(program.errors()).isEmpty();
    long id = Long.parseLong(output);
    assertThat(events.getFirst()).isEqualTo("started 2 " + id);
    assertThat(events).contains("killed 2", "ended 1 0");
    assertThat(ProcessHandle.of(id).map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }
}
