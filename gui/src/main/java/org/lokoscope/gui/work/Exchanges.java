// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.util.Random;
import java.util.function.LongSupplier;
import org.lokoscope.runtime.probe.CaptureReason;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.runtime.probe.OfferSide;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;

/**
 * The events of a program that was never run: fibers in pairs, each pair with a channel of its own,
 * one of which gives the other a message; which pair comes next is random.
 */
final class Exchanges {

  /** Events of an exchange. */
  static final int EVENTS = 11;

  private static final int SITES = 8;
  private static final long PROCESS = 1L << 32;

  private final Probe probe;
  private final Random random;
  private final LongSupplier clock;
  private final int pairs;
  private long serial = 1L << 33;

  /**
   * @param probe told of the events
   * @param clock asked for the time of each
   */
  Exchanges(Probe probe, int fibers, Random random, LongSupplier clock) {
    this.probe = probe;
    this.random = random;
    this.clock = clock;
    pairs = Math.max(1, fibers / 2);
  }

  private static long fiber(int number) {
    return PROCESS + 1 + number;
  }

  private long channel(int pair) {
    return PROCESS + 1 + 2L * pairs + pair;
  }

  /** Tells of the program, its fibers and its channels. */
  void begin(String program) {
    probe.stringDefined(clock.getAsLong(), 1, program);
    for (int site = 1; site <= SITES; site++) {
      probe.siteDefined(clock.getAsLong(), site, 1, 10 * site, 3, 1, 1);
    }
    probe.processSpawned(clock.getAsLong(), 1, 1, 1, 1);
    probe.processDispatched(clock.getAsLong(), 1, 0);
    for (int pair = 0; pair < pairs; pair++) {
      probe.objectCreated(clock.getAsLong(), channel(pair), ObjectKind.CHANNEL.ordinal(), 0, 1);
      probe.fiberSpawned(clock.getAsLong(), fiber(2 * pair), 0, 1, 2);
      probe.fiberSpawned(clock.getAsLong(), fiber(2 * pair + 1), 0, 1, 3);
    }
  }

  /** The exchange of a pair that is chosen by chance. */
  void next() {
    int pair = random.nextInt(pairs);
    long sender = fiber(2 * pair);
    long receiver = fiber(2 * pair + 1);
    long site = 1L + pair % SITES;
    probe.fiberReady(clock.getAsLong(), receiver, 0, 0);
    probe.fiberResumed(clock.getAsLong(), receiver);
    probe.offerEnqueued(
        clock.getAsLong(), channel(pair), serial++, receiver, OfferSide.GET.ordinal(), 1);
    suspend(receiver, SuspendReason.GET, channel(pair), site);
    probe.fiberReady(clock.getAsLong(), sender, receiver, 0);
    probe.fiberResumed(clock.getAsLong(), sender);
    probe.offerMatched(clock.getAsLong(), channel(pair), sender, receiver, 0);
    probe.fiberReady(clock.getAsLong(), receiver, sender, channel(pair));
    suspend(sender, SuspendReason.SLEEP, 0, site);
  }

  private void suspend(long fiber, SuspendReason reason, long object, long site) {
    long words = 60L + random.nextInt(4);
    probe.continuationCaptured(
        clock.getAsLong(),
        serial++,
        fiber,
        CaptureReason.SUSPEND.ordinal(),
        words / 5,
        words,
        5,
        40,
        3,
        1,
        0,
        site);
    probe.fiberSuspended(clock.getAsLong(), fiber, reason.ordinal(), object, site);
  }
}
