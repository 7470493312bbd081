// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.ObjectInfo;
import org.lokoscope.store.Trace;
import org.lokoscope.store.query.Query.Range;
import org.lokoscope.store.query.Query.Term;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/**
 * What can be said of the answers of a query before any event is read: the time in which they lie,
 * the types that they have, and the fibers or objects of which each names at least one.
 */
final class Plan {

  /** So many subjects are looked up in the marks of a chunk; of more, most chunks have one. */
  private static final int MOST_SUBJECTS = 64;

  /** So many names are compared to find these. */
  private static final int MOST_NAMES = 200_000;

  private final Trace trace;
  private final Names names;
  final long from;

  /** Inclusive. */
  final long to;

  private Plan(Trace trace, Names names, Query query) {
    this.trace = trace;
    this.names = names;
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    for (Query each : required(query)) {
      if (each instanceof Term term && term.key() == Key.TIME) {
        Range range = Numbers.hull(Numbers.ofRun(term.values(), trace));
        if (range != null) {
          low = Math.max(low, range.from());
          high = Math.min(high, range.to());
        }
      }
    }
    // Numbers at the ends of the range of a long are cut off there.
    from = (long) Math.ceil(low);
    to = (long) Math.floor(high);
  }

  static Plan of(Query query, Trace trace, Names names) {
    return new Plan(trace, names, query);
  }

  /** What must hold for each answer. */
  private static List<Query> required(Query query) {
    return query instanceof Query.And(List<Query> all)
        ? all.stream().flatMap(each -> required(each).stream()).toList()
        : List.of(query);
  }

  /** The types that an answer can have, of those that the trace has. */
  BitSet types(Query query) {
    BitSet there = new BitSet();
    for (String name : trace.info().eventsByType().keySet()) {
      there.set(Schema.code(name));
    }
    there.and(possible(query));
    return there;
  }

  private static BitSet possible(Query query) {
    BitSet codes = new BitSet();
    switch (query) {
      case Query.And(List<Query> all) -> {
        codes.set(0, 256);
        all.forEach(each -> codes.and(possible(each)));
      }
      case Query.Or(List<Query> any) -> any.forEach(each -> codes.or(possible(each)));
      case Query.Not _, Query.Show _ -> codes.set(0, 256);
      case Term term -> {
        switch (term.key()) {
          case TIME, CPU, NAME -> codes.set(0, 256);
          case TYPE -> codes.or(EventTests.types(term));
          default -> {
            EventField[][] fields = EventTests.fields(term);
            for (EventType type : Schema.events()) {
              codes.set(type.code(), fields[type.code()].length > 0);
            }
          }
        }
      }
    }
    return codes;
  }

  /** Of each required term about fibers or objects those that fit, if they are few. */
  List<Set<Long>> subjects(Query query) {
    return required(query).stream()
        .filter(Term.class::isInstance)
        .map(each -> subjects((Term) each))
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  private @Nullable Set<Long> subjects(Term term) {
    return switch (term.key()) {
      case FIBER, PARENT, SPAWN ->
          few(
              trace.fibers().size(),
              at -> trace.fibers().get(at),
              FiberInfo::id,
              names.fiber(term));
      case OBJECT, CHANNEL, CONDITION, MAILBOX, PORT ->
          few(
              trace.objects().size(),
              at -> trace.objects().get(at),
              ObjectInfo::id,
              names.object(term));
      default -> null;
    };
  }

  private static <T> @Nullable Set<Long> few(
      int size,
      java.util.function.IntFunction<T> at,
      java.util.function.ToLongFunction<T> id,
      LongPredicate test) {
    if (size > MOST_NAMES) {
      return null;
    }
    Set<Long> found = new HashSet<>();
    for (int i = 0; i < size && found.size() <= MOST_SUBJECTS; i++) {
      long subject = id.applyAsLong(at.apply(i));
      if (test.test(subject)) {
        found.add(subject);
      }
    }
    return found.size() > MOST_SUBJECTS ? null : found;
  }
}
