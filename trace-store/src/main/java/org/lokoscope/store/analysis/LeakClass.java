// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.Locale;
import org.lokoscope.runtime.probe.TraceLevel;

/**
 * The ways in which a program of fibers loses memory, each with what finds it. The names are part
 * of reports that programs read: none is ever renamed.
 */
@SuppressWarnings("ImmutableEnumChecker") // Detectors have no state.
public enum LeakClass {
  CONTINUATION_GROWTH(
      TraceLevel.CONTINUATIONS,
      new ContinuationGrowth(),
      "A loop whose call is not a tail call leaves frames behind."),
  WINDER_GROWTH(
      TraceLevel.CONTINUATIONS,
      new WinderGrowth(),
      "A loop leaves entries of the dynamic state behind."),
  BASE_RETENTION(
      TraceLevel.CONTINUATIONS,
      new BaseRetention(),
      "Suspended fibers hold the frames of the scheduler and its callers."),
  STALE_WAITERS(TraceLevel.ALL, new StaleWaiters(), "Arms of choices that lost stay queued."),
  UNCANCELLED_TIMERS(
      TraceLevel.ALL,
      new UncancelledTimers(),
      "Timers of choices that were made otherwise stay armed."),
  BLOCKED_FOREVER(
      TraceLevel.SCHEDULING,
      new BlockedForever(),
      "Fibers wait for what nothing that still runs can reach."),
  MAILBOX_GROWTH(
      TraceLevel.ALL, new MailboxGrowth(), "Messages come faster than they are received."),
  RETAINED_CONTINUATIONS(
      TraceLevel.CONTINUATIONS,
      new RetainedContinuations(),
      "Data of the program keep captured continuations alive."),
  FIBER_GROWTH(
      TraceLevel.SCHEDULING, new FiberGrowth(), "More and more fibers of one place are alive."),
  SCHEDULER_HOG(
      TraceLevel.SCHEDULING,
      new SchedulerHog(),
      "A fiber runs so long at a time that others are late.");

  private final TraceLevel level;
  private final Detector detector;
  private final String meaning;

  LeakClass(TraceLevel level, Detector detector, String meaning) {
    this.level = level;
    this.detector = detector;
    this.meaning = meaning;
  }

  Detector detector() {
    return detector;
  }

  /** How much must have been recorded for the class to be judged. */
  TraceLevel level() {
    return level;
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
