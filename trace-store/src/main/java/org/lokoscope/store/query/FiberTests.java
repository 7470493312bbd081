// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Trace;
import org.lokoscope.store.query.Query.Term;
import org.lokoscope.store.query.Query.Value;

/** Makes of a query a test of fibers over their whole life. */
final class FiberTests {

  private static final String ALIVE = "alive";

  private final Trace trace;
  private final Names names;

  FiberTests(Trace trace, Names names) {
    this.trace = trace;
    this.names = names;
  }

  Predicate<FiberInfo> of(Query query) {
    return switch (query) {
      case Query.And(List<Query> all) -> {
        List<Predicate<FiberInfo>> tests = all.stream().map(this::of).toList();
        yield fiber -> tests.stream().allMatch(test -> test.test(fiber));
      }
      case Query.Or(List<Query> any) -> {
        List<Predicate<FiberInfo>> tests = any.stream().map(this::of).toList();
        yield fiber -> tests.stream().anyMatch(test -> test.test(fiber));
      }
      case Query.Not(Query negated) -> of(negated).negate();
      case Query.Show _ -> _ -> true;
      case Term term -> of(term);
    };
  }

  private Predicate<FiberInfo> of(Term term) {
    List<Value> values = term.values();
    return switch (term.key()) {
      case OUTCOME -> {
        Words.check(term, outcomes());
        yield fiber -> Names.isWord(values, outcome(fiber));
      }
      case RESUMES -> fiber -> Numbers.has(values, fiber.resumes());
      case WORDS -> fiber -> Numbers.has(values, fiber.lastWords());
      case WINDERS -> fiber -> Numbers.has(values, fiber.lastWinders());
      case TIME -> {
        List<Value> times = Numbers.ofRun(values, trace);
        yield fiber ->
            Numbers.overlaps(
                times, fiber.spawned(), fiber.ended() < 0 ? trace.end() : fiber.ended());
      }
      default -> {
        LongPredicate named = names.fiber(term);
        yield fiber -> named.test(fiber.id());
      }
    };
  }

  private static String outcome(FiberInfo fiber) {
    FiberOutcome outcome = fiber.outcome();
    return outcome == null ? ALIVE : outcome.name();
  }

  private static List<String> outcomes() {
    List<String> all = new ArrayList<>();
    for (FiberOutcome outcome : FiberOutcome.values()) {
      all.add(outcome.name().toLowerCase(Locale.ROOT));
    }
    all.add(ALIVE);
    return all;
  }
}
