// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lokoscope.runtime.datum.Described;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;

/** A set of symbols out of a fixed, ordered universe. Immutable. */
final class EnumerationSet implements Described {

  /** All symbols that a set may have, in order, and their places. One object for each type. */
  static final class Universe {
    private final Symbol[] symbols;
    private final Map<Symbol, Integer> places = new LinkedHashMap<>();

    Universe(Iterable<Symbol> given) {
      for (Symbol symbol : given) {
        places.putIfAbsent(symbol, places.size());
      }
      symbols = places.keySet().toArray(Symbol[]::new);
    }

    /** -1 for a symbol that is not in it. */
    int place(Object symbol) {
      Integer place = symbol instanceof Symbol ? places.get(symbol) : null;
      return place == null ? -1 : place;
    }

    int size() {
      return symbols.length;
    }

    Symbol symbol(int place) {
      return symbols[place];
    }

    boolean isSubsetOf(Universe that) {
      return that.places.keySet().containsAll(places.keySet());
    }
  }

  final Universe universe;
  final BitSet members;

  /** The bit set is not copied and must not be changed. */
  EnumerationSet(Universe universe, BitSet members) {
    this.universe = universe;
    this.members = members;
  }

  static EnumerationSet whole(Universe universe) {
    BitSet all = new BitSet();
    all.set(0, universe.size());
    return new EnumerationSet(universe, all);
  }

  boolean contains(Object symbol) {
    int place = universe.place(symbol);
    return place >= 0 && members.get(place);
  }

  /** The members in the order of the universe. */
  Object toList() {
    Object list = Nil.NIL;
    for (int i = members.length() - 1; i >= 0; i = members.previousSetBit(i - 1)) {
      list = new Pair(universe.symbol(i), list);
      if (i == 0) {
        break;
      }
    }
    return list;
  }

  /** Whether every member is in the other set, whatever its universe. */
  boolean isSubsetOf(EnumerationSet that) {
    if (universe == that.universe) {
      BitSet rest = (BitSet) members.clone();
      rest.andNot(that.members);
      return rest.isEmpty();
    }
    return members.stream().allMatch(i -> that.contains(universe.symbol(i)));
  }

  @Override
  public String describe() {
    StringBuilder out = new StringBuilder("enum-set");
    members.stream().forEach(i -> out.append(' ').append(universe.symbol(i)));
    return out.toString();
  }
}
