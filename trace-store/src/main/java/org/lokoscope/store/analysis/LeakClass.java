package org.lokoscope.store.analysis;

import java.util.Locale;

/**
 * The ways in which a program of fibers loses memory, each with what finds it. The names are part
 * of reports that programs read: none is ever renamed.
 */
@SuppressWarnings("ImmutableEnumChecker") // Detectors have no state.
public enum LeakClass {
  CONTINUATION_GROWTH(
      new ContinuationGrowth(), "A loop whose call is not a tail call leaves frames behind."),
  WINDER_GROWTH(new WinderGrowth(), "A loop leaves entries of the dynamic state behind."),
  BASE_RETENTION(
      new BaseRetention(), "Suspended fibers hold the frames of the scheduler and its callers."),
  STALE_WAITERS(new StaleWaiters(), "Arms of choices that lost stay queued."),
  UNCANCELLED_TIMERS(
      new UncancelledTimers(), "Timers of choices that were made otherwise stay armed."),
  BLOCKED_FOREVER(new BlockedForever(), "Fibers wait for what nothing that still runs can reach."),
  MAILBOX_GROWTH(new MailboxGrowth(), "Messages come faster than they are received."),
  RETAINED_CONTINUATIONS(
      new RetainedContinuations(), "Data of the program keep captured continuations alive."),
  FIBER_GROWTH(new FiberGrowth(), "More and more fibers of one place are alive."),
  SCHEDULER_HOG(new SchedulerHog(), "A fiber runs so long at a time that others are late.");

  private final Detector detector;
  private final String meaning;

  LeakClass(Detector detector, String meaning) {
    this.detector = detector;
    this.meaning = meaning;
  }

  Detector detector() {
    return detector;
  }

  /** What it is, in a sentence. */
  public String meaning() {
    return meaning;
  }

  /** The name in reports: {@code continuation-growth}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
