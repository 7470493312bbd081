package org.lokoscope.runtime.library;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lokoscope.runtime.expander.Unit;

/**
 * The order in which units must run: each after all that it needs. The dependencies of units may
 * hold cycles, which are cut where they are met. They change while something is expanded, so the
 * caller holds the lock of the {@link LibraryManager}.
 */
final class UnitOrder {

  private UnitOrder() {}

  /** A unit at the end, with all that it needs before it. */
  static List<Unit> of(Unit unit) {
    Set<Unit> order = new LinkedHashSet<>();
    add(unit, order, new LinkedHashSet<>());
    return List.copyOf(order);
  }

  /** All that a unit needs, without itself. */
  static List<Unit> before(Unit unit) {
    Set<Unit> order = new LinkedHashSet<>();
    unit.dependencies().forEach(dependency -> add(dependency, order, new LinkedHashSet<>()));
    order.remove(unit);
    return List.copyOf(order);
  }

  private static void add(Unit unit, Set<Unit> done, Set<Unit> underway) {
    if (done.contains(unit) || !underway.add(unit)) {
      return;
    }
    for (Unit dependency : unit.dependencies()) {
      add(dependency, done, underway);
    }
    done.add(unit);
  }
}
