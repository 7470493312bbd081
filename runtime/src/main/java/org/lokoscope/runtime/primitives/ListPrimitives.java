// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Equality;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.number.Numbers;

/** Pairs and lists, as far as no procedure has to be called. */
public final class ListPrimitives {

  /** Guessed: nobody goes farther on purpose along a list that goes round. */
  private static final long FARTHEST = 100_000_000;

  private ListPrimitives() {}

  static void register(PrimitiveTable t) {
    t.define2("cons", Pair::new);
    t.define1("car", ListPrimitives::car);
    t.define1("cdr", ListPrimitives::cdr);
    t.define2("set-car!", ListPrimitives::setCar);
    t.define2("set-cdr!", ListPrimitives::setCdr);
    t.define1("pair?", a -> a instanceof Pair);
    t.define1("null?", a -> a == Nil.NIL);
    t.define1("list?", a -> Lists.length(a) >= 0);
    t.defineN("list", 0, -1, Lists::of);
    t.defineN("cons*", 1, -1, ListPrimitives::consStar);
    t.defineN("list*", 1, -1, ListPrimitives::consStar);
    t.defineN("make-list", 1, 2, ListPrimitives::makeList);
    t.define1("length", ListPrimitives::length);
    t.define1("length+", a -> Lists.length(a) >= 0 ? (Object) (long) Lists.length(a) : false);
    t.defineN("append", 0, -1, ListPrimitives::append);
    t.define1("reverse", a -> reverse("reverse", a, Nil.NIL));
    t.define1("reverse!", a -> reverse("reverse!", a, Nil.NIL));
    t.define2("append-reverse", (a, tail) -> reverse("append-reverse", a, tail));
    t.define2("append-reverse!", (a, tail) -> reverse("append-reverse!", a, tail));
    t.define2("list-tail", (a, k) -> tail("list-tail", a, k));
    t.define2("list-ref", ListPrimitives::ref);
    t.define3("list-set!", ListPrimitives::set);
    t.define2("list-head", (a, k) -> head("list-head", a, k));
    t.define1("list-copy", ListPrimitives::copy);
    t.define1("last-pair", ListPrimitives::lastPair);
    t.defineN("iota", 1, 3, ListPrimitives::iota);
    t.define2("memq", ListPrimitives::memq);
    t.define2("memv", ListPrimitives::memv);
    t.define2("%member", ListPrimitives::member);
    t.define2("assq", ListPrimitives::assq);
    t.define2("assv", ListPrimitives::assv);
    t.define2("%assoc", ListPrimitives::assoc);
    t.define2("remq", (x, list) -> remove("remq", x, list, Equality::eq));
    t.define2("remv", (x, list) -> remove("remv", x, list, Equality::eqv));
    t.define2("remove", (x, list) -> remove("remove", x, list, Equality::equal));
    composites(t);
  }

  public static Object car(Object a) {
    if (a instanceof Pair pair) {
      return pair.car;
    }
    throw Raise.type("car", "a pair", a);
  }

  public static Object cdr(Object a) {
    if (a instanceof Pair pair) {
      return pair.cdr;
    }
    throw Raise.type("cdr", "a pair", a);
  }

  public static Object setCar(Object a, Object value) {
    Args.pair("set-car!", a).car = value;
    return Special.UNSPECIFIED;
  }

  public static Object setCdr(Object a, Object value) {
    Args.pair("set-cdr!", a).cdr = value;
    return Special.UNSPECIFIED;
  }

