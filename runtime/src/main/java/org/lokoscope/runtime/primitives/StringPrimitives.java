// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.text.Normalizer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;

/** Strings, as far as no procedure has to be called. */
public final class StringPrimitives {

  private StringPrimitives() {}

  static void register(PrimitiveTable t) {
    t.define1("string?", a -> a instanceof SchemeString);
    t.defineN("make-string", 1, 2, StringPrimitives::make);
    t.defineN("string", 0, -1, StringPrimitives::ofChars);
    t.define1("string-length", StringPrimitives::length);
    t.define2("string-ref", StringPrimitives::ref);
    t.define3("string-set!", StringPrimitives::set);
    t.defineN("substring", 2, 3, a -> copy("substring", a));
    t.defineN("string-copy", 1, 3, a -> copy("string-copy", a));
    t.defineN("string-copy!", 3, 5, StringPrimitives::copyInto);
    t.defineN("string-fill!", 2, 4, StringPrimitives::fill);
    t.defineN("string-append", 0, -1, a -> append("string-append", a));
    t.define1("string-concatenate", StringPrimitives::concatenate);
    t.defineN("string-join", 1, 3, StringPrimitives::join);
    t.defineN("string->list", 1, 3, StringPrimitives::toList);
    t.define1("list->string", StringPrimitives::fromList);
    t.define1("reverse-list->string", StringPrimitives::fromReversedList);
    t.defineN("string->vector", 1, 3, StringPrimitives::toVector);
    t.defineN("vector->string", 1, 3, StringPrimitives::fromVector);
    t.defineN("string-contains", 2, 6, StringPrimitives::contains);
    t.define2("string-prefix?", StringPrimitives::isPrefix);
    t.define2("string-suffix?", StringPrimitives::isSuffix);
    t.define1("string-null?", a -> Args.string("string-null?", a).length() == 0);
    t.defineN("string-reverse", 1, 3, StringPrimitives::reverse);
    comparisons(t);
    t.defineN("string-hash", 1, 2, a -> hash("string-hash", a, s -> s));
    t.defineN("string-ci-hash", 1, 2, a -> hash("string-ci-hash", a, StringPrimitives::folded));
    unicode(t);
  }

  private static void unicode(PrimitiveTable t) {
    map(t, "string-upcase", UnicodeCase::up);
    map(t, "string-downcase", UnicodeCase::down);
    map(t, "string-titlecase", UnicodeCase::title);
    map(t, "string-foldcase", UnicodeCase::fold);
    map(t, "string-normalize-nfd", s -> Normalizer.normalize(s, Normalizer.Form.NFD));
    map(t, "string-normalize-nfc", s -> Normalizer.normalize(s, Normalizer.Form.NFC));
    map(t, "string-normalize-nfkd", s -> Normalizer.normalize(s, Normalizer.Form.NFKD));
    map(t, "string-normalize-nfkc", s -> Normalizer.normalize(s, Normalizer.Form.NFKC));
  }

  private static void map(PrimitiveTable t, String name, UnaryOperator<String> f) {
    t.define1(name, a -> SchemeString.of(f.apply(Args.string(name, a).toString())));
  }

  private static void comparisons(PrimitiveTable t) {
    compare(t, "string=?", "string-ci=?", order -> order == 0);
    compare(t, "string<?", "string-ci<?", order -> order < 0);
    compare(t, "string>?", "string-ci>?", order -> order > 0);
    compare(t, "string<=?", "string-ci<=?", order -> order <= 0);
    compare(t, "string>=?", "string-ci>=?", order -> order >= 0);
  }

  private static void compare(
      PrimitiveTable t, String name, String foldedName, IntPredicate holds) {
    t.defineN(name, 1, -1, a -> compare(name, a, s -> s, holds));
    t.defineN(foldedName, 1, -1, a -> compare(foldedName, a, StringPrimitives::folded, holds));
  }

  private static Object compare(
      String who, Object[] a, UnaryOperator<SchemeString> fold, IntPredicate holds) {
    boolean all = true;
    SchemeString last = fold.apply(Args.string(who, a[0]));
    for (int i = 1; i < a.length; i++) {
      SchemeString next = fold.apply(Args.string(who, a[i]));
      all &= holds.test(last.compareTo(next));
      last = next;
    }
    return all;
  }

  static SchemeString folded(SchemeString text) {
    return SchemeString.of(UnicodeCase.fold(text.toString()));
  }

