// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.world.LateWorld;

/**
 * Ports on files whose threads are late, against ports on the same bytes in memory: random
 * operations must give the same, in the first fiber, in many fibers, and in a macro, where there
 * are none. Pieces of 16 KiB vanished there.
 */
@Timeout(120)
class LatePortsTest {

  private static final String LIBRARY =
      """
      (define (make-random seed)
        (let ((state seed))
          (lambda (n)
            (set! state (mod (+ (* state 1103515245) 12345) 2147483648))
            (mod (div state 65536) n))))
      (define palette '#(97 98 10 32 206 187 49 13 226 40 41 255))
      (define (content r n)
        (let ((bytes (make-bytevector n)))
          (do ((i 0 (+ i 1))) ((= i n) bytes)
            (bytevector-u8-set! bytes i (vector-ref palette (r 12))))))
      (define (same who one other)
        (unless (equal? one other) (error who "not the same" one other)))
      (define (write-file name bytes r)
        (let ((port (open-file-output-port name (file-options no-fail))))
          (let loop ((at 0))
            (when (< at (bytevector-length bytes))
              (let ((n (min (+ 1 (r 20000)) (- (bytevector-length bytes) at))))
                (put-bytevector port bytes at n)
                (when (zero? (r 3)) (flush-output-port port))
                (loop (+ at n)))))
          (close-port port)))
      (define (binary r size p q)
        (case (r 8)
          ((0) (same 'get-u8 (get-u8 p) (get-u8 q)))
          ((1) (same 'lookahead-u8 (lookahead-u8 p) (lookahead-u8 q)))
          ((2) (let ((n (r 30000)))
                 (same 'get-bytevector-n (get-bytevector-n p n) (get-bytevector-n q n))))
          ((3) (let ((some (get-bytevector-some p)))
                 (same 'get-bytevector-some some
                       (if (eof-object? some)
                           (get-u8 q)
                           (get-bytevector-n q (bytevector-length some))))))
          ((4) (same 'port-position (port-position p) (port-position q)))
          ((5) (let ((to (r (+ size 1))))
                 (set-port-position! p to)
                 (set-port-position! q to)))
          ((6) (same 'port-eof? (port-eof? p) (port-eof? q)))
          (else (let ((one (make-bytevector 5000 0)) (other (make-bytevector 5000 0)))
                  (same 'get-bytevector-n!
                        (get-bytevector-n! p one 7 4000) (get-bytevector-n! q other 7 4000))
                  (same 'get-bytevector-n! one other)))))
      (define (textual r size p q)
        (case (r 7)
          ((0) (same 'get-char (get-char p) (get-char q)))
          ((1) (same 'lookahead-char (lookahead-char p) (lookahead-char q)))
          ((2) (same 'get-line (get-line p) (get-line q)))
          ((3) (let ((n (r 9000))) (same 'get-string-n (get-string-n p n) (get-string-n q n))))
          ((4) (same 'port-position (port-position p) (port-position q)))
          ((5) (when (zero? (r 4))
                 (let ((to (r (+ size 1))))
                   (set-port-position! p to)
                   (set-port-position! q to))))
          (else (same 'port-eof? (port-eof? p) (port-eof? q)))))
      (define (explore name seed)
        (let* ((r (make-random seed))
               (size (+ 20000 (r 80000)))
               (bytes (content r size)))
          (write-file name bytes r)
          (do ((i 0 (+ i 1))) ((= i 3))
            (let ((p (open-file-input-port name)) (q (open-bytevector-input-port bytes)))
              (do ((i 0 (+ i 1))) ((= i 60)) (binary r size p q))
              (set-port-position! p 0)
              (same 'get-bytevector-all (get-bytevector-all p) bytes)
              (close-port p))
            (let* ((t (make-transcoder (utf-8-codec) (eol-style crlf) (error-handling-mode replace)))
                   (p (open-file-input-port name (file-options) (buffer-mode block) t))
                   (q (open-bytevector-input-port bytes t)))
              (do ((i 0 (+ i 1))) ((= i 60)) (textual r size p q))
              (set-port-position! p 0)
              (set-port-position! q 0)
              (same 'get-string-all (get-string-all p) (get-string-all q))
              (close-port p)))
          (delete-file name)
          'right))
      """;

  @TempDir private Path folder;

  private String run(long seed, String program) {
    ProcessProgram run =
        new ProcessProgram(folder, "explore", LIBRARY).world(world -> new LateWorld(world, seed));
    String output = run.run(program.replace("FILE", folder.resolve("file").toString()));
    assertThat(run.errors()).isEmpty();
    return output;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldGiveTheSameInManyFibers(long seed) {
    String program =
        """
        (define done (make-channel))
        (do ((i 0 (+ i 1))) ((= i 6))
          (let ((i i))
            (spawn-fiber
              (lambda ()
                (put-message done
                  (explore (string-append "FILE" (number->string i)) (+ SEED i)))))))
        (write (explore "FILE" SEED))
        (do ((i 0 (+ i 1))) ((= i 6)) (write (get-message done)))
        """;
    assertThat(run(seed, program.replace("SEED", Long.toString(100 * seed))))
        .isEqualTo("right".repeat(7));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldGiveTheSameInAMacro(long seed) {
    String program =
        """
        (define-syntax explored
          (lambda (form)
            (syntax-case form ()
              ((k) (datum->syntax #'k (list 'quote (explore "FILE" SEED)))))))
        (write (explored))
        """;
    assertThat(run(seed, program.replace("SEED", Long.toString(seed)))).isEqualTo("right");
  }
}
