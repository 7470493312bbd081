// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.util.Arrays;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.Keyword;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.primitives.PrimitiveTable;

/** What {@code lambda*} and {@code case-lambda*} expand to calls of. */
final class OptionalPrimitives {

  /** Stands for an argument that was not given. */
  private static final Object ABSENT = new Object();

  private OptionalPrimitives() {}

  static void register(PrimitiveTable t) {
    t.defineN("%keyword-arguments", 4, 4, OptionalPrimitives::keywordArguments);
    t.define1("%positional?", x -> x instanceof Pair pair && !(pair.car instanceof Keyword));
    t.define1("%given?", x -> x != ABSENT);
    t.define1("%too-many-arguments", OptionalPrimitives::tooMany);
    t.define1("%no-matching-clause", OptionalPrimitives::noClause);
    t.define3("%fits-arity?", OptionalPrimitives::fits);
  }

  /**
   * {@code (%keyword-arguments list keywords others-allowed? rest?)}: a vector with the argument of
   * each keyword. The last of several for one keyword counts. What is not a keyword is an error,
   * but where there is a rest parameter it is passed over.
   */
  private static Object keywordArguments(Object[] a) {
    Object[] keywords = Lists.toArray(a[1]);
    boolean othersAllowed = a[2] != Boolean.FALSE;
    boolean rest = a[3] != Boolean.FALSE;
    Object[] found = new Object[keywords.length];
    Arrays.fill(found, ABSENT);
    Object left = a[0];
    while (left instanceof Pair pair) {
      left = pair.cdr;
      if (!(pair.car instanceof Keyword keyword)) {
        if (!rest) {
          throw invalid("Invalid keyword", pair.car);
        }
        continue;
      }
      if (!(left instanceof Pair next)) {
        throw invalid("Keyword argument has no value", keyword);
      }
      int place = Arrays.asList(keywords).indexOf(keyword);
      if (place >= 0) {
        found[place] = next.car;
      } else if (!othersAllowed) {
        throw invalid("Unrecognized keyword", keyword);
      }
      left = next.cdr;
    }
    return found;
  }

  private static SchemeError invalid(String message, Object what) {
    return new SchemeError(Throws.keywordArgument(message, what));
  }

  private static Object tooMany(Object rest) {
    throw Raise.assertion(
        null, "wrong number of arguments: " + Lists.length(rest) + " too many", rest);
  }

  private static Object noClause(Object arguments) {
    throw Raise.assertion(
        null, "wrong number of arguments: " + Lists.length(arguments), Lists.toArray(arguments));
  }

  private static Object fits(Object arguments, Object least, Object most) {
    int count = 0;
    for (Object rest = arguments; rest instanceof Pair pair; rest = pair.cdr) {
      // With keywords the positional arguments are those before the first one.
      if ((Long) most < 0 && pair.car instanceof Keyword && count >= (Long) least) {
        return true;
      }
      count++;
    }
    return count >= (Long) least && ((Long) most < 0 || count <= (Long) most);
  }
}
