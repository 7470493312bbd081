// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the debugger costs a program: with it and no breakpoint, and with a breakpoint whose
 * condition is false a million times. Whole commands in turns; the program itself measures, after a
 * warm-up.
 */
public final class DebugBench {

  private static final int ROUNDS = 3;
  private static final int PASSES = 1_000_000;

  /** The line of the program that is passed so often. */
  private static final String PASSED = "12";

  private static final String PROGRAM =
      """
      (import (rnrs) (loko system fibers) (only (scheme time) current-jiffy jiffies-per-second))
      (define (fib n)
        (if (< n 2)
            n
            (+ (fib (- n 1)) (fib (- n 2)))))
      (define there (make-channel))
      (define (answer)
        (get-message there)
        (answer))
      (define (pass n)
        (when (positive? n)
          (pass (- n 1))))
      (define (send n)
        (do ((i 0 (+ i 1))) ((= i n))
          (put-message there i)))
      (define (seconds thunk)
        (let ((begin (current-jiffy)))
          (thunk)
          (/ (- (current-jiffy) begin) (inexact (jiffies-per-second)))))
      (define (least thunk)
        (apply min (map (lambda (_) (seconds thunk)) '(1 2 3 4 5))))
      (spawn-fiber answer)
      (for-each
       (lambda (name thunk)
         (display name)
         (display (least thunk))
         (newline))
       '("computing " "messages " "passing ")
       (list (lambda () (fib 35)) (lambda () (send 1000000)) (lambda () (pass %d))))
      """
          .formatted(PASSES);

  private static final Pattern MEASURED =
      Pattern.compile("(computing|messages|passing) ([0-9.e-]+)");

  private DebugBench() {}

  /**
   * Measures.
   *
   * @param mainClass of this program
   */
  public static void run(String mainClass) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("lokoscope-bench");
    try {
      Path program = Files.writeString(work.resolve("p.sps"), PROGRAM);
      Path nothing = Files.writeString(work.resolve("nothing"), "");
      Path go = Files.writeString(work.resolve("go"), "run\n");
      Path condition =
          Files.writeString(work.resolve("condition"), "break " + PASSED + " if (= n -1)\nrun\n");
      Map<String, Double> plain = new LinkedHashMap<>();
      Map<String, Double> debuggable = new LinkedHashMap<>();
      Map<String, Double> debugged = new LinkedHashMap<>();
      Map<String, Double> passed = new LinkedHashMap<>();
      for (int round = 0; round < ROUNDS; round++) {
        once(mainClass, nothing, plain, "run", program.toString());
        once(mainClass, nothing, debuggable, "run", "--debuggable", program.toString());
        once(mainClass, go, debugged, "debug", program.toString());
        once(mainClass, condition, passed, "debug", program.toString());
      }
      print(plain, debuggable, debugged, passed);
    } finally {
      Tools.delete(work);
    }
  }

  private static void print(
      Map<String, Double> plain,
      Map<String, Double> debuggable,
      Map<String, Double> debugged,
      Map<String, Double> passed) {
    System.out.printf(
        "Seconds, the least of %d commands in turns and of five times in each: fib(35), a"
            + " million messages,%na loop of a million turns.%n%n",
        ROUNDS);
    System.out.printf(
        "%-10s %8s %13s %6s %8s %6s%n", "", "run", "--debuggable", "ratio", "debug", "ratio");
    for (Map.Entry<String, Double> each : plain.entrySet()) {
      double run = each.getValue();
      double able = of(debuggable, each.getKey());
      double with = of(debugged, each.getKey());
      System.out.printf(
          Locale.ROOT,
          "%-10s %8.4f %13.4f %6.2f %8.4f %6.2f%n",
          each.getKey(),
          run,
          able,
          able / run,
          with,
          with / run);
    }
    double nanos = (of(passed, "passing") - of(debugged, "passing")) / PASSES * 1e9;
    System.out.printf(
        Locale.ROOT,
        "%nA breakpoint whose condition is false, passed a million times: %.0f ns each.%n",
        nanos);
  }

  private static double of(Map<String, Double> least, String name) {
    return Objects.requireNonNull(least.get(name));
  }

  private static void once(String mainClass, Path input, Map<String, Double> least, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(Tools.ours(mainClass, words));
    TimedCommand.Outcome outcome = TimedCommand.run(command, Map.of(), input);
    int found = 0;
    Matcher measured = MEASURED.matcher(outcome.output());
    while (measured.find()) {
      least.merge(measured.group(1), Double.parseDouble(measured.group(2)), Math::min);
      found++;
    }
    if (outcome.status() != 0 || found != 3) {
      throw new IOException(String.join(" ", words) + " failed: " + outcome.output().strip());
    }
  }
}
