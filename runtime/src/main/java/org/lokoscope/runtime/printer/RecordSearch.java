package org.lokoscope.runtime.printer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Record;

/** Finds the records in a datum that something else than the printer writes. */
public final class RecordSearch {

  private final Predicate<Record> wanted;
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final ArrayDeque<Object> work = new ArrayDeque<>();

  private RecordSearch(Predicate<Record> wanted) {
    this.wanted = wanted;
  }

  /** The wanted records that are no part of another such record, each once. */
  public static List<Record> find(Object datum, Predicate<Record> wanted) {
    RecordSearch search = new RecordSearch(wanted);
    search.push(datum);
    return search.run();
  }

  private void push(Object item) {
    if (Node.isComposite(item)) {
      work.push(item);
    }
  }

  private List<Record> run() {
    List<Record> found = new ArrayList<>();
    while (!work.isEmpty()) {
      Object node = work.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (node instanceof Record record && wanted.test(record)) {
        found.add(record);
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
