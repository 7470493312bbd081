// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expressions of the standard forms compute. */
class ExpanderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '!',
      value = {
        "(let ((x 1) (y 2)) (+ x y)) ~ 3",
        "(let* ((x 1) (y (+ x 1))) (list x y)) ~ (1 2)",
        "(letrec ((e? (lambda (n) (if (= n 0) #t (o? (- n 1))))) "
            + "(o? (lambda (n) (if (= n 0) #f (e? (- n 1)))))) (e? 101)) ~ #f",
        "(let loop ((i 0) (l '())) (if (= i 3) l (loop (+ i 1) (cons i l)))) ~ (2 1 0)",
        "(do ((i 0 (+ i 1)) (s 0 (+ s i)) (k 'k)) ((= i 4) (list s k))) ~ (6 k)",
        "(cond ((assv 'b '((a 1) (b 2))) => cadr) (else 'no)) ~ 2",
        "(cond (#f 1) (5)) ~ 5",
        "(case 3 ((1 2) 'low) ((3 4) 'mid) (else 'high)) ~ mid",
        "(case 'x ((y) 1) (else => (lambda (k) (list k)))) ~ (x)",
        "(case #\\a ((#\\b #\\a) 'letter)) ~ letter",
        "(list (and) (and 1 2) (and #f 2) (or) (or #f 3)) ~ (#t 2 #f #f 3)",
        "(list (when #t 1 2) (unless #f 3 4)) ~ (2 4)",
        "(let-values (((a b) (values 1 2)) ((c . d) (values 3 4 5))) (list a b c d)) "
            + "~ (1 2 3 (4 5))",
        "(let*-values (((a b) (values 1 2)) ((c) (values (+ a b)))) c) ~ 3",
        "(let () (define-values (x y . z) (values 1 2 3 4)) (list x y z)) ~ (1 2 (3 4))",
        "(receive (a . rest) (values 1 2 3) (list a rest)) ~ (1 (2 3))",
        "((case-lambda ((a) 'one) ((a b) 'two) ((a . r) r)) 1 2 3) ~ (2 3)",
        "(let () (define (f x) (g x)) (define (g x) (* x 2)) (f 21)) ~ 42",
        "`(1 ,(+ 1 1) ,@(list 3 4) 5) ~ (1 2 3 4 5)",
        "`#(1 ,@(list 2 3)) ~ #(1 2 3)",
        "`(1 `(2 ,(3 ,(+ 1 3)))) ~ (1 (quasiquote (2 (unquote (3 4)))))",
        "`((1 . ,(+ 1 1)) . tail) ~ ((1 . 2) . tail)",
        "(guard (e ((symbol? e) (list 'sym e)) ((string? e) 'str)) (raise 'boom)) ~ (sym boom)",
        "(guard (e (#f 'never)) (guard (e2 ((number? e2) 'num)) (raise 5))) ~ num",
        "(guard (e (#t (list 'outer e))) (guard (e2 ((number? e2) 'num)) (raise 'x))) ~ (outer x)",
        "(guard (e ((assq 'a e) => cdr) ((assq 'b e))) (raise (list (cons 'a 42)))) ~ 42",
        "(let ((p (make-parameter 1))) (list (p) (parameterize ((p 2)) (p)) (p))) ~ (1 2 1)",
        "(let ((x 1)) (set! x 5) x) ~ 5",
        "(let () (begin (define a 1) (define b 2)) (+ a b)) ~ 3",
        "(let ((f (lambda args args))) (f 1 2)) ~ (1 2)",
        "(let ((else #f)) (cond (else 'wrong) (#t 'right))) ~ right",
        "(let ((=> #f)) (cond (#t => 'ok))) ~ ok",
        "(let ((if list)) (if 1 2 3)) ~ (1 2 3)",
        "(let () 1 (define x 2) x) ~ 2",
        "(let loop () 5) ~ 5",
        "(guard (e (#t (condition-message e))) (assert (= 1 2))) ~ \"assertion failed\""
      })
  void shouldComputeWhatTheStandardSays(String expression, String value) {
    assertThat(TestImage.rnrs(expression)).isEqualTo(value);
  }
}
