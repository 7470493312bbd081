// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import org.jspecify.annotations.Nullable;

/**
 * One side of an object as events tell of it: the parties in order, and how many entries the
 * runtime says there are. Both differ where events are missing, and for a moment when a choice is
 * made: its entries leave before an event tells whose they were ({@link #leaving}).
 */
final class LiveQueue {

  /** A party. Those of one performance are linked, as long as its choice is open. */
  static final class Offer {
    final LiveQueue queue;
    final long fiber;
    final long operation;
    final long since;
    boolean stale;
    boolean queued;
    @Nullable Offer previous;
    @Nullable Offer next;
    @Nullable Offer nextArm;

    Offer(LiveQueue queue, long fiber, long operation, long since) {
      this.queue = queue;
      this.fiber = fiber;
      this.operation = operation;
      this.since = since;
    }
  }

  final WaitSide side;
  @Nullable Offer first;
  private @Nullable Offer last;
  private int size;
  private int stale;
  long length;

  /** Whether what is told of it has changed since it was told. */
  boolean changed = true;

  /** Entries that have left, by what the runtime says, of which nobody knows yet who they were. */
  long leaving;

  LiveQueue(WaitSide side) {
    this.side = side;
  }

  boolean isEmpty() {
    return size == 0 && length <= 0;
  }

  int size() {
    return size;
  }

  void add(Offer offer) {
    offer.previous = last;
    if (last == null) {
      first = offer;
    } else {
      last.next = offer;
    }
    last = offer;
    offer.queued = true;
    changed = true;
    size++;
    if (offer.stale) {
      stale++;
    }
  }

  private void remove(Offer offer) {
    if (offer.previous == null) {
      first = offer.next;
    } else {
      offer.previous.next = offer.next;
    }
    if (offer.next == null) {
      last = offer.previous;
    } else {
      offer.next.previous = offer.previous;
    }
    offer.queued = false;
    changed = true;
    size--;
    if (offer.stale) {
      stale--;
    }
  }

  /** One party has met another. */
  void take(Offer offer, long left) {
    remove(offer);
    leaving = Math.min(leaving, size);
    setLength(left);
  }

  /** The choice of a party was made: it is among those that have left, or stays in vain. */
  void settle(Offer offer) {
    if (!offer.queued) {
      return;
    }
    if (!side.isCounted()) {
      take(offer, length - 1);
    } else if (leaving > 0) {
      leaving--;
      remove(offer);
    } else {
      offer.stale = true;
      changed = true;
      stale++;
    }
  }

  /** Some have left: stale ones from the front, or else somebody whose choice is being made. */
  void sweep(long removed, long left) {
    long unknown = Math.max(0, removed);
    for (Offer at = first; at != null && stale > 0 && unknown > 0; at = at.next) {
      if (at.stale) {
        remove(at);
        unknown--;
      }
    }
    leaving = Math.min(size, leaving + unknown);
    setLength(left);
  }

  /** What the runtime says; whoever cannot be there any more, because events are missing, goes. */
  void setLength(long now) {
    long next = Math.max(0, now);
    changed |= next != length;
    length = next;
    while (size - leaving > length && first != null) {
      Offer gone = first;
      for (Offer at = first; at != null && stale > 0; at = at.next) {
        if (at.stale) {
          gone = at;
          break;
        }
      }
      remove(gone);
    }
  }
}
