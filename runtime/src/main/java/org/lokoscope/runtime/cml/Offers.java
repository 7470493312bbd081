// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.MultipleValues;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.runtime.probe.OfferSide;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.runtime.vm.Machine;

/**
 * The parties that wait on one side of an object, first come first served: a doubly linked list, so
 * that a party that loses its choice leaves in constant time.
 */
final class Offers {

  private final long object;
  private final OfferSide side;
  private @Nullable Offer first;
  private @Nullable Offer last;
  private int size;

  /** What the trace was told last of the offers of this queue. */
  private int reportedSite;

  private int reportedWords;

  /** Where that fiber suspended, if its arm was a plain one; else 0. */
  private int reportedPlain;

  Offers(long object, OfferSide side) {
    this.object = object;
    this.side = side;
  }

  /** A waiting party. */
  static final class Offer extends Performance.Pending {
    final Performance performance;
    final Operation.Arm arm;

    /** What it would give: nothing on the side that takes. */
    final Object message;

    private final Offers queue;
    private @Nullable Offer previous;
    private @Nullable Offer next;
    private boolean queued;

    private Offer(Offers queue, Performance performance, Operation.Arm arm, Object message) {
      this.queue = queue;
      this.performance = performance;
      this.arm = arm;
      this.message = message;
    }

    Offers queue() {
      return queue;
    }

    @Override
    WaitView view() {
      return queue.view(this);
    }

    @Override
    void withdraw(Machine machine) {
      if (queued) {
        queue.remove(this);
        queue.reportSwept(machine, 1);
      }
    }
  }

  int size() {
    return size;
  }

  private WaitView view(Offer of) {
    int place = 1;
    for (Offer offer = first; offer != null && offer != of; offer = offer.next) {
      place++;
    }
    String what =
        switch (side) {
          case PUT -> "to put a message";
          case GET -> "to get a message";
          case WAIT -> "for a condition";
        };
    return new WaitView(
        what,
        object,
        of.queued ? place : 0,
        size,
        Long.MAX_VALUE,
        side == OfferSide.PUT ? of.message : null);
  }

  /** Says that an object came into being on which parties can wait. */
  static void reportObject(Machine machine, long object, ObjectKind kind) {
    machine.reporter().objectCreated(object, kind);
  }

  /** Adds a party that takes. */
  void add(Machine machine, Performance performance, Operation.Arm arm) {
    add(machine, performance, arm, MultipleValues.NONE);
  }

  void add(Machine machine, Performance performance, Operation.Arm arm, Object message) {
    Offer offer = new Offer(this, performance, arm, message);
    offer.previous = last;
    offer.queued = true;
    if (last == null) {
      first = offer;
    } else {
      last.next = offer;
    }
    last = offer;
    size++;
    performance.leave(offer);
    if (machine.reporter().recordsWaits()) {
      reportPlace(machine, arm);
    }
    machine.reporter().offerEnqueued(object, performance.id, performance.fiber.id, side, size);
  }

  /**
   * Where an arm was made; in a traced run rather where it is performed, if it was made in a
   * library and that is not.
   */
  static int place(Machine machine, Operation.Arm arm) {
    int suspended = FiberScheduler.required(machine).suspendSite();
    boolean elsewhere =
        arm.site() == 0
            || machine.reporter().isTraced()
                && !machine.trace().isOfProgram(arm.site())
                && machine.trace().isOfProgram(suspended);
    return elsewhere ? suspended : arm.site();
  }

  /** Says where the offer was made and what it keeps, if that is not so of the last one. */
  private void reportPlace(Machine machine, Operation.Arm arm) {
    int suspended = FiberScheduler.required(machine).suspendSite();
    if (arm.isPlain() && suspended == reportedPlain) {
      return;
    }
    reportedPlain = arm.isPlain() ? suspended : 0;
    int site = place(machine, arm);
    int words = Layout.objectWords(7, 1) + Performance.words() + arm.words();
    if (site != reportedSite || words != reportedWords) {
      reportedSite = site;
      reportedWords = words;
      machine.reporter().offersPlaced(object, side, words, site);
    }
  }

  /** Takes the first party that has not yet met anybody, or null; the stale ones before it go. */
  @Nullable Offer take(Machine machine) {
    return takeExcept(machine, null);
  }

  /** The same, but passes over the arms of one performance: nobody meets himself. */
  @Nullable Offer takeExcept(Machine machine, @Nullable Performance self) {
    int stale = 0;
    Offer offer = first;
    while (offer != null && (offer.performance == self || offer.performance.isSynched())) {
      Offer next = offer.next;
      if (offer.performance != self) {
        remove(offer);
        stale++;
      }
      offer = next;
    }
    if (stale > 0) {
      reportSwept(machine, stale);
    }
    if (offer != null) {
      remove(offer);
    }
    return offer;
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
    size--;
  }

  private void reportSwept(Machine machine, int removed) {
    machine.reporter().offersSwept(object, side, removed, size);
  }
}
