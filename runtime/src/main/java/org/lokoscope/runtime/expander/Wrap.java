// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a datum: marks, and the ribs to look names up in, innermost first. A {@link
 * #SHIFT} among the ribs means that below it the latest mark does not count: what a macro
 * introduces is looked up, further in, as at the macro's definition. Each mark has its shift.
 */
record Wrap(@Nullable Marks marks, @Nullable Ribs ribs) {

  static final Wrap EMPTY = new Wrap(null, null);

  static final Rib SHIFT = new Rib();

  /** A list of ribs; null is the empty one. */
  record Ribs(Rib rib, @Nullable Ribs next) {

    static @Nullable Ribs append(@Nullable Ribs a, @Nullable Ribs b) {
      return a == null ? b : b == null ? a : before(a, b);
    }

    private static Ribs before(Ribs a, Ribs b) {
      Ribs rest = a.next == null ? b : before(a.next, b);
      return rest.rib == a.rib && a.rib != SHIFT ? rest : new Ribs(a.rib, rest);
    }

    /** Without the last of {@code a}, and without repeating what {@code b} starts with. */
    static @Nullable Ribs appendButLast(Ribs a, @Nullable Ribs b) {
      if (a.next == null) {
        return b;
      }
      Ribs rest = appendButLast(a.next, b);
      return rest != null && rest.rib == a.rib && a.rib != SHIFT ? rest : new Ribs(a.rib, rest);
    }
  }

  static Wrap ofRib(Rib rib) {
    return new Wrap(null, new Ribs(rib, null));
  }

  /** The wrap of something in {@code inner} around which {@code outer} is put. */
  @SuppressWarnings("ReferenceEquality")
  static Wrap join(Wrap outer, Wrap inner) {
    if (outer == EMPTY) {
      return inner;
    }
    if (inner == EMPTY) {
      return outer;
    }
    if (outer.marks != null && inner.marks != null && inner.marks.mark() == Marks.ANTI) {
      return new Wrap(
          Marks.appendButLast(outer.marks, inner.marks.next()),
          Ribs.appendButLast(
              Objects.requireNonNull(outer.ribs), Objects.requireNonNull(inner.ribs).next));
    }
    return new Wrap(Marks.append(outer.marks, inner.marks), Ribs.append(outer.ribs, inner.ribs));
  }

  /** What a name with these marks means in these ribs, or null. */
  @Nullable Binding resolve(org.lokoscope.runtime.datum.Symbol name) {
    Marks current = marks;
    for (Ribs rest = ribs; rest != null; rest = rest.next) {
      if (rest.rib == SHIFT) {
        current = Objects.requireNonNull(current).next();
      } else {
        Binding binding = rest.rib.lookup(name, current);
        if (binding != null) {
          return binding;
        }
      }
    }
    return null;
  }
}