  private static Object hash(String who, Object[] a, Function<SchemeString, SchemeString> normal) {
    long hash = normal.apply(Args.string(who, a[0])).contentHash() & 0x7fffffffL;
    return a.length == 1 ? hash : hash % Math.max(1, Args.size(who, a[1]));
  }

  private static Object make(Object[] a) {
    int c = a.length > 1 ? Args.codePoint("make-string", a[1]) : ' ';
    return SchemeString.filled(Args.size("make-string", a[0], c > 255 ? 4 : 1), c);
  }

  private static Object ofChars(Object[] chars) {
    return fromChars("string", chars, 0, chars.length);
  }

  private static SchemeString fromChars(String who, Object[] chars, int from, int to) {
    int[] codePoints = new int[to - from];
    for (int i = 0; i < codePoints.length; i++) {
      codePoints[i] = Args.codePoint(who, chars[from + i]);
    }
    return SchemeString.ofCodePoints(codePoints, 0, codePoints.length);
  }

  public static Object length(Object a) {
    return (long) Args.string("string-length", a).length();
  }

  public static Object ref(Object a, Object index) {
    SchemeString text = Args.string("string-ref", a);
    return SchemeChar.of(text.codePointAt(Args.index("string-ref", index, text.length())));
  }

  public static Object set(Object a, Object index, Object c) {
    SchemeString text = Args.string("string-set!", a);
    int at = Args.index("string-set!", index, text.length());
    text.setCodePointAt(at, Args.codePoint("string-set!", c));
    return Special.UNSPECIFIED;
  }

  private static Object copy(String who, Object[] a) {
    SchemeString text = Args.string(who, a[0]);
    int start = Args.start(who, a, 1, text.length());
    return text.substring(start, Args.end(who, a, 2, start, text.length()));
  }

  private static Object copyInto(Object[] a) {
    String who = "string-copy!";
    SchemeString to = Args.string(who, a[0]);
    int at = Args.index(who, a[1], to.length() + 1);
    SchemeString from = Args.string(who, a[2]);
    int start = Args.start(who, a, 3, from.length());
    int end = Args.end(who, a, 4, start, from.length());
    if (end - start > to.length() - at) {
      throw Raise.assertion(who, "the target is too short", a[0], a[1], (long) (end - start));
    }
    to.copyFrom(at, from, start, end);
    return Special.UNSPECIFIED;
  }

  private static Object fill(Object[] a) {
    String who = "string-fill!";
    SchemeString text = Args.string(who, a[0]);
    int start = Args.start(who, a, 2, text.length());
    int end = Args.end(who, a, 3, start, text.length());
    text.fill(Args.codePoint(who, a[1]), start, end);
    return Special.UNSPECIFIED;
  }

  private static SchemeString append(String who, Object[] texts) {
    long length = 0;
    for (Object text : texts) {
      length += Args.string(who, text).length();
    }
    SchemeString result = SchemeString.filled(Args.total(who, length, 1), ' ');
    int at = 0;
    for (Object item : texts) {
      SchemeString text = (SchemeString) item;
      result.copyFrom(at, text, 0, text.length());
      at += text.length();
    }
    return result;
  }

  private static Object concatenate(Object list) {
    ListPrimitives.checkedLength("string-concatenate", list);
    return append("string-concatenate", Lists.toArray(list));
  }

  /** A list, a delimiter (a space), and where it goes: infix, prefix or suffix. */
  private static Object join(Object[] a) {
    String who = "string-join";
    ListPrimitives.checkedLength(who, a[0]);
    String delimiter = a.length > 1 ? Args.string(who, a[1]).toString() : " ";
    String grammar = a.length > 2 ? Args.symbol(who, a[2]).name() : "infix";
    StringBuilder out = new StringBuilder();
    boolean first = true;
    for (Object item : Lists.toArray(a[0])) {
      long length = (long) out.length() + Args.string(who, item).length() + delimiter.length();
      Args.total(who, length, 2);
      out.append(grammar.equals("prefix") || !first && grammar.endsWith("infix") ? delimiter : "");
      out.append(Args.string(who, item));
      out.append(grammar.equals("suffix") ? delimiter : "");
      first = false;
    }
    return SchemeString.of(out.toString());
  }

  private static Object toList(Object[] a) {
    SchemeString text = Args.string("string->list", a[0]);
    int start = Args.start("string->list", a, 1, text.length());
    int end = Args.end("string->list", a, 2, start, text.length());
    Object list = Nil.NIL;
    for (int i = end - 1; i >= start; i--) {
      list = new Pair(SchemeChar.of(text.codePointAt(i)), list);
    }
    return list;
  }

