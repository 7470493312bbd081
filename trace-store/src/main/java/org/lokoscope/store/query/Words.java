// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.util.Collection;
import org.lokoscope.store.query.Query.Pattern;
import org.lokoscope.store.query.Query.Term;
import org.lokoscope.store.query.Query.Value;

/** Says so when a value is none of the words that a key can have. */
final class Words {

  private Words() {}

  /**
   * Checks that each pattern fits at least one word.
   *
   * @throws QueryException at the first that does not
   */
  static void check(Term term, Collection<String> known) {
    for (Value value : term.values()) {
      if (value instanceof Pattern pattern) {
        Glob glob = new Glob(pattern);
        if (known.stream().noneMatch(word -> glob.matches(word) || glob.matches(hyphens(word)))) {
          throw new QueryException(
              pattern.at(),
              "there is no "
                  + term.word()
                  + " "
                  + pattern.text()
                  + Suggestions.of(pattern.text(), known));
        }
      }
    }
  }

  private static String hyphens(String word) {
    return word.replace('_', '-');
  }
}
