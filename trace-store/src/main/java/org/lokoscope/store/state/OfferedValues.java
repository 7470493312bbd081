// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.Trace;
import org.lokoscope.store.state.SchedulerState.Waiter;

/**
 * What fibers wait to give, in a trace that keeps values. An offer and its value have one time, so
 * a value costs a look at the chunk in which the offer was queued.
 */
public final class OfferedValues {

  private static final String VALUE = "messageValue";

  /** Events of one fiber on one object at one time that are looked at. */
  private static final int MOST = 10_000;

  /** A value is told just before it is given: nanoseconds. */
  private static final long LATELY = 1_000_000;

  private static final int MOST_LYING = 50;
  private static final int MOST_SEEN = 100_000;

  private final Trace trace;
  private final boolean kept;

  public OfferedValues(Trace trace) {
    this.trace = trace;
    kept = trace.info().eventsByType().getOrDefault(VALUE, 0L) > 0;
  }

  /** What somebody who waits on the side of an object that gives would give; null if not kept. */
  public @Nullable String of(long object, Waiter waiter) {
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

  /** What a fiber gave an object last, up to a moment, or not long before; null if not kept. */
  public @Nullable String given(long object, long fiber, long time) {
    String last = null;
    if (kept) {
      for (EventRow row : trace.events(time - LATELY, time + 1, Set.of(VALUE), MOST)) {
        boolean its =
            row.values().get(0).number() == object && row.values().get(1).number() == fiber;
        last = its ? row.values().get(2).text() : last;
      }
    }
    return last;
  }

  /**
   * The messages that lie in a mailbox, or in that of a process, at a moment, the first to be taken
   * first. Empty if they are not kept, or came so early that looking for them would take long.
   */
  public List<String> lying(long subject, long count, long time) {
    return count > MOST_LYING ? List.of() : lyingOf(subject, count, time);
  }

  /**
   * The first of the messages that lie there.
   *
   * @param most so many at most
   */
  List<String> firstLying(long subject, long count, long time, int most) {
    List<String> all = lyingOf(subject, count, time);
    return all.subList(0, Math.min(most, all.size()));
  }

  private List<String> lyingOf(long subject, long count, long time) {
    if (!kept || count <= 0 || count > MOST_SEEN) {
      return List.of();
    }
    for (long span = LATELY; ; span *= 10) {
      Deque<String> last = new ArrayDeque<>();
      int[] seen = new int[1];
      trace.eachEvent(
          time - span,
          time + 1,
          Set.of(VALUE),
          row -> {
            if (row.values().get(0).number() == subject) {
              last.add(row.values().get(2).text());
              if (last.size() > count) {
                last.remove();
              }
            }
            return ++seen[0] < MOST_SEEN;
          });
      if (last.size() == count && seen[0] < MOST_SEEN) {
        return List.copyOf(last);
      }
      if (span > time || seen[0] >= MOST_SEEN) {
        return List.of();
      }
    }
  }
}
