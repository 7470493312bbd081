// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import org.lokoscope.runtime.probe.OfferSide;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.SeriesId.Quantity;

/** What is summed up over time besides continuations: offers, timers, fibers. */
final class Queues implements Probe, Kept.State {

  private static final int SIDES = OfferSide.values().length;

  private final Objects objects;
  private final SeriesTable series;
  private final Rows points;

  /** By object and side: the length of the queue. */
  private final Longs lengths = new Longs(0);

  private final LongIndex timerHeaps = new LongIndex();
  private final Longs armedTimers = new Longs(0);

  /** By process: the fiber that runs. */
  private final LongIndex runners = new LongIndex();

  private final Longs running = new Longs(0);
  private final Fibers fibers;

  /** By fiber. */
  private final Longs alive = new Longs(0);

  private long liveOffers;
  private long liveTimers;
  private long liveFibers;

  Queues(Fibers fibers, Objects objects, SeriesTable series, Rows points) {
    this.fibers = fibers;
    this.objects = objects;
    this.series = series;
    this.points = points;
  }

  @Override
  public void keep(Kept kept) {
    kept.column(lengths, objects.ids.size() * SIDES);
    kept.ids(timerHeaps);
    kept.column(armedTimers, timerHeaps.size());
    kept.ids(runners);
    kept.column(running, runners.size());
    kept.column(alive, fibers.ids.size());
    liveOffers = kept.number(liveOffers);
    liveTimers = kept.number(liveTimers);
    liveFibers = kept.number(liveFibers);
  }

  private void point(Quantity quantity, long subject, long time, long value) {
    points.add(series.of(quantity, subject), time, value);
  }

  @Override
  public void objectCreated(long time, long object, int kind, long fiber, long site) {
    int index = objects.of(object, time);
    objects.kind.set(index, kind);
    objects.creator.set(index, fiber);
    objects.site.set(index, site);
  }

  @Override
  public void offerEnqueued(
      long time, long object, long operation, long fiber, int side, long queueLength) {
    setLength(time, object, side, queueLength);
  }

  @Override
  public void offerMatched(long time, long object, long from, long to, long queueLength) {
    objects.matches.add(objects.of(object, time), 1);
    setLength(time, object, sideOfMatch(time, object, from, to, queueLength), queueLength);
  }

  @Override
  public void offersSwept(long time, long object, int side, long removed, long queueLength) {
    setLength(time, object, side, queueLength);
  }

  /**
   * The queue from which a match took its waiting party. The event does not say; it is that of the
   * party that does not run. When neither is known to run, the queue that is longer by one is
   * meant, or else the longest.
   */
  private int sideOfMatch(long time, long object, long from, long to, long left) {
    int at = objects.of(object, time) * SIDES;
    if (to != 0 && isRunning(to) && lengths.get(at + OfferSide.PUT.ordinal()) > 0) {
      return OfferSide.PUT.ordinal();
    }
    if (from != 0 && isRunning(from) && lengths.get(at + OfferSide.GET.ordinal()) > 0) {
      return OfferSide.GET.ordinal();
    }
    int longest = 0;
    for (int side = 0; side < SIDES; side++) {
      if (lengths.get(at + side) == left + 1) {
        return side;
      }
      if (lengths.get(at + side) > lengths.get(at + longest)) {
        longest = side;
      }
    }
    return longest;
  }

  private void setLength(long time, long object, int side, long length) {
    int index = objects.of(object, time);
    int at = index * SIDES + Math.clamp(side, 0, SIDES - 1);
    liveOffers += length - lengths.get(at);
    lengths.set(at, length);
    long sum = 0;
    for (int i = 0; i < SIDES; i++) {
      sum += lengths.get(index * SIDES + i);
    }
    if (sum > objects.peakQueue.get(index)) {
      objects.peakQueue.set(index, sum);
    }
    point(Quantity.OFFERS, object, time, sum);
    point(Quantity.LIVE_OFFERS, 0, time, liveOffers);
  }

  private boolean isRunning(long fiber) {
    int index = runners.find(fiber >>> 32);
    return index >= 0 && running.get(index) == fiber;
  }

  @Override
  public void fiberSpawned(long time, long fiber, long parent, long process, long site) {
    int index = fibers.of(fiber, time);
    if (alive.get(index) == 0) {
      alive.set(index, 1);
      point(Quantity.FIBERS, 0, time, ++liveFibers);
    }
  }

  @Override
  public void fiberResumed(long time, long fiber) {
    running.set(runners.add(fiber >>> 32), fiber);
  }

  @Override
  public void fiberSuspended(long time, long fiber, int reason, long object, long site) {
    stop(fiber);
  }

  @Override
  public void fiberEnded(long time, long fiber, int outcome) {
    stop(fiber);
    int index = fibers.of(fiber, time);
    if (alive.get(index) != 0) {
      alive.set(index, 0);
      point(Quantity.FIBERS, 0, time, --liveFibers);
    }
  }

  private void stop(long fiber) {
    if (isRunning(fiber)) {
      running.set(runners.add(fiber >>> 32), 0);
    }
  }

  @Override
  public void timerArmed(
      long time, long timer, long fiber, long operation, long expiry, long armed, long site) {
    setTimers(time, timer, armed);
  }

  @Override
  public void timerFired(long time, long timer, int effective, long armed) {
    setTimers(time, timer, armed);
  }

  @Override
  public void timerCancelled(long time, long timer, long armed) {
    setTimers(time, timer, armed);
  }

  private void setTimers(long time, long timer, long armed) {
    int heap = timerHeaps.add(timer >>> 32);
    liveTimers += armed - armedTimers.get(heap);
    armedTimers.set(heap, armed);
    point(Quantity.TIMERS, 0, time, liveTimers);
  }
}
