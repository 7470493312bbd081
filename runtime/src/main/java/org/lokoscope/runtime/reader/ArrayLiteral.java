// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.reader;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.ArrayView;
import org.lokoscope.runtime.datum.Lists;

/** Arrays as Guile writes them: {@code #2((1 2) (3 4))}, {@code #1@3(a b)}, {@code #f64(1.5)}. */
final class ArrayLiteral {

  private static final Pattern HEAD = Pattern.compile("([0-9]*)([a-z]+[0-9]*)?((?:[@:]-?[0-9]+)*)");

  private ArrayLiteral() {}

  /** The array, or null if head and content make none. */
  static @Nullable Object of(String head, Object content) {
    Matcher matcher = HEAD.matcher(head);
    if (!matcher.matches()) {
      return null;
    }
    boolean typed = matcher.group(2) != null && matcher.group(1).isEmpty();
    int rank = typed ? 1 : matcher.group(1).length() > 2 ? -1 : Integer.parseInt(matcher.group(1));
    if (rank < 0 || rank > 16) {
      return null;
    }
    long[] low = new long[rank];
    int at = 0;
    for (String part : matcher.group(3).split("(?=[@:])")) {
      if (part.startsWith("@") && at < rank) {
        low[at++] = Long.parseLong(part.substring(1));
      }
    }
    String tag = matcher.group(2) == null ? "" : matcher.group(2);
    if (rank == 0) {
      return Lists.length(content) == 1
          ? ArrayView.fromNested(tag, low, Lists.toArray(content)[0])
          : null;
    }
    return ArrayView.fromNested(tag, low, content);
  }
}
