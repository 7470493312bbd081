// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.expander.Unit;

/**
 * The order in which units must run. Those that only make a procedure come first, for that needs
 * nothing; each other one comes after all that it needs, also through such procedures, which it may
 * call. The dependencies of units may hold cycles, which are cut where they are met. They change
 * while something is expanded, so the caller holds the lock of the {@link LibraryManager}.
 */
final class UnitOrder {

  private final Set<Unit> procedures = new LinkedHashSet<>();
  private final Set<Unit> others = new LinkedHashSet<>();
  private final Set<Unit> underway = new HashSet<>();

  /** Procedures behind which everything is in order. */
  private final Set<Unit> settled = new HashSet<>();

  private UnitOrder() {}

  /** A unit at the end, with all that it needs before it. */
  static List<Unit> of(Unit unit) {
    List<Unit> order = new ArrayList<>(before(unit));
    order.add(unit);
    return List.copyOf(order);
  }

  /** All that a unit needs, without itself. */
  static List<Unit> before(Unit unit) {
    UnitOrder order = new UnitOrder();
    order.add(unit);
    List<Unit> all = new ArrayList<>(order.procedures);
    all.addAll(order.others);
    all.remove(unit);
    return List.copyOf(all);
  }

  /** Adds a unit that does something, after all that it needs. */
  private void add(Unit unit) {
    if (others.contains(unit) || !underway.add(unit)) {
      return;
    }
    Set<Unit> met = new HashSet<>();
    unit.dependencies().forEach(dependency -> visit(dependency, met));
    others.add(unit);
    underway.remove(unit);
    if (underway.size() <= 1) {
      settled.addAll(met);
    }
  }

  /**
   * @param met the procedures that were met on the way from the unit that does something
   */
  private void visit(Unit unit, Set<Unit> met) {
    if (!makesProcedure(unit)) {
      add(unit);
    } else if (!settled.contains(unit) && met.add(unit)) {
      unit.dependencies().forEach(dependency -> visit(dependency, met));
      procedures.add(unit);
    }
  }

  private static boolean makesProcedure(Unit unit) {
    return unit.code() instanceof Core.GlobalDefine define && define.value() instanceof Core.Lambda;
  }
}
