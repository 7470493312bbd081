package org.lokoscope.runtime.cml;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fibers of a process that have begun and not ended, oldest first; kept only when somebody is
 * going to look at them.
 */
final class LiveFibers {

  private final Map<Long, Fiber> alive = new LinkedHashMap<>();
  private boolean kept;

  void keep(boolean wanted) {
    kept = wanted;
  }

  void add(Fiber fiber) {
    if (kept) {
      alive.put(fiber.id, fiber);
    }
  }

  /** False if the fiber was not there. */
  boolean remove(Fiber fiber) {
    return kept && alive.remove(fiber.id) != null;
  }

  Collection<Fiber> all() {
    return alive.values();
  }

  List<Fiber> copy() {
    return List.copyOf(alive.values());
  }

  void clear() {
    alive.clear();
  }
}
