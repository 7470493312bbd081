// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.sql;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a query, strings and comments left out. Each table that a query can see is among
 * them; others may be, too, which are then filled in vain.
 */
final class QueryWords {

  private final String query;
  private final Set<String> words = new HashSet<>();
  private int at;

  private QueryWords(String query) {
    this.query = query;
  }

  static Set<String> of(String query) {
    QueryWords words = new QueryWords(query);
    while (words.at < query.length()) {
      words.step();
    }
    return words.words;
  }

  private void step() {
    char c = query.charAt(at);
    if (c == '\'') {
      skipTo("'", 1);
    } else if (query.startsWith("--", at)) {
      skipTo("\n", 2);
    } else if (query.startsWith("/*", at)) {
      skipTo("*/", 2);
    } else if (isWord(c)) {
      int from = at;
      while (at < query.length() && isWord(query.charAt(at))) {
        at++;
      }
      words.add(query.substring(from, at).toLowerCase(Locale.ROOT));
    } else {
      at++;
    }
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private void skipTo(String end, int head) {
    int found = query.indexOf(end, at + head);
    at = found < 0 ? query.length() : found + end.length();
  }
}
