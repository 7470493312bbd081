// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.world.VirtualWorld;

/** Fibers that do not give way by themselves. The limit of time is for what would hang. */
@Timeout(60)
class FiberPreemptionTest {

  /** What passes between two looks at the clock. */
  private static final long LOOK_NANOS = 100_000;

  private static String run(RunSettings settings, String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    VirtualWorld world = new VirtualWorld(LOOK_NANOS, InputStream.nullInputStream(), out);
    ProgramRun run = new ProgramRun(settings, world, List.of(), cpu -> Probe.NONE);
    String program = "(import (rnrs) (loko system fibers))\n" + text;
    assertThat(run.execute(run.load(program, "preempt.sps"), "preempt.sps")).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static RunSettings preempting(FiberMode mode) {
    return new RunSettings(mode, 1, OptionalLong.empty(), false).withFiberHertz(1_000);
  }

  @ParameterizedTest
  @EnumSource(FiberMode.class)
  void shouldLetASleeperWakeBesideABusyFiber(FiberMode mode) {
    assertThat(
            run(
                preempting(mode),
                """
                (spawn-fiber (lambda () (let spin () (spin))))
                (sleep 0.01)
                (write 'awake)
                """))
        .isEqualTo("awake");
  }

  @ParameterizedTest
  @EnumSource(FiberMode.class)
  void shouldLetAMessageThroughToAFiberThatWaitsWhileTheOnlyOtherOneIsBusy(FiberMode mode) {
    assertThat(
            run(
                preempting(mode),
                """
                (define done #f)
                (spawn-fiber (lambda () (sleep 0.005) (set! done #t)))
                (let wait () (if done (write 'heard) (wait)))
                """))
        .isEqualTo("heard");
  }

  /** All get the same share of the time, give or take a slice. */
  @ParameterizedTest
  @EnumSource(FiberMode.class)
  void shouldShareTheTimeAmongBusyFibers(FiberMode mode) {
    String counts =
        run(
            preempting(mode),
            """
            (define fibers 5)
            (define counts (make-vector fibers 0))
            (do ((i 0 (+ i 1))) ((= i fibers))
              (spawn-fiber
               (lambda ()
                 (let loop ()
                   (vector-set! counts i (+ 1 (vector-ref counts i)))
                   (loop)))))
            (sleep 0.3)
            (for-each (lambda (n) (display n) (display " ")) (vector->list counts))
            """);
    List<Long> all = Arrays.stream(counts.trim().split(" ")).map(Long::valueOf).toList();
    long most = Collections.max(all);
    assertThat(all).hasSize(5).allMatch(n -> n > most / 2);
  }

  /** A switch in the midst of a winder's thunk began another change of winders, without end. */
  @ParameterizedTest
  @EnumSource(FiberMode.class)
  void shouldFinishChangesOfTheDynamicState(FiberMode mode) {
    RunSettings settings =
        new RunSettings(mode, 1, OptionalLong.empty(), false, SafePoints.SWITCH_FIBERS);
    assertThat(
            run(
                settings,
                """
                (define done (make-channel))
                (define depth 0)
                (define (count n) (if (> n 0) (count (- n 1))))
                (define (work)
                  (dynamic-wind
                    (lambda () (count 20) (set! depth (+ depth 1)))
                    (lambda () (count 50) (yield-current-task) (count 50))
                    (lambda () (count 20) (set! depth (- depth 1))))
                  (put-message done 'done))
                (do ((i 0 (+ i 1))) ((= i 10)) (spawn-fiber work))
                (do ((i 0 (+ i 1))) ((= i 10)) (get-message done))
                (write depth)
                """))
        .isEqualTo("0");
  }

  @ParameterizedTest
  @EnumSource(FiberMode.class)
  void shouldNotPreemptUnlessAsked(FiberMode mode) {
    RunSettings settings = new RunSettings(mode, 1, OptionalLong.empty(), false);
    assertThat(
            run(
                settings,
                """
                (define ran #f)
                (spawn-fiber (lambda () (set! ran #t)))
                (define (count n) (if (> n 0) (count (- n 1))))
                (count 3000000)
                (write ran)
                """))
        .isEqualTo("#f");
  }
}
