// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * A datum in its lexical context. What it holds is wrapped only when it is taken out. Syntax is
 * also made of plain pairs and vectors that hold syntax objects; the static methods accept both.
 */
public final class Syntax {

  private final Object datum;
  private final Wrap wrap;

  private Syntax(Object datum, Wrap wrap) {
    this.datum = datum;
    this.wrap = wrap;
  }

  static Syntax of(Object datum, Wrap wrap) {
    return datum instanceof Syntax syntax
        ? new Syntax(syntax.datum, Wrap.join(wrap, syntax.wrap))
        : new Syntax(datum, wrap);
  }

  @SuppressWarnings("ReferenceEquality")
  static Object wrap(Object datum, Wrap wrap) {
    return wrap == Wrap.EMPTY ? datum : of(datum, wrap);
  }

  Wrap wrap() {
    return wrap;
  }

  /** Whether the reader made it and no macro introduced it here. */
  private boolean isWritten() {
    return wrap.marks() == null;
  }

  private Object bare() {
    return datum instanceof Annotation annotation ? annotation.form() : datum;
  }

  /** The name; only of an identifier. */
  Symbol symbol() {
    return (Symbol) bare();
  }

  @Nullable Binding resolve() {
    return wrap.resolve(symbol());
  }

  static Object bare(Object x) {
    return x instanceof Syntax syntax ? syntax.bare() : x;
  }

  static boolean isPair(Object x) {
    return bare(x) instanceof Pair;
  }

  static boolean isNull(Object x) {
    return bare(x) == Nil.NIL;
  }

  static boolean isVector(Object x) {
    return bare(x) instanceof Object[];
  }

  static Object car(Object x) {
    Pair pair = (Pair) bare(x);
    return x instanceof Syntax syntax ? of(pair.car, syntax.wrap) : pair.car;
  }

  static Object cdr(Object x) {
    Pair pair = (Pair) bare(x);
    return x instanceof Syntax syntax ? inner(pair.cdr, syntax.wrap) : pair.cdr;
  }

  /** The empty list needs no context. */
  private static Object inner(Object datum, Wrap wrap) {
    return datum == Nil.NIL ? datum : of(datum, wrap);
  }

  static Object cadr(Object x) {
    return car(cdr(x));
  }

  static Object cddr(Object x) {
    return cdr(cdr(x));
  }

  static Object[] vectorItems(Object x) {
    Object[] items = ((Object[]) bare(x)).clone();
    if (x instanceof Syntax syntax) {
      for (int i = 0; i < items.length; i++) {
        items[i] = of(items[i], syntax.wrap);
      }
    }
    return items;
  }

  /** The length of a proper list, or -1; data that programs make may have no end. */
  static int length(Object x) {
    int n = 0;
    Object seen = null;
    while (isPair(x)) {
      x = cdr(x);
      n++;
      if (bare(x) == seen) {
        return -1;
      }
      seen = (n & n - 1) == 0 && isPair(x) ? bare(x) : seen;
    }
    return isNull(x) ? n : -1;
  }

  /** The items of a proper list, or null. */
  static Object @Nullable [] items(Object x) {
    int length = length(x);
    if (length < 0) {
      return null;
    }
    Object[] items = new Object[length];
    for (int i = 0; i < length; i++) {
      items[i] = car(x);
      x = cdr(x);
    }
    return items;
  }

  public static boolean isIdentifier(Object x) {
    return x instanceof Syntax syntax && syntax.bare() instanceof Symbol;
  }

  static boolean isFree(Syntax a, Syntax b) {
    Binding x = a.resolve();
    Binding y = b.resolve();
    return x == null && y == null ? a.symbol() == b.symbol() : x == y;
  }

  static boolean isBound(Syntax a, Syntax b) {
    return a.symbol() == b.symbol() && Marks.same(a.wrap.marks(), b.wrap.marks());
  }

  /** Without any context. */
  public static Object strip(Object x) {
    return switch (x) {
      case Syntax syntax -> strip(syntax.datum);
      case Annotation annotation -> annotation.datum();
      case Pair pair -> stripPair(pair);
      case Object[] vector -> stripVector(vector);
      default -> x;
    };
  }

  private static Object stripPair(Pair pair) {
    if (Lists.isCyclic(pair)) {
      throw Raise.assertion(null, "this datum contains itself");
    }
    Pair first = new Pair(strip(pair.car), pair.cdr);
    Pair last = first;
    while (last.cdr instanceof Pair next) {
      Pair copy = new Pair(strip(next.car), next.cdr);
      last.cdr = copy;
      last = copy;
    }
    last.cdr = strip(last.cdr);
    return first;
  }

  private static Object stripVector(Object[] vector) {
    Object[] copy = new Object[vector.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = strip(vector[i]);
    }
    return copy;
  }

  /** The place where it was written, if no macro introduced it; else {@code otherwise}. */
  @SuppressWarnings("ReferenceEquality")
  static SourceSpan span(Object x, SourceSpan otherwise) {
    return x instanceof Syntax syntax
            && syntax.isWritten()
            && syntax.datum instanceof Annotation annotation
            && annotation.span() != SourceSpan.NONE
        ? annotation.span()
        : otherwise;
  }

  /** The file that a form stands in, also that of a macro which made it; else an empty text. */
  static String file(Object x) {
    Object part = x;
    while (part instanceof Pair pair) {
      part = pair.car;
    }
    return part instanceof Syntax syntax && syntax.datum instanceof Annotation annotation
        ? annotation.span().file()
        : "";
  }

  @Override
  public String toString() {
    return "#<syntax " + DatumText.shorten(this) + ">";
  }
}