  /** From caar to cddddr. */
  private static void composites(PrimitiveTable t) {
    for (int length = 2; length <= 4; length++) {
      for (int bits = 0; bits < 1 << length; bits++) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < length; i++) {
          path.append((bits >> i & 1) == 0 ? 'a' : 'd');
        }
        composite(t, path.toString());
      }
    }
  }

  private static void composite(PrimitiveTable t, String path) {
    String name = "c" + path + "r";
    switch (path) {
      case "ad" -> t.define1(name, a -> carOf(name, a, cdrOf(name, a, a)));
      case "dd" -> t.define1(name, a -> cdrOf(name, a, cdrOf(name, a, a)));
      default -> t.define1(name, a -> follow(name, path, a));
    }
  }

  private static Object carOf(String who, Object whole, Object a) {
    if (a instanceof Pair pair) {
      return pair.car;
    }
    throw Raise.assertion(who, "the argument has no such part", whole);
  }

  private static Object cdrOf(String who, Object whole, Object a) {
    if (a instanceof Pair pair) {
      return pair.cdr;
    }
    throw Raise.assertion(who, "the argument has no such part", whole);
  }

  private static Object follow(String who, String path, Object whole) {
    Object at = whole;
    for (int i = path.length() - 1; i >= 0; i--) {
      at = path.charAt(i) == 'a' ? carOf(who, whole, at) : cdrOf(who, whole, at);
    }
    return at;
  }

  private static Object consStar(Object[] items) {
    Object list = items[items.length - 1];
    for (int i = items.length - 2; i >= 0; i--) {
      list = new Pair(items[i], list);
    }
    return list;
  }

  private static Object makeList(Object[] a) {
    int n = Args.size("make-list", a[0], Args.PAIR_BYTES);
    Object fill = a.length > 1 ? a[1] : Special.UNSPECIFIED;
    Object list = Nil.NIL;
    for (int i = 0; i < n; i++) {
      list = new Pair(fill, list);
    }
    return list;
  }

  private static Object iota(Object[] a) {
    int n = Args.size("iota", a[0], 2 * Args.PAIR_BYTES);
    Object start = a.length > 1 ? a[1] : (Object) 0L;
    Object step = a.length > 2 ? a[2] : (Object) 1L;
    Object list = Nil.NIL;
    for (long i = n - 1L; i >= 0; i--) {
      list = new Pair(Numbers.add(start, Numbers.multiply(i, step)), list);
    }
    return list;
  }

  public static Object length(Object list) {
    return (long) checkedLength("length", list);
  }

  /** Of a proper list. */
  static int checkedLength(String who, Object list) {
    int n = Lists.length(list);
    if (n < 0) {
      throw Raise.type(who, "a list", list);
    }
    return n;
  }

  private static Object append(Object[] lists) {
    if (lists.length == 0) {
      return Nil.NIL;
    }
    Object result = lists[lists.length - 1];
    for (int i = lists.length - 2; i >= 0; i--) {
      result = append(lists[i], result);
    }
    return result;
  }

  public static Object append(Object list, Object tail) {
    if (list == Nil.NIL) {
      return tail;
    }
    checkedLength("append", list);
    Pair first = new Pair(((Pair) list).car, tail);
    Pair last = first;
    for (Object at = ((Pair) list).cdr; at instanceof Pair pair; at = pair.cdr) {
      Pair next = new Pair(pair.car, tail);
      last.cdr = next;
      last = next;
    }
    return first;
  }

  private static Object reverse(String who, Object list, Object tail) {
    checkedLength(who, list);
    Object result = tail;
    for (Object at = list; at instanceof Pair pair; at = pair.cdr) {
      result = new Pair(pair.car, result);
    }
    return result;
  }

  private static Object tail(String who, Object list, Object count) {
    if (!(count instanceof Long n) || n < 0) {
      throw Raise.type(who, "an index", count);
    }
    if (n > FARTHEST && Lists.isCyclic(list)) {
      throw Raise.restriction(who, "too far along a list without an end", count);
    }
    Object at = list;
    for (long i = n; i > 0; i--) {
      if (!(at instanceof Pair pair)) {
        throw Raise.assertion(who, "the list is too short", list, count);
      }
      at = pair.cdr;
    }
    return at;
  }

  private static Pair pairAt(String who, Object list, Object index) {
    if (tail(who, list, index) instanceof Pair pair) {
      return pair;
    }
    throw Raise.assertion(who, "the list is too short", list, index);
  }

  private static Object ref(Object list, Object index) {
    return pairAt("list-ref", list, index).car;
  }

  private static Object set(Object list, Object index, Object value) {
    pairAt("list-set!", list, index).car = value;
    return Special.UNSPECIFIED;
  }

  static Object head(String who, Object list, Object count) {
    int n = Args.size(who, count);
    Pair first = new Pair(Nil.NIL, Nil.NIL);
    Pair last = first;
    Object at = list;
    for (int i = 0; i < n; i++) {
      if (!(at instanceof Pair pair)) {
        throw Raise.assertion(who, "the list is too short", list, count);
      }
      Pair next = new Pair(pair.car, Nil.NIL);
      last.cdr = next;
      last = next;
      at = pair.cdr;
    }
    return first.cdr;
  }

  /** The spine is copied; an improper tail is kept, an object that is not a list is returned. */
  private static Object copy(Object list) {
    if (!(list instanceof Pair start)) {
      return list;
    }
    if (Lists.isCyclic(list)) {
      throw Raise.type("list-copy", "a list that ends", list);
    }
    Pair first = new Pair(start.car, start.cdr);
    Pair last = first;
    while (last.cdr instanceof Pair next) {
      Pair copied = new Pair(next.car, next.cdr);
      last.cdr = copied;
      last = copied;
    }
    return first;
  }

  private static Object lastPair(Object list) {
    Pair pair = Args.pair("last-pair", list);
    if (Lists.isCyclic(list)) {
      throw Raise.type("last-pair", "a list that ends", list);
    }
    while (pair.cdr instanceof Pair next) {
      pair = next;
    }
    return pair;
  }

  // A search ends where a list does, or where it comes back to a pair that it has passed: that is
  // the one at the last step whose number is a power of two (Brent's way to find a cycle).

  private static Object memq(Object x, Object list) {
    Object at = list;
    Object seen = null;
    for (int n = 1; at != seen && at instanceof Pair pair; n++) {
      if (Equality.eq(pair.car, x)) {
        return pair;
      }
      seen = (n & n - 1) == 0 ? at : seen;
      at = pair.cdr;
    }
    return notFound("memq", at, list);
  }

  private static Object memv(Object x, Object list) {
    Object at = list;
    Object seen = null;
    for (int n = 1; at != seen && at instanceof Pair pair; n++) {
      if (Equality.eqv(pair.car, x)) {
        return pair;
      }
      seen = (n & n - 1) == 0 ? at : seen;
      at = pair.cdr;
    }
    return notFound("memv", at, list);
  }

  private static Object member(Object x, Object list) {
    Object at = list;
    Object seen = null;
    for (int n = 1; at != seen && at instanceof Pair pair; n++) {
      if (Equality.equal(x, pair.car)) {
        return pair;
      }
      seen = (n & n - 1) == 0 ? at : seen;
      at = pair.cdr;
    }
    return notFound("member", at, list);
  }

  private static Object notFound(String who, Object end, Object list) {
    if (end != Nil.NIL) {
      throw Raise.type(who, "a list", list);
    }
    return Boolean.FALSE;
  }

  private static Object assq(Object x, Object list) {
    Object at = list;
    Object seen = null;
    for (int n = 1; at != seen && at instanceof Pair pair; n++) {
      if (Equality.eq(entry("assq", pair.car, list).car, x)) {
        return pair.car;
      }
      seen = (n & n - 1) == 0 ? at : seen;
      at = pair.cdr;
    }
    return notFound("assq", at, list);
  }

  private static Object assv(Object x, Object list) {
    Object at = list;
    Object seen = null;
    for (int n = 1; at != seen && at instanceof Pair pair; n++) {
      if (Equality.eqv(entry("assv", pair.car, list).car, x)) {
        return pair.car;
      }
      seen = (n & n - 1) == 0 ? at : seen;
      at = pair.cdr;
    }
    return notFound("assv", at, list);
  }

  private static Object assoc(Object x, Object list) {
    Object at = list;
    Object seen = null;
    for (int n = 1; at != seen && at instanceof Pair pair; n++) {
      if (Equality.equal(x, entry("assoc", pair.car, list).car)) {
        return pair.car;
      }
      seen = (n & n - 1) == 0 ? at : seen;
      at = pair.cdr;
    }
    return notFound("assoc", at, list);
  }

  private static Pair entry(String who, Object entry, Object list) {
    if (entry instanceof Pair pair) {
      return pair;
    }
    throw Raise.type(who, "an association list", list);
  }

  private interface Same {
    boolean test(Object a, Object b);
  }

  private static Object remove(String who, Object x, Object list, Same same) {
    checkedLength(who, list);
    Pair first = new Pair(Nil.NIL, Nil.NIL);
    Pair last = first;
    for (Object at = list; at instanceof Pair pair; at = pair.cdr) {
      if (!same.test(x, pair.car)) {
        Pair next = new Pair(pair.car, Nil.NIL);
        last.cdr = next;
        last = next;
      }
    }
    return first.cdr;
  }
}
