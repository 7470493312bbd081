// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** What a misspelt word was probably meant to be. */
final class Suggestions {

  private Suggestions() {}

  /** A sentence to append to an error, or nothing if no word is near. */
  static String of(String word, Collection<String> known) {
    String best = "";
    int least = Math.max(2, word.length() / 3 + 1);
    for (String each : known) {
      int distance = distance(word.toLowerCase(Locale.ROOT), each.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = each;
      }
    }
    return best.isEmpty() ? "" : "; did you mean " + best + "?";
  }

  /** How many letters must be changed, added, left out or swapped with the next. */
  static int distance(String one, String other) {
    int[] before = new int[other.length() + 1];
    int[] previous = new int[other.length() + 1];
    Arrays.setAll(previous, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int[] now = new int[other.length() + 1];
      now[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        now[j] = Math.min(Math.min(previous[j], now[j - 1]) + 1, previous[j - 1] + change);
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          now[j] = Math.min(now[j], before[j - 2] + 1);
        }
      }
      before = previous;
      previous = now;
    }
    return previous[other.length()];
  }
}
