// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.world.VirtualWorld;

/** What the arms that lose leave behind. */
class SweepingTest {

  private static final int CHOICES = 1_000;

  /** Chooses again and again between what comes, what never comes and a timer far away. */
  private static final String LOSING =
      """
      (import (rnrs) (loko system fibers))
      (define busy (make-channel))
      (define quiet (make-channel))
      (define never (make-cvar))
      (spawn-fiber (lambda () (let loop () (put-message busy 'm) (loop))))
      (do ((i 0 (+ i 1))) ((= i 1000))
        (perform-operation
         (choice-operation (get-operation busy) (get-operation quiet) (wait-operation never)
                           (sleep-operation 1000000))))
      """;

  /** Notes the longest queue of offers, and of timers. */
  private static final class Queues implements Probe {
    private long offers;
    private long timers;
    private long left;

    @Override
    public void offerEnqueued(
        long time, long object, long operation, long fiber, int side, long queued) {
      offers = Math.max(offers, queued);
    }

    @Override
    public void timerArmed(
        long time, long timer, long fiber, long operation, long expiry, long armed, long site) {
      timers = Math.max(timers, armed);
      left = armed;
    }

    @Override
    public void timerCancelled(long time, long timer, long armed) {
      left = armed;
    }
  }

  private static Queues run(boolean faithful, String text) {
    VirtualWorld world =
        new VirtualWorld(1_000, InputStream.nullInputStream(), OutputStream.nullOutputStream());
    RunSettings settings = new RunSettings(FiberMode.CALLCC, 1, OptionalLong.empty(), faithful);
    Queues queues = new Queues();
    ProgramRun run = new ProgramRun(settings, world, List.of(), cpu -> queues);
    assertThat(run.execute(run.load(text, "losing.sps"), "losing.sps")).isZero();
    return queues;
  }

  @Test
  void shouldSweepOffersAndCancelTimersThatLose() {
    Queues queues = run(false, LOSING);
    assertThat(queues.offers).isEqualTo(1);
    assertThat(queues.timers).isEqualTo(1);
    assertThat(queues.left).isZero();
  }

  @Test
  void shouldLeaveThemInARunThatAsksForTheLeaksOfLoko() {
    Queues queues = run(true, LOSING);
    assertThat(queues.offers).isBetween(CHOICES / 4L, (long) CHOICES);
    assertThat(queues.timers).isBetween(CHOICES / 4L, (long) CHOICES);
    assertThat(queues.left).isEqualTo(queues.timers);
  }

  /** With cleaning that looks at the whole queue, each time, this takes minutes. */
  @Test
  @Timeout(60)
  void shouldServeALongQueueOfReceiversThatHaveGoneElsewhere() {
    Queues queues =
        run(
            false,
            """
            (import (rnrs) (loko system fibers))
            (define shared (make-channel))
            (define others (make-vector 50000))
            (define served 0)
            (do ((i 0 (+ i 1))) ((= i 50000))
              (let ((own (make-channel)))
                (vector-set! others i own)
                (spawn-fiber (lambda ()
                  (perform-operation (choice-operation (get-operation shared) (get-operation own)))
                  (set! served (+ served 1))))))
            (yield-current-task)
            (do ((i 49999 (- i 1))) ((< i 0))
              (put-message (if (>= i 25000) (vector-ref others i) shared) i))
            (yield-current-task)
            (assert (= served 50000))
            """);
    assertThat(queues.offers).isEqualTo(50_000);
  }
}
