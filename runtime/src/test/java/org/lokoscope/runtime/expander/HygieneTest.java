// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.source.SyntaxException;

/** Macros keep out of each other's names, and programs see exactly the names that they should. */
class HygieneTest {

  private static String rnrs(String text) {
    return TestImage.rnrs(text);
  }

  @Test
  void shouldNotCaptureVariablesOfTheUse() {
    assertThat(
            rnrs(
                """
                (define-syntax swap!
                  (syntax-rules () ((_ a b) (let ((tmp a)) (set! a b) (set! b tmp)))))
                (let ((tmp 1) (other 2)) (swap! tmp other) (list tmp other))
                """))
        .isEqualTo("(2 1)");
  }

  @Test
  void shouldReferToTheMeaningsAtTheDefinition() {
    assertThat(
            rnrs(
                """
                (define-syntax my-or
                  (syntax-rules () ((_) #f) ((_ e) e) ((_ e r ...) (let ((t e)) (if t t (my-or r ...))))))
                (let ((t 5) (if list) (let vector)) (my-or #f t))
                """))
        .isEqualTo("5");
  }

  @Test
  void shouldExpandMacrosThatDefineMacros() {
    assertThat(
            rnrs(
                """
                (define-syntax def-getter
                  (syntax-rules ()
                    ((_ name value) (define-syntax name (syntax-rules () ((_ x) (list 'x value)))))))
                (define v 10)
                (def-getter get v)
                (let ((v 1) (list vector)) (get y))
                """))
        .isEqualTo("(y 10)");
  }

  @Test
  void shouldLetAMacroWriteRulesWithEllipses() {
    assertThat(
            rnrs(
                """
                (define-syntax be-like-begin
                  (syntax-rules ()
                    ((_ name)
                     (define-syntax name
                       (syntax-rules () ((_ expr (... ...)) (begin expr (... ...))))))))
                (be-like-begin sequence)
                (sequence 1 2 3 4)
                """))
        .isEqualTo("4");
  }

  @Test
  void shouldKeepDefinitionsThatAMacroIntroducesApart() {
    assertThat(
            rnrs(
                """
                (define-syntax def
                  (syntax-rules () ((_ name val) (begin (define hidden val) (define (name) hidden)))))
                (def a 1)
                (def b 2)
                (define hidden 3)
                (list (a) (b) hidden)
                """))
        .isEqualTo("(1 2 3)");
  }

