// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackGroup.StackFrame;

/**
 * A frame or a winder of which a stack holds more than it did.
 *
 * @param winder whether it is an entry of the dynamic state
 * @param count how often it stands in the later stack
 * @param more how many more than in the earlier one
 */
record Grown(Site site, long words, boolean winder, long count, long more) {

  /** Heap words by which the stack has grown for it. */
  long moreWords() {
    return more * words;
  }

  /** What stands more often in the later stack, innermost first. */
  static List<Grown> between(List<StackGroup> earlier, List<StackGroup> later, boolean winders) {
    Map<StackFrame, Long> before = counts(earlier);
    List<Grown> grown = new ArrayList<>();
    counts(later)
        .forEach(
            (frame, count) -> {
              long more = count - before.getOrDefault(frame, 0L);
              if (more > 0 && count > 1) {
                grown.add(new Grown(frame.site(), frame.words(), winders, count, more));
              }
            });
    return grown;
  }

  private static Map<StackFrame, Long> counts(List<StackGroup> groups) {
    Map<StackFrame, Long> counts = new LinkedHashMap<>();
    for (StackGroup group : groups) {
      for (StackFrame frame : group.frames()) {
        counts.merge(frame, group.repeat(), Long::sum);
      }
    }
    return counts;
  }
}
