// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.printer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.lokoscope.runtime.datum.Pair;

/** Finds the objects in a datum that something else than the printer writes, such as records. */
public final class RecordSearch {

  private final Predicate<Object> wanted;
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final ArrayDeque<Object> work = new ArrayDeque<>();

  private RecordSearch(Predicate<Object> wanted) {
    this.wanted = wanted;
  }

  /** The wanted objects that are no part of another such object, each once. */
  public static List<Object> find(Object datum, Predicate<Object> wanted) {
    RecordSearch search = new RecordSearch(wanted);
    search.push(datum);
    return search.run();
  }

  private void push(Object item) {
    if (Node.isComposite(item) || wanted.test(item)) {
      work.push(item);
    }
  }

  private List<Object> run() {
    List<Object> found = new ArrayList<>();
    while (!work.isEmpty()) {
      Object node = work.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (wanted.test(node)) {
        found.add(node);
      } else if (node instanceof Pair pair) {
        push(pair.cdr);
        push(pair.car);
      } else {
        Object[] items = Node.of(node).items();
        for (int i = items.length - 1; i >= 0; i--) {
          push(items[i]);
        }
      }
    }
    return found;
  }
}
