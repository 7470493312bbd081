// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A random program: fibers that do operations with time-outs on channels and conditions, read and
 * write a file, talk over sockets and to commands, and may be preempted.
 */
final class RandomProgram {

  private static final String HEAD =
      """
      (import (rnrs) (loko system fibers) (lokoscope net) (lokoscope os) (srfi 27))
      (define (say . xs) (for-each display xs) (newline))
      (define channels (vector (make-channel) (make-channel) (make-channel)))
      (define conditions (vector (make-cvar) (make-cvar)))
      (define listener (tcp-listen "127.0.0.1" 0))
      (define (text port) (transcoded-port port (native-transcoder)))
      (define (short op) (perform-operation (choice-operation op (sleep-operation 0.001))))
      (define (burn n) (unless (= n 0) (burn (- n 1))))
      (define ended (make-channel))
      (spawn-fiber
        (lambda ()
          (let loop ()
            (let ((c (tcp-accept listener)))
              (spawn-fiber
                (lambda ()
                  (let ((line (get-line (text (connection-input-port c)))))
                    (put-string (text (connection-output-port c)) (string-append line "!\\n"))
                    (close-connection c))))
              (loop)))))
      """;

  private final SplittableRandom random;
  private final Path file;

  RandomProgram(long seed, Path file) {
    this.random = new SplittableRandom(seed);
    this.file = file;
  }

  String text() {
    StringBuilder text = new StringBuilder(HEAD);
    int fibers = random.nextInt(2, 6);
    for (int fiber = 0; fiber < fibers; fiber++) {
      text.append("(spawn-fiber (lambda ()\n");
      int steps = random.nextInt(1, 8);
      for (int step = 0; step < steps; step++) {
        text.append("  ").append(step(fiber * 100 + step)).append('\n');
      }
      text.append("  (put-message ended ").append(fiber).append(")))\n");
    }
    return text.append("(do ((i 0 (+ i 1))) ((= i ")
        .append(fibers)
        .append(")) (say 'ended (get-message ended)))\n(exit 0)\n")
        .toString();
  }

  private String step(int number) {
    return switch (random.nextInt(10)) {
      case 0 -> "(say " + number + " (random-integer 1000))";
      case 1 -> "(yield-current-task)";
      case 2 -> "(burn " + random.nextInt(30_000) + ")";
      case 3 -> "(signal-cvar! (vector-ref conditions " + random.nextInt(2) + "))";
      case 4 -> "(sleep " + random.nextInt(4) + "e-3)";
      case 5 ->
          "(let ((c (tcp-connect \"127.0.0.1\" (tcp-listener-port listener))))"
              + " (put-string (text (connection-output-port c)) \""
              + number
              + "\\n\") (say (get-line (text (connection-input-port c)))) (close-connection c))";
      case 6 ->
          "(begin (when (file-exists? \""
              + file
              + "\") (delete-file \""
              + file
              + "\"))"
              + " (call-with-output-file \""
              + file
              + "\" (lambda (p) (write "
              + number
              + " p)))"
              + " (say (call-with-input-file \""
              + file
              + "\" read)))";
      case 7 ->
          random.nextInt(4) > 0
              ? "(yield-current-task)"
              : "(let ((c (spawn-command '(\"echo\" \""
                  + number
                  + "\"))))"
                  + " (say (get-line (text (command-output c))) (wait-for-command c)))";
      default -> "(say " + number + " (short " + operation(number, 2) + "))";
    };
  }

  private String operation(int number, int depth) {
    int channel = random.nextInt(3);
    return switch (random.nextInt(depth == 0 ? 3 : 5)) {
      case 0 -> "(put-operation (vector-ref channels " + channel + ") " + number + ")";
      case 1 -> "(get-operation (vector-ref channels " + channel + "))";
      case 2 -> "(wait-operation (vector-ref conditions " + channel % 2 + "))";
      case 3 ->
          "(choice-operation "
              + operation(number, depth - 1)
              + " "
              + operation(number + 50, depth - 1)
              + ")";
      default -> "(wrap-operation " + operation(number, depth - 1) + " list)";
    };
  }
}
