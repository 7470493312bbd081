// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.vm.Primitive;

/** Enumerations: {@code (rnrs enums)}. */
final class EnumerationPrimitives {

  private EnumerationPrimitives() {}

  static void register(PrimitiveTable t) {
    t.define1("make-enumeration", EnumerationPrimitives::make);
    t.define1("enum-set?", a -> a instanceof EnumerationSet);
    t.define1("enum-set-universe", a -> EnumerationSet.whole(set("enum-set-universe", a).universe));
    t.define1("enum-set-indexer", EnumerationPrimitives::indexer);
    t.define1("enum-set-constructor", EnumerationPrimitives::constructor);
    t.define1("enum-set->list", a -> set("enum-set->list", a).toList());
    t.define2("enum-set-member?", EnumerationPrimitives::isMember);
    t.define2("enum-set-subset?", EnumerationPrimitives::isSubset);
    t.define2("enum-set=?", EnumerationPrimitives::isEqual);
    t.define2("enum-set-union", (a, b) -> combine("enum-set-union", a, b, BitSet::or));
    t.define2(
        "enum-set-intersection", (a, b) -> combine("enum-set-intersection", a, b, BitSet::and));
    t.define2(
        "enum-set-difference", (a, b) -> combine("enum-set-difference", a, b, BitSet::andNot));
    t.define1("enum-set-complement", EnumerationPrimitives::complement);
    t.define2("enum-set-projection", EnumerationPrimitives::projection);
    EnumerationSet.Universe options = fileOptions();
    t.define1("%file-options", list -> construct(options, list));
  }

  private static EnumerationSet.Universe fileOptions() {
    List<Symbol> symbols = new ArrayList<>();
    for (String name : new String[] {"no-create", "no-fail", "no-truncate", "append"}) {
      symbols.add(Symbol.of(name));
    }
    return new EnumerationSet.Universe(symbols);
  }

  private static Object make(Object list) {
    ListPrimitives.checkedLength("make-enumeration", list);
    List<Symbol> symbols = new ArrayList<>();
    for (Object item : Lists.toArray(list)) {
      symbols.add(Args.symbol("make-enumeration", item));
    }
    return EnumerationSet.whole(new EnumerationSet.Universe(symbols));
  }

  private static EnumerationSet set(String who, Object a) {
    if (a instanceof EnumerationSet set) {
      return set;
    }
    throw Raise.type(who, "an enumeration set", a);
  }

  private static Object indexer(Object a) {
    EnumerationSet.Universe universe = set("enum-set-indexer", a).universe;
    return Primitive.of1(
        "enum-set-indexer",
        symbol -> {
          int place = universe.place(Args.symbol("enum-set-indexer", symbol));
          return place < 0 ? (Object) Boolean.FALSE : (Object) (long) place;
        });
  }

  private static Object constructor(Object a) {
    EnumerationSet.Universe universe = set("enum-set-constructor", a).universe;
    return Primitive.of1("enum-set-constructor", list -> construct(universe, list));
  }

  private static Object construct(EnumerationSet.Universe universe, Object list) {
    ListPrimitives.checkedLength("enum-set-constructor", list);
    BitSet members = new BitSet();
    for (Object at = list; at instanceof Pair pair; at = pair.cdr) {
      int place = universe.place(pair.car);
      if (place < 0) {
        throw Raise.assertion(
            "enum-set-constructor", "not in the universe of the enumeration", pair.car);
      }
      members.set(place);
    }
    return new EnumerationSet(universe, members);
  }

  private static Object isMember(Object symbol, Object a) {
    return set("enum-set-member?", a).contains(Args.symbol("enum-set-member?", symbol));
  }

  private static Object isSubset(Object a, Object b) {
    EnumerationSet x = set("enum-set-subset?", a);
    EnumerationSet y = set("enum-set-subset?", b);
    return x.universe.isSubsetOf(y.universe) && x.isSubsetOf(y);
  }

  private static Object isEqual(Object a, Object b) {
    EnumerationSet x = set("enum-set=?", a);
    EnumerationSet y = set("enum-set=?", b);
    return x.universe.isSubsetOf(y.universe)
        && y.universe.isSubsetOf(x.universe)
        && x.isSubsetOf(y)
        && y.isSubsetOf(x);
  }

  private interface Combination {
    void apply(BitSet into, BitSet other);
  }

  private static Object combine(String who, Object a, Object b, Combination combination) {
    EnumerationSet x = set(who, a);
    EnumerationSet y = set(who, b);
    if (x.universe != y.universe) {
      throw Raise.assertion(who, "the sets are of different enumerations", a, b);
    }
    BitSet members = (BitSet) x.members.clone();
    combination.apply(members, y.members);
    return new EnumerationSet(x.universe, members);
  }

  private static Object complement(Object a) {
    EnumerationSet x = set("enum-set-complement", a);
    BitSet members = (BitSet) x.members.clone();
    members.flip(0, x.universe.size());
    return new EnumerationSet(x.universe, members);
  }

  private static Object projection(Object a, Object b) {
    EnumerationSet x = set("enum-set-projection", a);
    EnumerationSet y = set("enum-set-projection", b);
    BitSet members = new BitSet();
    x.members.stream()
        .map(i -> y.universe.place(x.universe.symbol(i)))
        .filter(place -> place >= 0)
        .forEach(members::set);
    return new EnumerationSet(y.universe, members);
  }
}
