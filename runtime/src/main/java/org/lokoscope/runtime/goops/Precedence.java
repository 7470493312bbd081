// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.goops;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Lists;

/**
 * The order of a class and all that it inherits from, most specific first: the lists of its direct
 * superclasses and the list of these themselves, merged so that each keeps its order (C3).
 */
final class Precedence {

  private Precedence() {}

  static List<Object> of(SchemeClass type) {
    List<Object> supers = list(type.slots()[SchemeClass.DIRECT_SUPERS]);
    List<List<Object>> lists = new ArrayList<>();
    for (Object each : supers) {
      lists.add(list(((SchemeClass) each).slots()[SchemeClass.PRECEDENCE_LIST]));
    }
    lists.add(supers);
    List<Object> merged = new ArrayList<>();
    merged.add(type);
    for (lists.removeIf(List::isEmpty); !lists.isEmpty(); lists.removeIf(List::isEmpty)) {
      Object next = next(lists, type);
      merged.add(next);
      lists.forEach(list -> list.remove(next));
    }
    return merged;
  }

  /** The first class that no other list wants behind one of its own. */
  private static Object next(List<List<Object>> lists, SchemeClass type) {
    for (List<Object> list : lists) {
      Object candidate = list.getFirst();
      if (lists.stream().noneMatch(each -> each.indexOf(candidate) > 0)) {
        return candidate;
      }
    }
    throw Raise.assertion("compute-cpl", "the superclasses contradict each other", type);
  }

  private static List<Object> list(Object list) {
    return new ArrayList<>(List.of(Lists.toArray(list)));
  }
}
