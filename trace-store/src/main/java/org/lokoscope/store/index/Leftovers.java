// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.lokoscope.runtime.probe.OfferSide;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.SeriesId.Quantity;

/**
 * What choices leave behind: offers in queues and armed timers whose fiber has long gone on.
 *
 * <p>A fiber waits in one performance at a time. So the offers that are alive are those of fibers
 * that have not been made ready since they queued them; what a queue holds besides is stale. The
 * same holds for timers. Nothing is kept for each offer that is stale.
 *
 * <p>The series of an object tells of stale offers, that of a site of stale timers armed there.
 */
final class Leftovers implements Probe, Kept.State {

  private static final int SIDES = OfferSide.values().length;

  private final Objects objects;
  private final Fibers fibers;
  private final SeriesTable series;
  private final Rows points;

  /** By object and side. */
  private final Longs lengths = new Longs(0);

  private final Longs waiting = new Longs(0);

  /** By object: what was said last. */
  private final Longs stale = new Longs(0);

  /** By fiber: the first of its offers plus 1, and the site at which it armed a timer. */
  private final Longs firstOffer = new Longs(0);

  private final Longs timerSite = new Longs(0);

  // The offers of waiting fibers: queue and next plus 1. Those that are free form a list.
  private final Longs queue = new Longs(0);
  private final Longs next = new Longs(0);
  private long free;
  private int used;

  /** Timers that are armed: the site of each, plus 1; 0 once it is gone. */
  private final Map<Long, Long> armed = new HashMap<>();

  private final LongIndex sites = new LongIndex();
  private final Longs armedAt = new Longs(0);
  private final Longs waitingAt = new Longs(0);
  private final Longs staleAt = new Longs(0);
  private final Definitions definitions;

  Leftovers(
      Objects objects, Fibers fibers, SeriesTable series, Definitions definitions, Rows points) {
    this.objects = objects;
    this.fibers = fibers;
    this.series = series;
    this.definitions = definitions;
    this.points = points;
  }

  @Override
  public void keep(Kept kept) {
    int all = objects.ids.size();
    kept.column(lengths, all * SIDES);
    kept.column(waiting, all * SIDES);
    kept.column(stale, all);
    kept.column(firstOffer, fibers.ids.size());
    kept.column(timerSite, fibers.ids.size());
    free = kept.number(free);
    used = kept.count(used, Integer.MAX_VALUE);
    kept.column(queue, used);
    kept.column(next, used);
    kept.numbers(armed);
    kept.ids(sites);
    kept.column(armedAt, sites.size());
    kept.column(waitingAt, sites.size());
    kept.column(staleAt, sites.size());
    checkLists();
  }

  /** Each entry must be in one list, once: from one that leads back nobody would come back. */
  private void checkLists() {
    BitSet seen = new BitSet();
    checkList(seen, free);
    for (int fiber = 0; fiber < fibers.ids.size(); fiber++) {
      checkList(seen, firstOffer.get(fiber));
    }
  }

  private void checkList(BitSet seen, long first) {
    for (long entry = first; entry != 0; entry = next.get((int) entry - 1)) {
      if (entry < 0 || entry > used || seen.get((int) entry)) {
        throw Kept.impossible(entry);
      }
      seen.set((int) entry);
    }
  }

  @Override
  public void offersPlaced(long time, long object, int side, long words, long site) {
    int index = objects.of(object, time);
    objects.offerSite.set(index, site);
    objects.offerWords.set(index, words);
  }

  @Override
  public void timerWeighed(long time, long timer, long words) {
    definitions.timerWords = words;
  }

  @Override
  public void offerEnqueued(
      long time, long object, long operation, long fiber, int side, long queueLength) {
    int index = objects.of(object, time);
    int at = index * SIDES + Math.clamp(side, 0, SIDES - 1);
    lengths.set(at, queueLength);
    waiting.add(at, 1);
    tell(index, time);
    int entry = free == 0 ? used++ : (int) free - 1;
    free = free == 0 ? 0 : next.get(entry);
    queue.set(entry, at);
    int owner = fibers.of(fiber, time);
    next.set(entry, firstOffer.get(owner));
    firstOffer.set(owner, entry + 1L);
  }

  @Override
  public void offerMatched(long time, long object, long from, long to, long queueLength) {
    int at = objects.of(object, time) * SIDES;
    // The event does not say which queue it was: where both hold parties, neither can be stale.
    for (int side = 0; side < SIDES; side++) {
      if (lengths.get(at + side) > queueLength) {
        lengths.set(at + side, queueLength);
      }
    }
  }

  @Override
  public void offersSwept(long time, long object, int side, long removed, long queueLength) {
    int index = objects.of(object, time);
    lengths.set(index * SIDES + Math.clamp(side, 0, SIDES - 1), queueLength);
    tell(index, time);
  }

  @Override
  public void fiberReady(long time, long fiber, long by, long object) {
    goOn(time, fibers.of(fiber, time));
  }

  @Override
  public void fiberEnded(long time, long fiber, int outcome) {
    int index = fibers.of(fiber, time);
    firstOffer.set(index, 0);
    timerSite.set(index, 0);
  }

  /** The fiber waits no longer: what it left is stale from now on. */
  private void goOn(long time, int fiber) {
    long entry = firstOffer.get(fiber);
    firstOffer.set(fiber, 0);
    while (entry != 0) {
      int at = (int) entry - 1;
      int place = (int) queue.get(at);
      waiting.add(place, -1);
      tell(place / SIDES, time);
      entry = next.get(at);
      next.set(at, free);
      free = at + 1L;
    }
    long site = timerSite.get(fiber);
    if (site != 0) {
      timerSite.set(fiber, 0);
      int index = sites.add(site - 1);
      waitingAt.add(index, -1);
      tellTimers(index, time);
    }
  }

  private void tell(int object, long time) {
    long left = 0;
    for (int side = 0; side < SIDES; side++) {
      int at = object * SIDES + side;
      left += Math.max(0, lengths.get(at) - waiting.get(at));
    }
    if (left != stale.get(object)) {
      stale.set(object, left);
      points.add(series.of(Quantity.STALE_OFFERS, objects.ids.key(object)), time, left);
    }
  }

  @Override
  public void timerArmed(
      long time, long timer, long fiber, long operation, long expiry, long all, long site) {
    int index = sites.add(site);
    armed.put(timer, site);
    armedAt.add(index, 1);
    int owner = fibers.of(fiber, time);
    if (timerSite.get(owner) == 0) {
      timerSite.set(owner, site + 1);
      waitingAt.add(index, 1);
    }
  }

  @Override
  public void timerFired(long time, long timer, int effective, long left) {
    gone(time, timer);
  }

  @Override
  public void timerCancelled(long time, long timer, long left) {
    gone(time, timer);
  }

  private void gone(long time, long timer) {
    Long site = armed.remove(timer);
    if (site != null) {
      int index = sites.add(site);
      armedAt.add(index, -1);
      tellTimers(index, time);
    }
  }

  private void tellTimers(int index, long time) {
    long left = Math.max(0, armedAt.get(index) - waitingAt.get(index));
    if (left != staleAt.get(index)) {
      staleAt.set(index, left);
      points.add(series.of(Quantity.STALE_TIMERS, sites.key(index)), time, left);
    }
  }
}
