// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.lokoscope.store.query.Query.Pattern;
import org.lokoscope.store.query.Query.Term;

/** A query of bare words is a search for names, which needs no trace. */
public final class BareWords {

  private BareWords() {}

  /** A test of names, if the query has nothing but bare words. */
  public static Optional<Predicate<String>> of(Query query) {
    return Optional.ofNullable(isBare(query) ? test(query) : null);
  }

  private static boolean isBare(Query query) {
    return switch (query) {
      case Query.And(List<Query> all) -> all.stream().allMatch(BareWords::isBare);
      case Query.Or(List<Query> any) -> any.stream().allMatch(BareWords::isBare);
      case Query.Not(Query negated) -> isBare(negated);
      case Query.Show _ -> false;
      case Term term -> term.key() == Key.NAME;
    };
  }

  private static Predicate<String> test(Query query) {
    return switch (query) {
      case Query.And(List<Query> all) -> {
        List<Predicate<String>> tests = all.stream().map(BareWords::test).toList();
        yield name -> tests.stream().allMatch(test -> test.test(name));
      }
      case Query.Or(List<Query> any) -> {
        List<Predicate<String>> tests = any.stream().map(BareWords::test).toList();
        yield name -> tests.stream().anyMatch(test -> test.test(name));
      }
      case Query.Not(Query negated) -> test(negated).negate();
      case Query.Show _ -> _ -> true;
      case Term term -> {
        Glob glob = new Glob((Pattern) term.values().getFirst());
        yield glob::isIn;
      }
    };
  }
}
