package org.lokoscope.store.analysis;

import java.util.Locale;

/**
 * The ways in which a program of fibers loses memory, each with what finds it. The names are part
 * of reports that programs read: none is ever renamed.
 */
@SuppressWarnings("ImmutableEnumChecker") // Detectors have no state.
public enum LeakClass {
  CONTINUATION_GROWTH(new ContinuationGrowth()),
  WINDER_GROWTH(new WinderGrowth()),
  BASE_RETENTION(new BaseRetention()),
  STALE_WAITERS(new StaleWaiters()),
  UNCANCELLED_TIMERS(new UncancelledTimers()),
  BLOCKED_FOREVER(new BlockedForever()),
  MAILBOX_GROWTH(new MailboxGrowth()),
  RETAINED_CONTINUATIONS(new RetainedContinuations()),
  FIBER_GROWTH(new FiberGrowth()),
  SCHEDULER_HOG(new SchedulerHog());

  private final Detector detector;

  LeakClass(Detector detector) {
    this.detector = detector;
  }

  Detector detector() {
    return detector;
  }

  /** The name in reports: {@code continuation-growth}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
