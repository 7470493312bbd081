// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns of {@code (loko match)}. */
class MatchTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '!',
      value = {
        "(match '(1 2 3) ((a b) 'two) ((a b c) (list c b a)))~(3 2 1)",
        "(match '(1 (2 . 3)) ((a (b . c)) (list a b c)))~(1 2 3)",
        "(match 5 ((? string?) 's) ((? number? n) (+ n 1)))~6",
        "(match '(a 1) (('b x) 'b) (('a x) (list 'a x)))~(a 1)",
        "(match '(1 2 3 4) ((a b ... c) (list a b c)))~(1 (2 3) 4)",
        "(match '((a 1) (b 2)) (((k v) ...) (list k v)))~((a b) (1 2))",
        "(match '((a 1 2) (b) (c 3)) (((k v ...) ...) (list k v)))~((a b c) ((1 2) () (3)))",
        "(match '() ((a ...) (list 'empty a)))~(empty ())",
        "(match '(1 2 . 3) ((a ... . r) (list a r)))~((1 2) 3)",
        "(match '#(1 2 3) (#(a b ...) (list a b)))~(1 (2 3))",
        "(match '(1 1) ((a a) 'same) (_ 'differ))~same",
        "(match '(1 2) ((a a) 'same) (_ 'differ))~differ",
        "(match '(add 1 2) (`(add ,a ,b) (+ a b)))~3",
        "(match '(list 1 2 3) (`(list ,@xs) xs))~(1 2 3)",
        "(match 3 ((or 1 2) 'low) ((or 3 4) 'mid))~mid",
        "(match '(x 7) ((or ('y v) ('x v)) v))~7",
        "(match 5 ((and n (? odd?)) (list 'odd n)))~(odd 5)",
        "(match 5 ((not 4) 'other))~other",
        "(match 4 ((not 4) 'other) (_ 'four))~four",
        "(match '(1 . 2) ((= car 1) 'one))~one",
        "(match 1 (1 (=> next) (if #t (next) 'no)) (n (list 'fell n)))~(fell 1)",
        "(let ((p (list 1 2))) (match p (((get! g) (set! s!)) (s! 9) (list (g) p))))~(1 (1 9))",
        "(match \"abc\" (\"abc\" 'str))~str",
        "(match '(a b) ((x ___) x))~(a b)",
        "(match '(a) ((x ..2) 'two) ((x ..1) 'one))~one",
        "(match-let (((a b) '(1 2)) (c 3)) (list a b c))~(1 2 3)",
        "(match-let loop (((a . r) '(1 2 3)) (acc '())) "
            + "(if (null? r) (cons a acc) (loop r (cons a acc))))~(3 2 1)",
        "(match-let* (((a b) '(1 2)) ((c) (list (+ a b)))) c)~3",
        "(match-letrec (((f g) (list (lambda (n) (if (= n 0) 'done (g (- n 1)))) "
            + "(lambda (n) (f n))))) (f 3))~done",
        "((match-lambda ((a b) (+ a b))) '(1 2))~3",
        "((match-lambda* ((a) 'one) ((a b) 'two)) 1 2)~two",
        "(match '(1 (2 3)) ((a (b c)) (define d (+ a b c)) d))~6",
        "(let ((x 1)) (match 5 (x x)))~5",
        "(guard (e (#t (condition-message e))) (match 5 (4 'x)))~\"no pattern matches\""
      })
  void shouldMatch(String expression, String value) {
    assertThat(TestImage.rnrs(expression)).isEqualTo(value);
  }

  @Test
  void shouldTakeRecordsApart() {
    assertThat(
            TestImage.rnrs(
                """
                (define-record-type point (fields x y))
                (match (list (make-point 1 2)) ((($ point a b)) (list a b)))
                """))
        .isEqualTo("(1 2)");
  }

  @Test
  void shouldNotLookAtAnythingTwiceThatHasSideEffects() {
    assertThat(
            TestImage.rnrs(
                """
                (define n 0)
                (define (next!) (set! n (+ n 1)) n)
                (match (next!) (5 'five) (4 'four) (x (list x n)))
                """))
        .isEqualTo("(1 1)");
  }
}
