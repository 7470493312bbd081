// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Described;

/**
 * A compiled regular expression. Of the matches that begin first the longest counts, as POSIX asks:
 * Java takes the first alternative that matches, so after a match with alternatives longer ones at
 * the same place are tried as long as more text could make a difference.
 */
final class Regexp implements Described {

  /** Characters that one search may look at: a hopeless pattern must not hang the whole CPU. */
  private static final long MOST_STEPS = 200_000_000;

  private final Pattern pattern;
  private final boolean alternatives;

  Regexp(Pattern pattern, boolean alternatives) {
    this.pattern = pattern;
    this.alternatives = alternatives;
  }

  /**
   * Searches.
   *
   * @param anchoredStart whether {@code ^} matches at {@code from}
   * @param anchoredEnd whether {@code $} matches at the end
   * @return start and end of the whole match and of each group, -1 where a group matched nothing;
   *     null if there is no match
   */
  int @Nullable [] search(String text, int from, boolean anchoredStart, boolean anchoredEnd) {
    Counted searched = new Counted(text, from, !anchoredStart, !anchoredEnd);
    int first = searched.hiddenStart ? 1 : 0;
    int limit = first + text.length() - from;
    Matcher matcher = pattern.matcher(searched);
    matcher.useTransparentBounds(true);
    matcher.useAnchoringBounds(false);
    matcher.region(first, limit);
    if (!matcher.find()) {
      return null;
    }
    int offset = first - from;
    int[] found = places(matcher, offset);
    return alternatives ? longest(matcher, found, limit, offset) : found;
  }

  private static int[] longest(Matcher matcher, int[] first, int limit, int offset) {
    int start = first[0] + offset;
    int[] best = first;
    for (int end = first[1] + offset + 1; end <= limit; end++) {
      matcher.region(start, end);
      if (matcher.matches()) {
        best = places(matcher, offset);
      } else if (!matcher.hitEnd()) {
        break;
      }
    }
    return best;
  }

  private static int[] places(Matcher matcher, int offset) {
    int[] places = new int[2 * (matcher.groupCount() + 1)];
    for (int i = 0; i <= matcher.groupCount(); i++) {
      boolean matched = matcher.start(i) >= 0;
      places[2 * i] = matched ? matcher.start(i) - offset : -1;
      places[2 * i + 1] = matched ? matcher.end(i) - offset : -1;
    }
    return places;
  }

  /**
   * What is left of a text, which counts how often it is looked at. A character that no word holds
   * hides an end of it from the anchors.
   */
  private static final class Counted implements CharSequence {
    private static final char HIDING = '\uFFFF';

    private final String text;
    private final int from;
    private final boolean hiddenStart;
    private final boolean hiddenEnd;
    private long left = MOST_STEPS;

    Counted(String text, int from, boolean hiddenStart, boolean hiddenEnd) {
      this.text = text;
      this.from = from;
      this.hiddenStart = hiddenStart;
      this.hiddenEnd = hiddenEnd;
    }

    @Override
    public int length() {
      return text.length() - from + (hiddenStart ? 1 : 0) + (hiddenEnd ? 1 : 0);
    }

    @Override
    public char charAt(int index) {
      if (--left < 0) {
        throw Raise.restriction("regexp-exec", "the search takes too many steps");
      }
      int place = from + index - (hiddenStart ? 1 : 0);
      return place < from || place == text.length() ? HIDING : text.charAt(place);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return toString().subSequence(start, end);
    }

    @Override
    public String toString() {
      return (hiddenStart ? HIDING : "") + text.substring(from) + (hiddenEnd ? HIDING : "");
    }
  }

  @Override
  public String describe() {
    return "regexp";
  }
}
