// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.goops;

import java.util.HashMap;
import java.util.Map;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;

/** A class. What the protocols know of it stands in its slots; its metaclass may add more. */
final class SchemeClass extends Instance {

  static final int NAME = 0;
  static final int DIRECT_SUPERS = 1;
  static final int DIRECT_SLOTS = 2;
  static final int DIRECT_SUBCLASSES = 3;
  static final int DIRECT_METHODS = 4;
  static final int PRECEDENCE_LIST = 5;
  static final int SLOTS = 6;

  /** How many slots each class has. */
  static final int SLOT_COUNT = 7;

  private Map<Symbol, Object> places = new HashMap<>();
  private int fieldCount;

  SchemeClass(SchemeClass type, int slotCount) {
    super(type, slotCount);
    clear();
  }

  /** The class of classes. */
  SchemeClass() {
    super(SLOT_COUNT);
    clear();
    become(this, places, slots());
  }

  private void clear() {
    for (int i :
        new int[] {DIRECT_SUPERS, DIRECT_SLOTS, DIRECT_SUBCLASSES, DIRECT_METHODS, SLOTS}) {
      slots()[i] = Nil.NIL;
    }
    slots()[PRECEDENCE_LIST] = Lists.of(this);
  }

  String name() {
    return slots()[NAME] instanceof Symbol name ? name.name() : "(unbound)";
  }

  /** Where the slots of its instances stand. A redefinition makes another map. */
  Map<Symbol, Object> places() {
    return places;
  }

  void setPlaces(Map<Symbol, Object> newPlaces) {
    places = newPlaces;
    fieldCount = (int) newPlaces.values().stream().filter(Long.class::isInstance).count();
  }

  /** How many slots its instances have in themselves. */
  int fieldCount() {
    return fieldCount;
  }

  boolean isSubclassOf(SchemeClass other) {
    return position(other) >= 0;
  }

  /** The place of a class in the precedence list, or -1. */
  int position(Object other) {
    int i = 0;
    Object rest = slots()[PRECEDENCE_LIST];
    while (rest instanceof Pair pair) {
      if (pair.car == other) {
        return i;
      }
      i++;
      rest = pair.cdr;
    }
    return -1;
  }
}
