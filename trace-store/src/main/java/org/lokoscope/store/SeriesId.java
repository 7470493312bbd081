// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

/**
 * Something that is counted or weighed over time.
 *
 * @param subject a fiber, object or site, as {@link Quantity} says; 0 where it says none
 */
public record SeriesId(Quantity quantity, long subject) {

  public enum Quantity {
    /** Words of one fiber's continuation at each suspend. Subject: fiber. */
    FIBER_WORDS,
    /** Frames of one fiber's continuation at each suspend. Subject: fiber. */
    FIBER_FRAMES,
    /** Entries of one fiber's dynamic state at each suspend. Subject: fiber. */
    FIBER_WINDERS,
    /** Words of all suspended fibers' continuations, shared bases counted once. No subject. */
    LIVE_WORDS,
    /** The same, of the continuations captured at one place. Subject: site. */
    SITE_WORDS,
    /** Entries of the dynamic state of all suspended fibers. No subject. */
    LIVE_WINDERS,
    /** Entries in one object's queues. Subject: object. */
    OFFERS,
    /** Entries in all queues. No subject. */
    LIVE_OFFERS,
    /** Timers in the scheduler's heap. No subject. */
    TIMERS,
    /** Messages in one process's mailbox. Subject: process. */
    MAILBOX,
    /** Bytes in use after each collection. No subject. */
    HEAP_AFTER_COLLECTION,
    /** Bytes in use at regular samples. No subject. */
    HEAP_SAMPLED,
    /** Nanoseconds for which the system did not run CPUs that could run. No subject. */
    RUN_DELAY,
    /** Fibers that have begun and not ended. No subject. */
    FIBERS,
    /** A counter of the program. Subject: its name's string. */
    COUNTER,
    /** Offers that stayed queued after their choice was made otherwise. Subject: object. */
    STALE_OFFERS,
    /** Timers that stayed armed after their choice was made otherwise. Subject: site. */
    STALE_TIMERS,
    /** Events so far, now and then. No subject. */
    EVENTS,
    /** Messages in one mailbox of fibers. Subject: object. */
    MESSAGES,
    /** Fibers that are ready and do not run, the most of every 10 µs. No subject. */
    RUN_QUEUE
  }
}
