// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Trace;
import org.lokoscope.store.query.Query.Term;
import org.lokoscope.store.query.Query.Value;

/** Makes of a query a test of intervals, and one of lanes that says where none can be found. */
final class IntervalTests {

  /** A test of an interval of a lane. */
  interface Test {
    boolean of(LaneId lane, Interval interval);
  }

  private final Trace trace;
  private final Names names;

  IntervalTests(Trace trace, Names names) {
    this.trace = trace;
    this.names = names;
  }

  Test of(Query query) {
    return switch (query) {
      case Query.And(List<Query> all) -> {
        List<Test> tests = all.stream().map(this::of).toList();
        yield (lane, interval) -> tests.stream().allMatch(test -> test.of(lane, interval));
      }
      case Query.Or(List<Query> any) -> {
        List<Test> tests = any.stream().map(this::of).toList();
        yield (lane, interval) -> tests.stream().anyMatch(test -> test.of(lane, interval));
      }
      case Query.Not(Query negated) -> {
        Test test = of(negated);
        yield (lane, interval) -> !test.of(lane, interval);
      }
      case Query.Show _ -> (_, _) -> true;
      case Term term -> of(term);
    };
  }

  private Test of(Term term) {
    List<Value> values = term.values();
    return switch (term.key()) {
      case STATE -> {
        Set<LaneState> states = States.of(term);
        yield (_, interval) -> states.contains(interval.state());
      }
      case DURATION -> (_, interval) -> Numbers.has(values, interval.to() - interval.from());
      case TIME -> {
        List<Value> times = Numbers.ofRun(values, trace);
        yield (_, interval) -> Numbers.overlaps(times, interval.from(), interval.to() - 1);
      }
      case CPU -> (lane, _) -> lane.kind() == LaneId.Kind.CPU && Numbers.has(values, lane.id());
      case SITE -> {
        LongPredicate site = names.site(values);
        yield (_, interval) -> interval.site() != 0 && site.test(interval.site());
      }
      case OBJECT, CHANNEL, CONDITION, MAILBOX, PORT -> {
        LongPredicate object = names.object(term);
        yield (lane, interval) ->
            lane.kind() == LaneId.Kind.FIBER
                && interval.subject() != 0
                && object.test(interval.subject());
      }
      default -> {
        LaneTest lanes = ofLane(term);
        yield (lane, _) -> Boolean.TRUE.equals(lanes.of(lane));
      }
    };
  }

  /** Whether all, none or some of the intervals of a lane fit; null for some. */
  interface LaneTest {
    @Nullable Boolean of(LaneId lane);
  }

  LaneTest ofLanes(Query query) {
    return switch (query) {
      case Query.And(List<Query> all) -> {
        List<LaneTest> tests = all.stream().map(this::ofLanes).toList();
        yield lane -> all(tests, lane, true);
      }
      case Query.Or(List<Query> any) -> {
        List<LaneTest> tests = any.stream().map(this::ofLanes).toList();
        yield lane -> all(tests, lane, false);
      }
      case Query.Not(Query negated) -> {
        LaneTest test = ofLanes(negated);
        yield lane -> {
          Boolean fits = test.of(lane);
          return fits == null ? null : !fits;
        };
      }
      case Query.Show _ -> _ -> true;
      case Term term -> ofLane(term);
    };
  }

  private static @Nullable Boolean all(List<LaneTest> tests, LaneId lane, boolean usual) {
    boolean open = false;
    for (LaneTest test : tests) {
      Boolean fits = test.of(lane);
      if (fits == null) {
        open = true;
      } else if (fits != usual) {
        return fits;
      }
    }
    return open ? null : usual;
  }

  private LaneTest ofLane(Term term) {
    return switch (term.key()) {
      case CPU -> lane -> lane.kind() == LaneId.Kind.CPU && Numbers.has(term.values(), lane.id());
      case NAME, FIBER, PROCESS, PARENT, SPAWN -> {
        LongPredicate fiber = names.fiber(term);
        yield lane -> lane.kind() == LaneId.Kind.FIBER && fiber.test(lane.id());
      }
      default -> _ -> null;
    };
  }
}
