// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.source.SourceSpan;

/** Every call knows which form of the user's own text to blame. */
class SpanTest {

  private static List<String> calls(String text) {
    List<String> found = new ArrayList<>();
    String program = "(import (rnrs) (loko))\n" + text;
    collect(new TestImage().manager().expandProgram(program, "p").body(), found);
    return found;
  }

  private static void collect(Core core, List<String> found) {
    switch (core) {
      case Core.Call call -> {
        String operator =
            switch (call.operator()) {
              case Core.GlobalRef ref -> ref.variable().name();
              case Core.LocalRef ref -> ref.variable().name();
              default -> "?";
            };
        found.add(operator + " " + place(call.span()));
        collect(call.operator(), found);
        call.operands().forEach(each -> collect(each, found));
      }
      case Core.Lambda lambda -> {
        found.add("lambda " + lambda.name() + " " + place(lambda.span()));
        lambda.clauses().forEach(clause -> collect(clause.body(), found));
      }
      case Core.If branch -> {
        collect(branch.test(), found);
        collect(branch.consequent(), found);
        collect(branch.alternative(), found);
      }
      case Core.Seq seq -> seq.expressions().forEach(each -> collect(each, found));
      case Core.Let let -> {
        let.values().forEach(each -> collect(each, found));
        collect(let.body(), found);
      }
      case Core.Letrec letrec -> {
        letrec.values().forEach(each -> collect(each, found));
        collect(letrec.body(), found);
      }
      case Core.GlobalDefine define -> collect(define.value(), found);
      case Core.GlobalSet set -> collect(set.value(), found);
      case Core.LocalSet set -> collect(set.value(), found);
      case Core.Const constant -> {}
      case Core.LocalRef ref -> {}
      case Core.GlobalRef ref -> {}
    }
  }

  private static String place(SourceSpan span) {
    return span.line() + ":" + span.column();
  }

  @Test
  void shouldBlameTheFormThatTheUserWrote() {
    assertThat(calls("(define (f x)\n  (list (car x)))"))
        .containsExactly("lambda f 2:1", "list 3:3", "car 3:9");
  }

  @Test
  void shouldBlameTheControlForm() {
    assertThat(calls("(define (loop)\n  (guard (e (#t (display e)))\n    (loop)))"))
        .containsExactly(
            "lambda loop 2:1",
            "%call-with-guard 3:3",
            "lambda  3:3",
            "loop 4:5",
            "lambda  3:3",
            "display 3:17",
            "reraise 3:3");
    assertThat(calls("(parameterize ((display\n 1))\n (newline))"))
        .contains("%with-parameters 2:1", "newline 4:2");
  }

  @Test
  void shouldBlameTheOutermostUseOfMacros() {
    String text =
        """
        (define-syntax inner
          (syntax-rules () ((_ x) (list (vector) x))))
        (define-syntax outer
          (syntax-rules () ((_ x) (inner (car x)))))
        (define y
          (outer (cdr '(1))))
        """;
    assertThat(calls(text)).containsExactly("list 7:3", "vector 7:3", "car 7:3", "cdr 7:10");
  }

  @Test
  void shouldNameProceduresByTheirVariables() {
    assertThat(
            calls(
                """
                (define a (lambda () 1))
                (let ((b (lambda () 2))) (b))
                (letrec ((c (lambda () 3))) (c))
                (let d () (d))
                (let () (define (e) 4) (e))
                """))
        .contains("lambda a 2:11", "lambda b 3:10", "lambda c 4:13", "lambda d 5:1")
        .contains("lambda e 6:9");
  }
}
