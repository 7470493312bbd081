// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.util.Locale;

/**
 * A pattern with {@code *} for any text and {@code ?} for any character, in any case of letters.
 */
final class Glob {

  private final String pattern;
  private final boolean literal;

  Glob(Query.Pattern pattern) {
    this.pattern = pattern.text().toLowerCase(Locale.ROOT);
    literal = pattern.quoted() || !hasWildcards(pattern.text());
  }

  static boolean hasWildcards(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  boolean isLiteral() {
    return literal;
  }

  boolean matches(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return literal ? lower.equals(pattern) : matches(lower, pattern);
  }

  /** Whether a text holds the pattern; one with wildcards must fit the whole. */
  boolean isIn(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return literal ? lower.contains(pattern) : matches(lower, pattern);
  }

  private static boolean matches(String text, String pattern) {
    int at = 0;
    int star = -1;
    int retry = 0;
    int in = 0;
    while (in < text.length()) {
      if (at < pattern.length()
          && pattern.charAt(at) != '*'
          && (pattern.charAt(at) == '?' || pattern.charAt(at) == text.charAt(in))) {
        at++;
        in++;
      } else if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        retry = in;
      } else if (star >= 0) {
        at = star + 1;
        in = ++retry;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }
}
