// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What blocks a thread must block one fiber only. The limit of time is for what would hang. */
@Timeout(120)
class BlockingInputTest {

  private static final String COUNTER =
      """
      (define stop #f)
      (define counted 0)
      (spawn-fiber
        (lambda ()
          (let loop ()
            (unless stop
              (set! counted (+ counted 1))
              (when (= counted 3) (display "counted ") (flush-output-port (current-output-port)))
              (sleep 0.001)
              (loop)))))
      """;

  @TempDir private Path folder;

  ProcessProgram program() {
    return new ProcessProgram(
        folder, "line", "(define (line to) (send-message to (get-line (current-input-port))))");
  }

  private static void await(ProcessProgram program, String output) throws InterruptedException {
    while (!program.output().contains(output)) {
      Thread.sleep(2);
    }
  }

  @Test
  void shouldRunOtherFibersWhileOneWaitsForTheConsole() throws Exception {
    SlowInput input = new SlowInput();
    ProcessProgram program = program().input(input);
    program.prepare();
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () ->
                program.execute(
                    COUNTER
                        + """
                        (write (get-line (current-input-port)))
                        (write (get-line (current-input-port)))
                        """));
    input.awaitReader();
    await(program, "counted");
    for (char c : "ab\nrest".toCharArray()) {
      input.give(c);
    }
    input.give(-1);
    assertThat(status.get()).isZero();
    assertThat(program.output()).isEqualTo("counted \"ab\"\"rest\"");
  }

  @Test
  void shouldLetATimerWinAgainstTheConsole() throws Exception {
    SlowInput input = new SlowInput();
    ProcessProgram program = program().input(input);
    program.prepare();
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () ->
                program.execute(
                    """
                    (import (only (lokoscope net) readable-operation))
                    (write
                      (perform-operation
                        (choice-operation
                          (wrap-operation (readable-operation (current-input-port))
                                          (lambda _ 'input))
                          (wrap-operation (sleep-operation 0.01) (lambda () 'late)))))
                    (flush-output-port (current-output-port))
                    (wait-for-readable (current-input-port))
                    (write (get-char (current-input-port)))
                    """));
    await(program, "late");
    input.give('x');
    assertThat(status.get()).isZero();
    assertThat(program.output()).isEqualTo("late#\\x");
  }

  @Test
  void shouldRunOtherFibersWhileOneOpensAndReadsANamedPipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    int made =
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor(10, TimeUnit.SECONDS) ? 0 : 1;
    assertThat(made).isZero();
    ProcessProgram program = program();
    program.prepare();
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () ->
                program.execute(
                    COUNTER
                        + """
                        (define in (open-input-file "%s"))
                        (write (get-line in))
                        (write (get-line in))
                        (write (eof-object? (get-char in)))
                        (close-port in)
                        """
                            .formatted(pipe)));
    await(program, "counted");
    write(pipe, "first\nsecond\n");
    assertThat(status.get()).isZero();
    assertThat(program.output()).isEqualTo("counted \"first\"\"second\"#t");
  }

  @Test
  void shouldRunOtherFibersWhileOneWritesToANamedPipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    ProcessProgram program = program();
    program.prepare();
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () ->
                program.execute(
                    COUNTER
                        + """
                        (define out
                          (open-file-output-port "%s" (file-options no-fail no-truncate)
                            (buffer-mode block) (make-transcoder (utf-8-codec))))
                        (display (make-string 1000000 #\\z) out)
                        (close-port out)
                        (write 'written)
                        """
                            .formatted(pipe)));
    await(program, "counted");
    assertThat(Files.readString(pipe)).hasSize(1_000_000).matches("z+");
    assertThat(status.get()).isZero();
    assertThat(program.output()).isEqualTo("counted written");
  }

  /** It hung the whole run: who waits to read from a channel keeps others from writing to it. */
  @Test
  void shouldReadFromANamedPipeThatIsOpenBothWaysWhatAnotherFiberWrites() throws Exception {
    Path pipe = folder.resolve("pipe");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    String output =
        program()
            .run(
                COUNTER
                    + """
                    (define both
                      (open-file-input/output-port "%s" (file-options no-create)
                        (buffer-mode line) (make-transcoder (utf-8-codec))))
                    (spawn-fiber
                      (lambda ()
                        (let loop ()
                          (if (< counted 5)
                              (begin (sleep 0.001) (loop))
                              (begin (display "first\nsecond\n" both)
                                     (display "third" both)
                                     (flush-output-port both))))))
                    (write (get-line both))
                    (write (get-line both))
                    (write (get-string-n both 5))
                    (close-port both)
                    """
                        .formatted(pipe));
    assertThat(output).isEqualTo("counted \"first\"\"second\"\"third\"");
  }

  @Test
  void shouldReadAndWriteLargeFiles() {
    String output =
        program()
            .run(
                """
                (define name "%s")
                (define out (open-output-file name))
                (do ((i 0 (+ i 1))) ((= i 50000)) (write i out) (newline out))
                (close-port out)
                (define in (open-input-file name))
                (let loop ((sum 0))
                  (let ((n (read in)))
                    (cond ((eof-object? n) (write sum))
                          (else (loop (+ sum n))))))
                (set-port-position! in 0)
                (write (read in))
                (write (read in))
                (close-port in)
                (write (string-length (call-with-input-file name get-string-all)))
                """
                    .formatted(folder.resolve("large.txt")));
    assertThat(output).isEqualTo("124997500001288890");
  }

  private static void write(Path pipe, String text) throws IOException {
    Files.writeString(pipe, text, java.nio.file.StandardOpenOption.WRITE);
  }
}
