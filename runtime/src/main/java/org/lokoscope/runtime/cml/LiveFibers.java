// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The fibers of a process that have begun and not ended, oldest first; kept only when somebody is
 * going to look at them. A prompt holds them. A trace does not: so the collector takes those that
 * nothing can wake any more, which is the proof that they will never run again.
 */
final class LiveFibers {

  private enum Keeping {
    NONE,
    WEAKLY,
    STRONGLY
  }

  private final Map<Long, Entry> alive = new LinkedHashMap<>();
  private final ReferenceQueue<Fiber> taken = new ReferenceQueue<>();
  private Keeping keeping = Keeping.NONE;

  private static final class Entry extends WeakReference<Fiber> {
    private final long id;

    /** The fiber itself where it is to be held, else null. */
    private final @Nullable Fiber held;

    Entry(Fiber fiber, ReferenceQueue<Fiber> queue, boolean hold) {
      super(fiber, queue);
      id = fiber.id;
      held = hold ? fiber : null;
    }

    @Nullable Fiber fiber() {
      return held != null ? held : get();
    }
  }

  /** Keeps and holds the fibers from now on. */
  void hold() {
    keeping = Keeping.STRONGLY;
  }

  /** Keeps the fibers from now on as long as something else holds them. */
  void watch() {
    keeping = Keeping.WEAKLY;
  }

  boolean areWatched() {
    return keeping == Keeping.WEAKLY;
  }

  void add(Fiber fiber) {
    if (keeping != Keeping.NONE) {
      alive.put(fiber.id, new Entry(fiber, taken, keeping == Keeping.STRONGLY));
    }
  }

  /** False if the fiber was not there. */
  boolean remove(Fiber fiber) {
    return keeping != Keeping.NONE && alive.remove(fiber.id) != null;
  }

  int size() {
    return alive.size();
  }

  /** Those that the collector has not taken. */
  List<Fiber> copy() {
    List<Fiber> fibers = new ArrayList<>(alive.size());
    for (Entry entry : alive.values()) {
      Fiber fiber = entry.fiber();
      if (fiber != null) {
        fibers.add(fiber);
      }
    }
    return fibers;
  }

  /** Whether all that the collector has not taken are so. */
  boolean allMatch(Predicate<? super Fiber> condition) {
    for (Entry entry : alive.values()) {
      Fiber fiber = entry.fiber();
      if (fiber != null && !condition.test(fiber)) {
        return false;
      }
    }
    return true;
  }

  /** The numbers of all that have not ended. */
  List<Long> numbers() {
    return List.copyOf(alive.keySet());
  }

  /** A fiber that the collector has taken since the last time, or 0. Costs next to nothing. */
  long pollTaken() {
    Reference<? extends Fiber> reference = taken.poll();
    while (reference != null) {
      long id = ((Entry) reference).id;
      if (alive.remove(id) != null) {
        return id;
      }
      reference = taken.poll();
    }
    return 0;
  }

  /** Those that the collector has taken, whether it has said so or not; they are forgotten. */
  List<Long> removeTaken() {
    List<Long> gone = new ArrayList<>();
    for (Iterator<Entry> entries = alive.values().iterator(); entries.hasNext(); ) {
      Entry entry = entries.next();
      if (entry.fiber() == null) {
        gone.add(entry.id);
        entries.remove();
      }
    }
    return gone;
  }

  void clear() {
    alive.clear();
  }
}
