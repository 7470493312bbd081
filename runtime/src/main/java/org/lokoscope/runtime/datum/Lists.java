// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

import java.util.List;

/** Between Scheme lists and Java's. */
public final class Lists {

  private Lists() {}

  public static Object of(Object... items) {
    return withTail(Nil.NIL, items);
  }

  public static Object withTail(Object tail, Object... items) {
    Object list = tail;
    for (int i = items.length - 1; i >= 0; i--) {
      list = new Pair(items[i], list);
    }
    return list;
  }

  public static Object fromList(List<?> items) {
    Object list = Nil.NIL;
    for (Object item : items.reversed()) {
      list = new Pair(item, list);
    }
    return list;
  }

  /** The number of items, or -1 if it is not a proper list (cyclic lists included). */
  public static int length(Object list) {
    int n = 0;
    Object slow = list;
    while (list instanceof Pair pair) {
      list = pair.cdr;
      n++;
      if ((n & 1) == 0) {
        slow = ((Pair) slow).cdr;
        if (slow == list) {
          return -1;
        }
      }
    }
    return list == Nil.NIL ? n : -1;
  }

  /** Whether a list, proper or not, has no end. */
  public static boolean isCyclic(Object list) {
    Object slow = list;
    Object fast = list;
    while (fast instanceof Pair one && one.cdr instanceof Pair two) {
      fast = two.cdr;
      slow = ((Pair) slow).cdr;
      if (fast == slow && fast instanceof Pair) {
        return true;
      }
    }
    return false;
  }

  /** The items of a proper list. */
  public static Object[] toArray(Object list) {
    Object[] items = new Object[length(list)];
    for (int i = 0; i < items.length; i++) {
      Pair pair = (Pair) list;
      items[i] = pair.car;
      list = pair.cdr;
    }
    return items;
  }
}
