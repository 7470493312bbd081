// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.goops;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;

/** What is printed of an object that no method of the program prints. */
final class Descriptions {

  private static final Symbol NAME = Symbol.of("name");
  private static final Symbol METHODS = Symbol.of("methods");
  private static final Symbol SPECIALIZERS = Symbol.of("specializers");

  private Descriptions() {}

  static String of(GoopsObject object) {
    String type = object.type().name();
    String address = " " + Integer.toHexString(System.identityHashCode(object));
    if (object instanceof SchemeClass self) {
      return type + " " + self.name() + address;
    }
    if (object instanceof Applicable generic && generic.isGeneric()) {
      Object methods = generic.value(METHODS);
      int count = methods == null ? 0 : Math.max(0, Lists.length(methods));
      return type + " " + generic.name() + " (" + count + ")";
    }
    Object specializers = value(object, SPECIALIZERS);
    if (specializers != null) {
      return type + " " + names(specializers) + address;
    }
    return type.equals("<slot>") ? type + " " + value(object, NAME) + address : type + address;
  }

  private static @Nullable Object value(GoopsObject object, Symbol slot) {
    return object.layout().get(slot) instanceof Long index
        ? object.slots()[index.intValue()]
        : null;
  }

  private static String names(Object specializers) {
    if (!(specializers instanceof Pair)) {
      return name(specializers);
    }
    StringBuilder names = new StringBuilder("(");
    Object rest = specializers;
    while (rest instanceof Pair pair) {
      names.append(names.length() > 1 ? " " : "").append(name(pair.car));
      rest = pair.cdr;
    }
    return names
        .append(rest instanceof SchemeClass ? " . " + name(rest) : "")
        .append(')')
        .toString();
  }

  private static String name(Object specializer) {
    return specializer instanceof SchemeClass type ? type.name() : "()";
  }
}
