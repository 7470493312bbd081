// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.probe.OfferSide;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.runtime.world.SystemWorld;

/**
 * What losing offers and timers are said to keep is what the heap holds, where they stay as in
 * Loko; and nothing stays where they are swept.
 */
class LeftoverSizeTest {

  private static final int TURNS = 200_000;

  private static Measure run(String operation, boolean faithful) {
    Layout.detect();
    String text =
        """
        (import (rnrs) (loko system fibers))
        (define stop (make-cvar))
        (define feed (make-channel))
        (define (race i n)
          (when (< i n)
            (perform-operation (choice-operation (get-operation feed) %s))
            (race (+ i 1) n)))
        (define (feeding n)
          (spawn-fiber
           (lambda () (do ((i 0 (+ i 1))) ((= i n)) (put-message feed i) (yield-current-task))))
          (race 0 n))
        (feeding 1000)
        (sleep 0.001)
        (feeding %d)
        (sleep 0.001)
        (signal-cvar! stop)
        """
            .formatted(operation, TURNS);
    Measure measure = new Measure();
    SystemWorld world =
        new SystemWorld(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            System.err,
            List.of("test"));
    RunSettings settings = new RunSettings(FiberMode.CALLCC, 1, OptionalLong.empty(), faithful);
    ProgramRun run = new ProgramRun(settings, world, List.of(), cpu -> measure);
    assertThat(run.execute(run.load(text, "test.sps"), "test")).isZero();
    return measure;
  }

  @Test
  void shouldSayOfOffersThatStayWhatTheHeapHolds() {
    Measure measure = run("(wait-operation stop)", true);
    assertThat(measure.left()).isGreaterThan(TURNS / 3);
    assertThat(measure.grown())
        .isCloseTo(8 * measure.words * measure.left(), Percentage.withPercentage(25));
  }

  @Test
  void shouldSayOfTimersThatStayWhatTheHeapHolds() {
    Measure measure = run("(sleep-operation 300)", true);
    assertThat(measure.left()).isGreaterThan(TURNS / 3);
    assertThat(measure.grown())
        .isCloseTo(8 * measure.words * measure.left(), Percentage.withPercentage(25));
  }

  @Test
  void shouldLeaveNothingWhereTheyAreSwept() {
    for (String operation : List.of("(wait-operation stop)", "(sleep-operation 300)")) {
      Measure measure = run(operation, false);
      assertThat(measure.left()).isLessThan(10);
      assertThat(measure.grown()).isLessThan(8L * TURNS);
    }
  }

  /** Notes what stays, and what the heap holds whenever the program sleeps. */
  private static final class Measure implements Probe {
    private final List<Long> heap = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();
    private long words;
    private long queued;

    long grown() {
      return heap.getLast() - heap.getFirst();
    }

    long left() {
      return counts.getLast() - counts.getFirst();
    }

    @Override
    public void fiberSuspended(long time, long fiber, int reason, long object, long site) {
      if (reason == SuspendReason.SLEEP.ordinal()) {
        System.gc();
        System.gc();
        heap.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        counts.add(queued);
      }
    }

    @Override
    public void offersPlaced(long time, long object, int side, long weight, long site) {
      words = side == OfferSide.WAIT.ordinal() ? weight : words;
    }

    @Override
    public void offerEnqueued(
        long time, long object, long operation, long fiber, int side, long queueLength) {
      queued = side == OfferSide.WAIT.ordinal() ? queueLength : queued;
    }

    @Override
    public void offersSwept(long time, long object, int side, long removed, long queueLength) {
      queued = side == OfferSide.WAIT.ordinal() ? queueLength : queued;
    }

    @Override
    public void timerArmed(
        long time, long timer, long fiber, long operation, long expiry, long armed, long site) {
      queued = armed;
    }

    @Override
    public void timerCancelled(long time, long timer, long armed) {
      queued = armed;
    }

    @Override
    public void timerWeighed(long time, long timer, long weight) {
      words = Math.max(words, weight);
    }
  }
}
