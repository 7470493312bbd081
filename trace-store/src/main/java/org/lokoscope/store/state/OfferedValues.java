package org.lokoscope.store.state;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.Trace;
import org.lokoscope.store.state.SchedulerState.Waiter;

/**
 * What fibers wait to give, in a trace that keeps values. An offer and its value have one time, so
 * a value costs a look at the chunk in which the offer was queued.
 */
final class OfferedValues {

  private static final String VALUE = "messageValue";

  /** Events of one fiber on one object at one time that are looked at. */
  private static final int MOST = 10_000;

  private final Trace trace;
  private final boolean kept;

  OfferedValues(Trace trace) {
    this.trace = trace;
    kept = trace.info().eventsByType().getOrDefault(VALUE, 0L) > 0;
  }

  /** What somebody who waits on the side of an object that gives would give; null if not kept. */
  @Nullable String of(long object, Waiter waiter) {
    String last = null;
    if (kept) {
      long time = waiter.since();
      for (EventRow row : trace.events(time, time + 1, Set.of(VALUE), MOST)) {
        boolean its =
            row.values().get(0).number() == object
                && row.values().get(1).number() == waiter.fiber();
        last = its ? row.values().get(2).text() : last;
      }
    }
    return last;
  }
}
