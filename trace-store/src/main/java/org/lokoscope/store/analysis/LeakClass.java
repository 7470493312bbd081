package org.lokoscope.store.analysis;

import java.util.Locale;

/** The ways in which a program of fibers loses memory. */
public enum LeakClass {
  CONTINUATION_GROWTH,
  WINDER_GROWTH,
  BASE_RETENTION,
  STALE_WAITERS,
  UNCANCELLED_TIMERS,
  BLOCKED_FOREVER,
  MAILBOX_GROWTH,
  RETAINED_CONTINUATIONS;

  /** The name in reports: {@code continuation-growth}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