  @Test
  void shouldKeepIntroducedDefinitionsApartInBodies() {
    assertThat(
            rnrs(
                """
                (define-syntax def
                  (syntax-rules () ((_ name val) (begin (define hidden val) (define (name) hidden)))))
                (let ()
                  (def a 1)
                  (def b 2)
                  (list (a) (b)))
                """))
        .isEqualTo("(1 2)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '!',
      value = {
        "(let-syntax ((foo (syntax-rules () ((_ (a b ...) ...) '((b ... a) ...))))) "
            + "(foo (1 2 3) (4) (5 6))) ~ ((2 3 1) (4) (6 5))",
        "(let-syntax ((foo (syntax-rules () ((_ (a ...) ...) '(a ... ...))))) "
            + "(foo (1 2) () (3))) ~ (1 2 3)",
        "(let-syntax ((foo (syntax-rules () ((_ a ... y z) '(z y (a ...)))))) "
            + "(foo 1 2 3 4)) ~ (4 3 (1 2))",
        "(let-syntax ((foo (syntax-rules () ((_ a ... . r) '((a ...) r))))) "
            + "(foo 1 2 . 3)) ~ ((1 2) 3)",
        "(let-syntax ((foo (syntax-rules () ((_ #(a b ...)) '(a (b ...)))))) "
            + "(foo #(1 2 3))) ~ (1 (2 3))",
        "(let-syntax ((foo (syntax-rules ::: () ((_ (a b :::) :::) '(... (b ::: a) :::))))) "
            + "(foo (1 2) (3))) ~ (... (2 1) (3))",
        "(let-syntax ((foo (syntax-rules () ((_ x) '(... ...))))) (foo 1)) ~ ...",
        "(let-syntax ((foo (syntax-rules (=>) ((_ a => b) 'arrow) ((_ a b c) 'plain)))) "
            + "(list (foo 1 => 2) (let ((=> 0)) (foo 1 => 2)))) ~ (arrow plain)",
        "(let-syntax ((foo (syntax-rules () ((_ \"s\" 1 #\\c) 'yes) ((_ . r) 'no)))) "
            + "(list (foo \"s\" 1 #\\c) (foo \"t\" 1 #\\c))) ~ (yes no)",
        "(let-syntax ((foo (syntax-rules () ((_ (x y) ...) (let ((x y) ...) (list x ...)))))) "
            + "(foo (a 1) (b 2))) ~ (1 2)",
        "(let-syntax ((foo (syntax-rules () ((_ a (b ...) ...) '((a b ...) ...))))) "
            + "(foo 0 (1) (2 3))) ~ ((0 1) (0 2 3))",
        "(let ((x 'outer)) (let-syntax ((m (syntax-rules () ((_) x)))) "
            + "(let ((x 'inner)) (m)))) ~ outer",
        "(let ((x 'outer)) (define-syntax m (syntax-rules () ((_) x))) "
            + "(let ((x 'inner)) (m))) ~ outer",
        "(letrec-syntax ((ev? (syntax-rules () ((_) #t) ((_ a . r) (od? . r)))) "
            + "(od? (syntax-rules () ((_) #f) ((_ a . r) (ev? . r))))) (ev? 1 2 3 4)) ~ #t",
        "(let ((f (lambda (x) (+ x 1)))) (let-syntax ((f (syntax-rules () ((_ x) x))) "
            + "(g (syntax-rules () ((_ x) (f x))))) (list (f 1) (g 1)))) ~ (1 2)",
        "(let () (let-syntax ((m (syntax-rules () ((_ n v) (define n v))))) (m a 1) (define b 2)) "
            + "(list a b)) ~ (1 2)",
        "(let ((x 1)) (let-syntax () (define x 2) 'ok) x) ~ 2"
      })
  void shouldFollowTheRulesOfPatternsAndScopes(String expression, String value) {
    assertThat(rnrs(expression)).isEqualTo(value);
  }

  @Test
  void shouldExpandProceduralMacros() {
    assertThat(
            rnrs(
                """
                (define-syntax loop
                  (lambda (x)
                    (syntax-case x ()
                      ((k e ...)
                       (with-syntax ((break (datum->syntax #'k 'break)))
                         #'(call/cc (lambda (break) (let f () e ... (f)))))))))
                (let ((n 3) (ls '()))
                  (loop (when (= n 0) (break ls)) (set! ls (cons 'a ls)) (set! n (- n 1))))
                """))
        .isEqualTo("(a a a)");
  }

  @Test
  void shouldUseFendersAndQuasisyntax() {
    assertThat(
            rnrs(
                """
                (define-syntax kind
                  (lambda (x)
                    (syntax-case x ()
                      ((_ a) (identifier? #'a) #''id)
                      ((_ (a ...)) #`(quote (list #,(length #'(a ...)) #,@(reverse #'(a ...)))))
                      ((_ . rest) #'(quote rest)))))
                (list (kind x) (kind (1 2 3)) (kind 5 6))
                """))
        .isEqualTo("(id (list 3 3 2 1) (5 6))");
  }

  @Test
  void shouldExpandIdentifierMacros() {
    assertThat(
            rnrs(
                """
                (define p (cons 4 5))
                (define-syntax p.car
                  (make-variable-transformer
                    (lambda (x)
                      (syntax-case x (set!)
                        ((set! _ e) #'(set-car! p e))
                        ((_ . rest) #'((car p) . rest))
                        (_ #'(car p))))))
                (define-syntax five (identifier-syntax 5))
                (define box (vector 1))
                (define-syntax content
                  (identifier-syntax (_ (vector-ref box 0)) ((set! _ v) (vector-set! box 0 v))))
                (set! p.car 15)
                (set! content (+ five content))
                (list p.car five content p)
                """
                    .replace("(define p (cons", "(import (rnrs mutable-pairs))\n(define p (cons")))
        .isEqualTo("(15 5 6 (15 . 5))");
  }

  @Test
  void shouldTellBoundFromFreeIdentifiers() {
    assertThat(
            rnrs(
                """
                (define-syntax check
                  (lambda (x)
                    (syntax-case x ()
                      ((_ a b)
                       #`'(#,(free-identifier=? #'a #'b) #,(bound-identifier=? #'a #'b)
                           #,(free-identifier=? #'a #'car))))))
                (define-syntax indirect (syntax-rules () ((_ a) (check a car))))
                (list (check x x) (check x y) (indirect car) (let ((car 1)) (indirect car)))
                """))
        .isEqualTo("((#t #t #f) (#f #f #f) (#t #f #t) (#f #f #f))");
  }

  @Test
  void shouldGenerateTemporaries() {
    assertThat(
            rnrs(
                """
                (define-syntax my-let-values
                  (lambda (x)
                    (syntax-case x ()
                      ((_ (id ...) e body)
                       (with-syntax (((t ...) (generate-temporaries #'(id ...))))
                         #'(call-with-values (lambda () e)
                             (lambda (t ...) (let ((id t) ...) body))))))))
                (my-let-values (a b) (values 1 2) (list b a))
                """))
        .isEqualTo("(2 1)");
  }

  @Test
  void shouldLetMacrosUseProceduresOfLibraries() {
    assertThat(
            TestImage.run(
                """
                (library (helpers) (export double) (import (rnrs)) (define (double x) (* 2 x)))
                (import (rnrs) (for (helpers) expand))
                (define-syntax twice
                  (lambda (x) (syntax-case x () ((_ n) (double (syntax->datum #'n))))))
                (twice 21)
                """))
        .isEqualTo("42");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '!',
      value = {
        "(foo 1)~prog.sps:2:2: unbound identifier foo",
        "(let ((x 1) (x 2)) x)~prog.sps:2:14: variable x is bound twice",
        "(lambda (x x) x)~prog.sps:2:12: variable x is bound twice",
        "(let ((x)) x)~prog.sps:2:7: a binding must be a list of a variable and a value: (x)",
        "(if)~prog.sps:2:1: if: malformed form: (if)",
        "(set! car 1)~prog.sps:2:7: cannot assign imported variable car",
        "(set! if 1)~prog.sps:2:7: cannot assign keyword if",
        "(define car 1)~prog.sps:2:9: car is imported and cannot be defined here",
        "(define x 1) (define x 2)~prog.sps:2:22: x is defined twice",
        "(let () (define x 1))~prog.sps:2:1: no expression at the end of this body",
        "(list if)~prog.sps:2:7: keyword if used as a variable",
        "(+ 1 . 2)~prog.sps:2:1: a call must be a proper list: (+ 1 . 2)",
        "()~prog.sps:2:1: () is not an expression; write '() for the empty list",
        "(list (define x 1))~prog.sps:2:7: a definition where an expression is expected: "
            + "(define x 1)",
        "(else 1)~prog.sps:2:1: misplaced keyword else: (else 1)",
        "(cond (else 1) (#t 2))~prog.sps:2:7: misplaced or empty else clause: (else 1)",
        "(define-syntax m (syntax-rules () ((_ a) a))) (m 1 2)~"
            + "prog.sps:2:47: no pattern of macro m matches: (m 1 2)",
        "(define-syntax m (syntax-rules () ((_ a) (car b)))) (m 1)~"
            + "prog.sps:2:53: unbound identifier b",
        "(define-syntax m 5) (m)~prog.sps:2:18: a macro transformer must be a procedure",
        "(define-syntax m (lambda (x) (car x))) (m)~"
            + "prog.sps:2:40: macro m raised: car: expected a pair: (m)",
        "(define-syntax m (lambda (x) (syntax-violation 'm \"bad form\" x))) (m 1)~"
            + "prog.sps:2:67: m: bad form: (m 1)",
        "(define-syntax m (syntax-rules () ((_ a ... b ...) 1)))~"
            + "prog.sps:2:47: a second ellipsis in one list of a pattern",
        "(define-syntax m (syntax-rules () ((_ a ...) a)))~"
            + "prog.sps:2:46: pattern variable a needs an ellipsis",
        "(define-syntax m (syntax-rules () ((_ a) (a ...))))~"
            + "prog.sps:2:43: nothing in the template before the ellipsis repeats",
        "(define-syntax m (syntax-rules () ((_) (m)))) (m)~"
            + "prog.sps:2:47: this macro expands without end: (m)",
        "(let ((y 1)) (let-syntax ((m (lambda (x) y))) (m)))~"
            + "prog.sps:2:42: variable y has no value at expansion time",
        "(define (h x) x) (define-syntax m (lambda (x) (h x))) (m)~"
            + "prog.sps:2:18: a macro uses variables of program before they have values"
      })
  void shouldPointAtWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> rnrs(text)).isInstanceOf(SyntaxException.class).hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((_ x) (m (x x)))",
        "((_ x ...) (m x ... x ...))",
        "((_ x) (list (m x)))",
        "((_ x) (list (m x) (m x)))",
        "((_ x) (let ((y (m x))) y))",
        "((_ x) (let () (define y (m x)) y))",
        "((_ x) (begin (m x) (m x)))",
        "((_ x) (lambda () (m (x))))"
      })
  void shouldStopMacrosThatNeverEnd(String rule) {
    String text = "(define-syntax m (syntax-rules () " + rule + "))\n(list (m a))";
    assertThatThrownBy(() -> rnrs(text))
        .isInstanceOf(SyntaxException.class)
        .hasMessageStartingWith("prog.sps:3:7: ");
  }
}
