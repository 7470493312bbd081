package org.lokoscope.store.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The ways in which a program of fibers loses memory, each with what finds it. The names are part
 * of reports that programs read: none is ever renamed.
 */
@SuppressWarnings("ImmutableEnumChecker") // Detectors have no state.
public enum LeakClass {
  CONTINUATION_GROWTH(new ContinuationGrowth()),
  WINDER_GROWTH(new WinderGrowth()),
  STALE_WAITERS(new StaleWaiters()),
  UNCANCELLED_TIMERS(new UncancelledTimers()),
  MAILBOX_GROWTH(new MailboxGrowth()),
  FIBER_GROWTH(new FiberGrowth()),
  SCHEDULER_HOG(new SchedulerHog());

  /** All classes that a program can leak in; those without a detector are told as not checked. */
  private static final List<String> KNOWN =
      List.of(
          "continuation-growth",
          "winder-growth",
          "base-retention",
          "stale-waiters",
          "uncancelled-timers",
          "blocked-forever",
          "mailbox-growth",
          "retained-continuations",
          "fiber-growth",
          "scheduler-hog");

  private final Detector detector;

  LeakClass(Detector detector) {
    this.detector = detector;
  }

  Detector detector() {
    return detector;
  }

  /** The names of the classes that are looked for. */
  public static List<String> checked() {
    return Arrays.stream(values()).map(LeakClass::label).toList();
  }

  /** The names of the classes that nothing looks for yet. */
  public static List<String> notChecked() {
    return KNOWN.stream().filter(label -> !checked().contains(label)).toList();
  }

  /** The name in reports: {@code continuation-growth}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
