// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.world.VirtualWorld;

/**
 * Nobody is preferred, and nobody starves. Chance comes from a seed, so the counts never change.
 */
class FairnessTest {

  private static List<Long> counts(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    VirtualWorld world = new VirtualWorld(1_000, InputStream.nullInputStream(), out);
    RunSettings settings = new RunSettings(FiberMode.CALLCC, 1, OptionalLong.empty(), false);
    ProgramRun run = new ProgramRun(settings, world, List.of(), cpu -> Probe.NONE);
    String program =
        """
        (import (rnrs) (loko system fibers) (lokoscope operations))
        (define counts (make-vector 3 0))
        (define (count i) (vector-set! counts i (+ 1 (vector-ref counts i))))
        (define (repeat n f) (do ((i 0 (+ i 1))) ((= i n)) (f)))
        (define (counting i op) (wrap-operation op (lambda ignored (count i))))
        """
            + text
            + "(vector-for-each (lambda (n) (display n) (display \" \")) counts)";
    assertThat(run.execute(run.load(program, "fair.sps"), "fair.sps")).isZero();
    String counts = out.toString(StandardCharsets.UTF_8).trim();
    return Arrays.stream(counts.split(" ")).map(Long::valueOf).toList();
  }

  /** A fair choice strays by more than this, five standard deviations, once in a million times. */
  private static void expectThirds(List<Long> counts, int all) {
    double third = all / 3.0;
    double deviation = Math.sqrt(all * (1 / 3.0) * (2 / 3.0));
    assertThat(counts).allMatch(n -> Math.abs(n - third) < 5 * deviation);
    assertThat(counts.stream().mapToLong(n -> n).sum()).isEqualTo(all);
  }

  @Test
  void shouldChooseEachOfThreeArmsThatCanBeDoneAThirdOfTheTimes() {
    expectThirds(
        counts(
            """
            (define op (choice-operation (counting 0 (always-operation))
                                         (counting 1 (always-operation))
                                         (counting 2 (always-operation))))
            (repeat 9000 (lambda () (perform-operation op)))
            """),
        9_000);
  }

  @Test
  void shouldChooseNestedArmsAsOftenAsOthers() {
    expectThirds(
        counts(
            """
            (define op
              (choice-operation
               (counting 0 (always-operation))
               (choice-operation (counting 1 (always-operation))
                                 (guard-operation (lambda () (counting 2 (always-operation)))))))
            (repeat 9000 (lambda () (perform-operation op)))
            """),
        9_000);
  }

  @Test
  void shouldServeASenderWhoseChannelIsOneOfManyThatAreFlooded() {
    List<Long> counts =
        counts(
            """
            (define (flood) (let ((ch (make-channel)))
              (spawn-fiber (lambda () (let loop () (put-message ch 'm) (loop))))
              ch))
            (define op (choice-operation (counting 0 (get-operation (flood)))
                                         (counting 1 (get-operation (flood)))
                                         (counting 2 (get-operation (flood)))))
            (repeat 9000 (lambda () (perform-operation op)))
            """);
    assertThat(counts).allMatch(n -> n > 2_000);
  }

  @Test
  void shouldGiveEachFiberOfManyItsTurn() {
    List<Long> counts =
        counts(
            """
            (define (turns i) (lambda () (let loop () (count i) (yield-current-task) (loop))))
            (spawn-fiber (turns 0))
            (spawn-fiber (turns 1))
            (spawn-fiber (turns 2))
            (repeat 1000 yield-current-task)
            """);
    assertThat(counts).containsExactly(1_000L, 1_000L, 1_000L);
  }

  /** A timer fires though other fibers keep each other busy. */
  @Test
  void shouldWakeASleeperBesideFibersThatNeverRest() {
    List<Long> counts =
        counts(
            """
            (define (busy) (yield-current-task) (busy))
            (spawn-fiber busy)
            (spawn-fiber busy)
            (repeat 10 (lambda () (sleep 0.001) (count 0)))
            """);
    assertThat(counts).containsExactly(10L, 0L, 0L);
  }
}