  private static Object fromList(Object list) {
    int n = ListPrimitives.checkedLength("list->string", list);
    return fromChars("list->string", Lists.toArray(list), 0, n);
  }

  private static Object fromReversedList(Object list) {
    int n = ListPrimitives.checkedLength("reverse-list->string", list);
    int[] codePoints = new int[n];
    Object at = list;
    for (int i = n - 1; i >= 0; i--) {
      codePoints[i] = Args.codePoint("reverse-list->string", ((Pair) at).car);
      at = ((Pair) at).cdr;
    }
    return SchemeString.ofCodePoints(codePoints, 0, n);
  }

  private static Object toVector(Object[] a) {
    SchemeString text = Args.string("string->vector", a[0]);
    int start = Args.start("string->vector", a, 1, text.length());
    int end = Args.end("string->vector", a, 2, start, text.length());
    Object[] chars = new Object[end - start];
    for (int i = start; i < end; i++) {
      chars[i - start] = SchemeChar.of(text.codePointAt(i));
    }
    return chars;
  }

  private static Object fromVector(Object[] a) {
    Object[] chars = Args.vector("vector->string", a[0]);
    int start = Args.start("vector->string", a, 1, chars.length);
    int end = Args.end("vector->string", a, 2, start, chars.length);
    return fromChars("vector->string", chars, start, end);
  }

  /** Where the second string first occurs in the first; optional arguments give both ranges. */
  private static Object contains(Object[] a) {
    String who = "string-contains";
    SchemeString text = Args.string(who, a[0]);
    SchemeString part = Args.string(who, a[1]);
    int start = Args.start(who, a, 2, text.length());
    int end = Args.end(who, a, 3, start, text.length());
    if (a.length > 4) {
      int from = Args.start(who, a, 4, part.length());
      part = part.substring(from, Args.end(who, a, 5, from, part.length()));
    }
    int at = part.length() < 4 ? scan(text, part, start, end) : kmp(text, part, start, end);
    return at < 0 ? Boolean.FALSE : (Object) (long) at;
  }

  private static int scan(SchemeString text, SchemeString part, int start, int end) {
    for (int i = start; i <= end - part.length(); i++) {
      if (matches(text, i, part)) {
        return i;
      }
    }
    return -1;
  }

  /** The algorithm of Knuth, Morris and Pratt, whose time does not depend on the texts. */
  private static int kmp(SchemeString text, SchemeString part, int start, int end) {
    int[] border = borders(part);
    int matched = 0;
    for (int i = start; i < end; i++) {
      int c = text.codePointAt(i);
      while (matched > 0 && c != part.codePointAt(matched)) {
        matched = border[matched - 1];
      }
      if (c == part.codePointAt(matched) && ++matched == part.length()) {
        return i + 1 - matched;
      }
    }
    return -1;
  }

  /** For each prefix, the length of the longest proper prefix that ends it too. */
  private static int[] borders(SchemeString part) {
    int[] border = new int[part.length()];
    int length = 0;
    for (int i = 1; i < border.length; i++) {
      int c = part.codePointAt(i);
      while (length > 0 && c != part.codePointAt(length)) {
        length = border[length - 1];
      }
      if (c == part.codePointAt(length)) {
        length++;
      }
      border[i] = length;
    }
    return border;
  }

  private static boolean matches(SchemeString text, int at, SchemeString part) {
    if (at < 0 || part.length() > text.length() - at) {
      return false;
    }
    for (int i = 0; i < part.length(); i++) {
      if (text.codePointAt(at + i) != part.codePointAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static Object isPrefix(Object part, Object text) {
    return matches(Args.string("string-prefix?", text), 0, Args.string("string-prefix?", part));
  }

  private static Object isSuffix(Object part, Object text) {
    SchemeString whole = Args.string("string-suffix?", text);
    SchemeString end = Args.string("string-suffix?", part);
    return matches(whole, whole.length() - end.length(), end);
  }

  private static Object reverse(Object[] a) {
    SchemeString text = (SchemeString) copy("string-reverse", a);
    int[] codePoints = text.codePoints();
    for (int i = 0, j = codePoints.length - 1; i < j; i++, j--) {
      int c = codePoints[i];
      codePoints[i] = codePoints[j];
      codePoints[j] = c;
    }
    return SchemeString.ofCodePoints(codePoints, 0, codePoints.length);
  }
}
