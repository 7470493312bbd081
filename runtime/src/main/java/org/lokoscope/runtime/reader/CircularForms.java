// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.reader;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * Refuses code that contains itself, which nobody could ever expand. Quoted data may be circular.
 */
public final class CircularForms {

  private final Set<Object> around = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Object> done = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Pairs, vectors and other data in a form that needs no closer look. */
  private static final int SMALL = 1_000;

  private CircularForms() {}

  /**
   * @throws SyntaxException if the form is circular outside of {@code quote}
   */
  public static void refuse(Annotation form) {
    if (count(form, SMALL) < 0) {
      new CircularForms().walk(form, form.span());
    }
  }

  /**
   * Counts what a form is made of: what is counted to its end does not contain itself.
   *
   * @return what is left of the limit, negative once that is passed
   */
  private static int count(Object x, int limit) {
    int left = limit;
    Object rest = bare(x);
    while (left >= 0 && rest instanceof Pair pair) {
      left = count(pair.car, left - 1);
      rest = bare(pair.cdr);
    }
    if (rest instanceof Object[] items) {
      for (int i = 0; i < items.length && left >= 0; i++) {
        left = count(items[i], left - 1);
      }
    }
    return left - 1;
  }

  private void walk(Object x, SourceSpan outer) {
    SourceSpan place = x instanceof Annotation annotation ? annotation.span() : outer;
    switch (bare(x)) {
      case Pair pair -> walkList(pair, place);
      case Object[] items -> {
        if (enter(items, place)) {
          for (Object item : items) {
            walk(item, place);
          }
          around.remove(items);
          done.add(items);
        }
      }
      case null, default -> {}
    }
  }

  private static Object bare(Object x) {
    return x instanceof Annotation annotation ? annotation.form() : x;
  }

  /** Along a list it goes without recursion: lists can be long. */
  private void walkList(Pair first, SourceSpan place) {
    List<Pair> entered = new ArrayList<>();
    Object rest = first;
    while (rest instanceof Pair pair && !isQuotation(pair) && enter(pair, place)) {
      entered.add(pair);
      walk(pair.car, place);
      rest = bare(pair.cdr);
    }
    if (!(rest instanceof Pair)) {
      walk(rest, place);
    }
    entered.forEach(around::remove);
    done.addAll(entered);
  }

  private static boolean isQuotation(Pair pair) {
    return bare(pair.car) instanceof Symbol symbol && symbol.name().equals("quote");
  }

  /** False if it has been looked at before. */
  private boolean enter(Object compound, SourceSpan place) {
    if (around.contains(compound)) {
      throw new SyntaxException("this form contains itself", place);
    }
    if (done.contains(compound)) {
      return false;
    }
    around.add(compound);
    return true;
  }
}
