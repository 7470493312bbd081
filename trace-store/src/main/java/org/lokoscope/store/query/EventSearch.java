// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.ChunkSpan;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.EventWalk;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;

/** Finds events forward and back from any time, in chunks that may hold some. */
final class EventSearch {

  private final Trace trace;
  private final Query query;
  private final Names names;
  private final Plan plan;
  private final Progress progress;
  private final long small;

  /** Is told of each event that is looked at how many there are. */
  private final LongConsumer step;

  private @Nullable ChunkMarks marks;

  EventSearch(
      Trace trace,
      Query query,
      Names names,
      Plan plan,
      Progress progress,
      long small,
      LongConsumer step) {
    this.trace = trace;
    this.query = query;
    this.names = names;
    this.plan = plan;
    this.progress = progress;
    this.small = small;
    this.step = step;
  }

  /** The first events that are not before a time. */
  List<EventRow> from(long time, int limit) {
    List<EventRow> rows = new ArrayList<>();
    if (limit > 0) {
      each(
          Math.max(time, plan.from),
          plan.to,
          walk -> {
            rows.add(walk.row());
            return rows.size() < limit;
          });
    }
    return rows;
  }

  /** The last events before a time, in order of time. */
  List<EventRow> before(long time, int limit) {
    Deque<EventRow> rows = new ArrayDeque<>();
    if (limit <= 0 || time == Long.MIN_VALUE) {
      return List.of();
    }
    long end = Math.min(time - 1, plan.to);
    for (long begin : windowsBack(end)) {
      long from = Math.max(begin, plan.from);
      List<EventRow> found = lastIn(from, end, limit - rows.size());
      found.reversed().forEach(rows::addFirst);
      if (rows.size() >= limit || from <= plan.from || from == Long.MIN_VALUE) {
        break;
      }
      end = from - 1;
    }
    return List.copyOf(rows);
  }

  private List<EventRow> lastIn(long from, long to, int limit) {
    Deque<EventRow> last = new ArrayDeque<>();
    each(
        from,
        to,
        walk -> {
          if (last.size() == limit) {
            last.removeFirst();
          }
          last.addLast(walk.row());
          return true;
        });
    return List.copyOf(last);
  }

  /** Times to look from, each farther back by twice as many chunks as the one before. */
  private List<Long> windowsBack(long end) {
    List<Long> begins =
        trace.chunks().stream()
            .map(ChunkSpan::first)
            .filter(first -> first <= end)
            .sorted(Comparator.reverseOrder())
            .toList();
    List<Long> windows = new ArrayList<>();
    for (long at = 0; at < begins.size(); at = 2 * at + 1) {
      windows.add(begins.get((int) at));
    }
    windows.add(Long.MIN_VALUE);
    return windows;
  }

  /** How many events there are, without their names and places. */
  long count() {
    long[] count = new long[1];
    each(
        plan.from,
        plan.to,
        walk -> {
          count[0]++;
          return true;
        });
    return count[0];
  }

  /** Gives the events of a stretch of time until the consumer says false. */
  void each(long from, long to, Predicate<EventWalk> consumer) {
    BitSet types = plan.types(query);
    if (types.isEmpty() || from > to) {
      return;
    }
    EventTests.Test test = new EventTests(trace, names).of(query);
    EventWalk walk = trace.walk(from, chunks(types, from, to));
    while (walk.next() && walk.time() <= to) {
      step.accept(trace.info().events());
      if (types.get(walk.code()) && test.of(walk) && !consumer.test(walk)) {
        return;
      }
    }
  }

  /** The chunks in which an answer may lie. */
  private IntPredicate chunks(BitSet types, long from, long to) {
    List<Set<Long>> subjects = plan.subjects(query);
    boolean all = types.cardinality() == trace.info().eventsByType().size() && subjects.isEmpty();
    if (all || trace.info().events() < small || isShort(from, to)) {
      return _ -> true;
    }
    if (marks == null) {
      marks = ChunkMarks.open(trace, progress);
    }
    ChunkMarks known = marks;
    return chunk ->
        known.hasAnyType(chunk, types)
            && subjects.stream().allMatch(each -> known.mayName(chunk, each));
  }

  /** Whether so little of the trace is asked for that it is read sooner than marks are made. */
  private boolean isShort(long from, long to) {
    long events = 0;
    for (ChunkSpan chunk : trace.chunks()) {
      if (chunk.first() <= to && chunk.last() >= from) {
        events += chunk.count();
      }
    }
    return marks == null && events < small;
  }
}
