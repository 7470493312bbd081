// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.lokoscope.store.query.Query.Show;
import org.lokoscope.store.query.Query.Term;

/** Finds out what a query selects, from the keys that it uses. */
final class Targets {

  private final List<Term> terms = new ArrayList<>();
  private final List<Show> shows = new ArrayList<>();

  private Targets() {}

  /**
   * What is said outright, or the first of fibers, events and intervals of which every key can
   * tell.
   *
   * @throws QueryException if no kind of thing has all of the keys
   */
  static Target of(Query query) {
    Targets found = new Targets();
    found.collect(query);
    return found.target();
  }

  private void collect(Query query) {
    switch (query) {
      case Query.And(List<Query> all) -> all.forEach(this::collect);
      case Query.Or(List<Query> any) -> any.forEach(this::collect);
      case Query.Not(Query negated) -> collect(negated);
      case Term term -> terms.add(term);
      case Show show -> shows.add(show);
    }
  }

  private Target target() {
    Set<Target> left = EnumSet.allOf(Target.class);
    for (Show show : shows) {
      if (!left.contains(show.target())) {
        throw new QueryException(show.at(), "a query shows one kind of thing");
      }
      left = EnumSet.of(show.target());
    }
    Term narrow = null;
    for (Term term : terms) {
      Set<Target> next = EnumSet.copyOf(left);
      next.retainAll(term.key().targets);
      if (next.isEmpty()) {
        throw new QueryException(
            term.at(),
            term.word()
                + " is about "
                + words(term.key().targets)
                + ", but "
                + (narrow == null ? "show:" : narrow.word() + " before it")
                + " is about "
                + words(left));
      }
      narrow = next.size() < left.size() ? term : narrow;
      left = next;
    }
    return left.contains(Target.FIBERS)
        ? Target.FIBERS
        : left.contains(Target.EVENTS) ? Target.EVENTS : Target.INTERVALS;
  }

  private static String words(Set<Target> targets) {
    return String.join(" and ", targets.stream().map(Target::word).toList());
  }
}
