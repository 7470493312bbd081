// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.process.RunSettings;

/** The prompt on streams that are no terminal. */
class PipePromptTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private int enter(String... lines) {
    byte[] input = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    return new Prompt(RunSettings.DEFAULT, List.of(), List.of())
        .run(new ByteArrayInputStream(input), out, errors);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String failures() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  @Test
  void shouldPrintEachValueOfEachFormAndNothingElse() {
    assertThat(enter("(+ 1 2) (define x '(a \"b\"))", "x", "(values 1 #\\a)")).isZero();
    assertThat(printed()).isEqualTo("3\n(a \"b\")\n1\n#\\a\n");
    assertThat(failures()).isEmpty();
  }

  @Test
  void shouldLetAFormGoOnOverSeveralLines() {
    enter("(define (twice x)", "  (* x", "     2))", "(twice 21)", "\"a", "b\"");
    assertThat(printed()).isEqualTo("42\n\"a\\nb\"\n");
  }

  @Test
  void shouldGoOnAfterAnErrorSayWhereItWasAndFailInTheEnd() {
    assertThat(enter("1", "(car 5)", "(if)", ")", "(display 2)")).isEqualTo(1);
    assertThat(printed()).isEqualTo("1\n2");
    assertThat(failures().lines())
        .hasSize(3)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("stdin:2:1: error in car:"),
            line -> assertThat(line).startsWith("stdin:3:1: if: malformed form"),
            line -> assertThat(line).startsWith("stdin:4:1: unexpected )"));
  }

  @Test
  void shouldRunFibersBetweenForms() {
    enter(
        "(define c (make-channel))",
        "(spawn-fiber (lambda () (let loop ((i 0)) (put-message c i) (loop (+ i 1)))))",
        "(get-message c)",
        "(get-message c)");
    assertThat(printed()).endsWith("0\n1\n");
  }

  @Test
  void shouldReportAFiberThatFailsAndADeadlockAndGoOn() {
    assertThat(
            enter(
                "(spawn-fiber (lambda () (error 'worker \"broken\" 1)))",
                "(get-message (make-channel))",
                "'still-here"))
        .isEqualTo(1);
    assertThat(failures()).contains("error in worker: broken: 1 (in fiber ", "stdin:2:1: deadlock");
    assertThat(printed()).endsWith("still-here\n");
  }

  @Test
  void shouldShowWhereFibersWait() {
    enter(
        "(define c (make-channel))",
        "(spawn-fiber (lambda () (get-message c)))",
        "(yield-current-task)",
        ",fibers");
    assertThat(printed()).containsPattern("\\d+: waiting for get at stdin:2:25 \\(\\d frames\\)");
  }

  @Test
  void shouldEndWithTheStatusThatTheProgramAsksFor() {
    assertThat(enter("(display 1)", "(exit 7)", "(display 2)")).isEqualTo(7);
    assertThat(printed()).isEqualTo("1");
  }

  @Test
  void shouldLeaveTheRestOfTheInputToTheProgram() {
    enter("(import (rnrs))", "(get-line (current-input-port))", "some text", "(+ 1 1)");
    assertThat(printed()).isEqualTo("\"some text\"\n2\n");
  }

  @Test
  void shouldKeepAContinuationOverForms() {
    enter("(define k #f)", "(define n 0)", "(+ 1 (call/cc (lambda (c) (set! k c) 1)))", "(k 10)");
    assertThat(printed()).isEqualTo("2\n11\n");
  }

  @Test
  void shouldDefineMacrosAndLibraries() {
    enter(
        "(library (a) (export f) (import (rnrs)) (define (f) 'f))",
        "(import (a))",
        "(define-syntax twice (syntax-rules () ((_ x) (list x x))))",
        "(twice (f))");
    assertThat(printed()).isEqualTo("(f f)\n");
  }

  @Test
  void shouldObeyItsCommands(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a.scm"), "(define loaded 'yes)\n");
    int status =
        enter(
            ",help",
            ",import (only (rnrs) cons)",
            ",load " + file,
            "loaded",
            ",expand (let ((x 1))",
            "  (and x x))",
            ",time (+ 1 1)",
            ",names make-chan",
            ",load nowhere.scm",
            ",frobnicate",
            ",quit",
            "(display 'not-reached)");
    assertThat(status).isZero();
    assertThat(printed())
        .contains(",fibers", "yes\n", "(let ((x 1)) (if x x #f))", "make-channel")
        .containsPattern("2\n\\d+\\.\\d ms\n")
        .doesNotContain("not-reached");
    assertThat(failures())
        .isEqualTo("nowhere.scm: cannot be read\nunknown command ,frobnicate; try ,help\n");
  }
}
