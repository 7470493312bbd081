package org.lokoscope.runtime.expander;

/**
 * What surrounds a datum: marks, and the ribs to look names up in, innermost first. A {@link
 * #SHIFT} among the ribs means that below it the latest mark does not count: what a macro
 * introduces is looked up, further in, as at the macro's definition.
 */
record Wrap(Marks marks, Ribs ribs) {

  static final Wrap EMPTY = new Wrap(null, null);

  static final Rib SHIFT = new Rib();

  /** A list of ribs; null is the empty one. */
  record Ribs(Rib rib, Ribs next) {

    static Ribs append(Ribs a, Ribs b) {
      if (a == null || b == null) {
        return a == null ? b : a;
      }
      Ribs rest = append(a.next, b);
      return rest.rib == a.rib && a.rib != SHIFT ? rest : new Ribs(a.rib, rest);
    }

    /** Without the last of {@code a}, and without repeating what {@code b} starts with. */
    static Ribs appendButLast(Ribs a, Ribs b) {
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
          Ribs.appendButLast(outer.ribs, inner.ribs.next));
    }
    return new Wrap(Marks.append(outer.marks, inner.marks), Ribs.append(outer.ribs, inner.ribs));
  }

  /** What a name with these marks means in these ribs, or null. */
  Binding resolve(org.lokoscope.runtime.datum.Symbol name) {
    Marks current = marks;
    for (Ribs rest = ribs; rest != null; rest = rest.next) {
      if (rest.rib == SHIFT) {
        current = current.next();
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
