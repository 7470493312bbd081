// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.EventWalk;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/**
 * A query of one trace. Answers come one by one and nothing is kept of them; what is kept grows
 * with the number of fibers and objects that were looked at, not with that of events. For one
 * thread at a time.
 *
 * <ul>
 *   <li>Fibers: each fiber is looked at once.
 *   <li>Intervals: those of the lanes that fit, in the time that is asked for.
 *   <li>Events: those in the time that is asked for, in chunks that have one of the types and one
 *       of the fibers and objects that are asked for.
 * </ul>
 */
public final class TraceQuery {

  /** Traces with fewer events are read whole. */
  private static final long SMALL = 200_000;

  private static final int PAGE = 4096;

  /** An interval and whose it is. */
  public record LaneInterval(LaneId lane, Interval interval) {}

  private final Trace trace;
  private final Query query;
  private final Target target;
  private final Names names;
  private final Plan plan;
  private final Progress progress;
  private final long small;
  private @Nullable EventSearch search;
  private long done;

  private TraceQuery(Trace trace, Query query, Progress progress, long small) {
    this.trace = trace;
    this.query = query;
    this.progress = progress;
    this.small = small;
    target = Targets.of(query);
    names = new Names(trace);
    plan = Plan.of(query, trace, names);
    switch (target) {
      case FIBERS -> fiberTest();
      case INTERVALS -> intervalTest();
      case EVENTS -> new EventTests(trace, names).of(query);
    }
  }

  /**
   * Makes a query of a text.
   *
   * @throws QueryException if it cannot be understood
   */
  public static TraceQuery of(String text, Trace trace, Progress progress) {
    return of(text, trace, progress, SMALL);
  }

  /**
   * The same for tests.
   *
   * @param small how many events are rather read than looked for in marks
   */
  static TraceQuery of(String text, Trace trace, Progress progress, long small) {
    return new TraceQuery(trace, QueryParser.parse(text), progress, small);
  }

  /** What it selects. */
  public Target target() {
    return target;
  }

  private Predicate<FiberInfo> fiberTest() {
    return new FiberTests(trace, names).of(query);
  }

  private IntervalTests.Test intervalTest() {
    return new IntervalTests(trace, names).of(query);
  }

  private void require(Target wanted) {
    if (target != wanted) {
      throw new IllegalStateException("target=" + target + " wanted=" + wanted);
    }
  }

  private void step(long total) {
    if ((done++ & 0xFFF) == 0 && !progress.at(Math.min(done, total), total, "Searching")) {
      throw new CancellationException();
    }
  }

  /** Gives the fibers to {@code consumer}, in the order of their birth, until it says false. */
  public void eachFiber(Predicate<FiberInfo> consumer) {
    require(Target.FIBERS);
    Predicate<FiberInfo> test = fiberTest();
    List<FiberInfo> fibers = trace.fibers();
    for (int i = 0; i < fibers.size(); i++) {
      step(fibers.size());
      FiberInfo fiber = fibers.get(i);
      if (test.test(fiber) && !consumer.test(fiber)) {
        return;
      }
    }
  }

  /** Gives the intervals, lane by lane, each in order of time. */
  public void eachInterval(Predicate<LaneInterval> consumer) {
    require(Target.INTERVALS);
    IntervalTests tests = new IntervalTests(trace, names);
    IntervalTests.Test test = tests.of(query);
    for (LaneId lane : lanes(tests)) {
      if (!eachInterval(lane, test, consumer)) {
        return;
      }
    }
  }

  /** The lanes of which some intervals may fit: of fibers, or of CPUs if the query names these. */
  private List<LaneId> lanes(IntervalTests tests) {
    IntervalTests.LaneTest fits = tests.ofLanes(query);
    LaneId.Kind kind = namesCpus(query) ? LaneId.Kind.CPU : LaneId.Kind.FIBER;
    return trace.lanes().stream()
        .filter(lane -> lane.kind() == kind && !Boolean.FALSE.equals(fits.of(lane)))
        .toList();
  }

  private static boolean namesCpus(Query query) {
    return switch (query) {
      case Query.And(List<Query> all) -> all.stream().anyMatch(TraceQuery::namesCpus);
      case Query.Or(List<Query> any) -> any.stream().anyMatch(TraceQuery::namesCpus);
      case Query.Not(Query negated) -> namesCpus(negated);
      case Query.Show _ -> false;
      case Query.Term term -> term.key() == Key.CPU;
    };
  }

  private boolean eachInterval(
      LaneId lane, IntervalTests.Test test, Predicate<LaneInterval> consumer) {
    long at = plan.from;
    long behind = plan.to == Long.MAX_VALUE ? plan.to : plan.to + 1;
    while (true) {
      List<Interval> page = trace.intervals(lane, at, behind, PAGE);
      for (Interval interval : page) {
        step(trace.info().events());
        if (test.of(lane, interval) && !consumer.test(new LaneInterval(lane, interval))) {
          return false;
        }
      }
      if (page.size() < PAGE || page.getLast().to() <= at) {
        return true;
      }
      at = page.getLast().to();
    }
  }

  /** Gives the events in order of time. */
  public void eachEvent(Predicate<EventRow> consumer) {
    search().each(plan.from, plan.to, walk -> consumer.test(walk.row()));
  }

  /** The first events that are not before a time. */
  public List<EventRow> eventsFrom(long time, int limit) {
    return search().from(time, limit);
  }

  /** The last events before a time, in order of time. */
  public List<EventRow> eventsBefore(long time, int limit) {
    return search().before(time, limit);
  }

  /** The event that is nearest to a time; of two that are equally near, the later. */
  public @Nullable EventRow nearest(long time) {
    List<EventRow> after = eventsFrom(time, 1);
    List<EventRow> before = eventsBefore(time, 1);
    if (after.isEmpty() || before.isEmpty()) {
      return after.isEmpty() ? (before.isEmpty() ? null : before.getLast()) : after.getFirst();
    }
    boolean later = after.getFirst().time() - time <= time - before.getLast().time();
    return later ? after.getFirst() : before.getLast();
  }

  /** How many events there are, without their names and places. */
  public long countEvents() {
    return search().count();
  }

  private EventSearch search() {
    require(Target.EVENTS);
    EventSearch known = search;
    if (known == null) {
      known = new EventSearch(trace, query, names, plan, progress, small, this::step);
      search = known;
    }
    return known;
  }

  /**
   * The fibers that the query is about: those that it selects, those that have an interval, or
   * those that an event names.
   */
  public Set<Long> fibers() {
    Set<Long> fibers = new HashSet<>();
    switch (target) {
      case FIBERS ->
          eachFiber(
              fiber -> {
                fibers.add(fiber.id());
                return true;
              });
      case INTERVALS -> {
        IntervalTests tests = new IntervalTests(trace, names);
        IntervalTests.Test test = tests.of(query);
        for (LaneId lane : lanes(tests)) {
          if (lane.kind() == LaneId.Kind.FIBER && !eachInterval(lane, test, _ -> false)) {
            fibers.add(lane.id());
          }
        }
      }
      case EVENTS ->
          search()
              .each(
                  plan.from,
                  plan.to,
                  walk -> {
                    addFibers(walk, fibers);
                    return true;
                  });
    }
    return fibers;
  }

  private static void addFibers(EventWalk event, Set<Long> fibers) {
    EventType type = Schema.byCode(event.code());
    if (type != null) {
      for (EventField field : type.fields()) {
        if (field.kind() == Kind.FIBER && event.value(field.index()) != 0) {
          fibers.add(event.value(field.index()));
        }
      }
    }
  }
}
