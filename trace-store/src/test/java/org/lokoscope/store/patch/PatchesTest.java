// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.patch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.Site;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakClass;

final class PatchesTest {

  private static Site site(String text, String form) {
    int offset = text.indexOf(form);
    if (offset < 0) {
      return Site.UNKNOWN;
    }
    int line = (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
    int column = offset - text.lastIndexOf('\n', offset - 1);
    return new Site(1, "a.sps", line, column, "", form);
  }

  private static Optional<Patch> patch(LeakClass leakClass, String text, String at, String call) {
    Finding finding =
        new Finding(
            leakClass,
            1,
            1,
            1,
            "worker",
            0,
            site(text, at),
            site(text, call),
            0,
            0,
            0,
            0,
            0,
            List.of(),
            List.of(),
            "",
            List.of(),
            "",
            "");
    return Patches.of(finding, file -> Optional.of(text));
  }

  private static String mended(String text, String at, String call) {
    return patch(LeakClass.CONTINUATION_GROWTH, text, at, call).orElseThrow().after();
  }

  @Test
  void shouldCallAfterTheFormWhatWentOnInsideOfIt() {
    assertThat(
            mended(
                """
                (define (worker seen)
                  (guard (e (#t (display "a
                  b")))
                    (handle (get-message in))
                    (worker (+ seen 1))))
                """,
                "(guard",
                "(worker (+"))
        .isEqualTo(
            """
            (define (worker seen)
              (let* ((next #f)
                     (result
                      (guard (e (#t (display "a
              b")))
                        (handle (get-message in))
                        (set! next (lambda () (worker (+ seen 1)))))))
                (if next (next) result)))
            """);
  }

  @Test
  void shouldComputeInsideOfTheFormWhatTheCallGets() {
    assertThat(
            mended(
                "(define (serve line) (guard (e (#t e)) (serve (get-line port))))",
                "(guard",
                "(serve (get"))
        .contains("(let ((value (get-line port))) (set! next (lambda () (serve value))))");
  }

  @Test
  void shouldNotUseANameThatTheProgramHas() {
    assertThat(mended("(define (f next) (guard (e (#t result)) (f next)))", "(guard", "(f next))"))
        .contains("((next-2 #f)", "(set! next-2 (lambda () (f next)))", "(result-2");
  }

  @Test
  void shouldMoveTheWholeBodyIfMoreIsDoneAfterTheForm() {
    assertThat(
            mended(
                """
                (define (worker)
                  (define job (get-message in))
                  (parameterize ((user job)) (worker))
                  (display "done"))
                """,
                "(parameterize",
                "(worker))"))
        .isEqualTo(
            """
            (define (worker)
              (define job (get-message in))
              (let* ((next #f)
                     (result
                      (let ()
                        (parameterize ((user job)) (set! next worker))
                        (display "done"))))
                (if next (next) result)))
            """);
  }

  @Test
  void shouldDoBeforeTheCallWhatStoodAfterIt() {
    assertThat(
            mended(
                """
                (define (worker)
                  (cond ((get-message in)
                         (worker)
                         (display "left")
                         'end)
                        (else 'none)))
                """,
                "(worker)\n       ",
                "no call"))
        .isEqualTo(
            """
            (define (worker)
              (cond ((get-message in)
                     (display "left")
                     (worker))
                    (else 'none)))
            """);
  }

  @Test
  void shouldCarryTheResultInALoopWithAllItsEnds() {
    assertThat(
            mended(
                """
                (define (sum n)
                  (cond ((= n 0) 0)
                        ((odd? n) (sum (- n 1)))
                        (else (+ (get-message in) (sum (- n 2)) n))))
                """,
                "(sum (- n 2))",
                "no call"))
        .isEqualTo(
            """
            (define (sum-2 n)
              (let loop ((sum-3 0) (n n))
                (cond ((= n 0) (+ sum-3 0))
                      ((odd? n) (loop sum-3 (- n 1)))
                      (else (loop (+ sum-3 (get-message in) n) (- n 2))))))
            """
                .replace("sum-2", "sum")
                .replace("sum-3", "sum-2"));
  }

  @Test
  void shouldKeepTheOrderOfAList() {
    assertThat(mended("(define (all) (if (more?) (cons (next) (all)) '()))", "(all))", "no call"))
        .contains("(loop (cons (next) so-far))", "(append (reverse so-far) '())");
  }

  @Test
  void shouldLeaveToWordsWhatItDoesNotUnderstand() {
    assertThat(
            patch(
                LeakClass.CONTINUATION_GROWTH,
                "(define (f) (let ((x (f))) (list x)))",
                "(f)))",
                "no call"))
        .isEmpty();
    assertThat(patch(LeakClass.CONTINUATION_GROWTH, "(define (f", "(define", "no call")).isEmpty();
    assertThat(patch(LeakClass.MAILBOX_GROWTH, "(define (f) (f))", "(f))", "no call")).isEmpty();
  }

  @Test
  void shouldShowTheLinesThatDifferAndTwoAround() {
    Patch patch = new Patch("a.sps", "1\n2\n3\n4\n5\n6\n", "1\n2\nx\n4\n5\n6\n7\n");
    assertThat(patch.lines().stream().map(Patch.Line::toString).collect(Collectors.joining("|")))
        .isEqualTo("  1|  2|- 3|+ x|  4|  5|  6|+ 7");
    assertThat(patch.lines())
        .extracting(Patch.Line::number)
        .containsExactly(1, 2, 3, 3, 4, 5, 6, 7);
  }
}
