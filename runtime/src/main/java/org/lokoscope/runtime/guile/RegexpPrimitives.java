// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.primitives.PrimitiveTable;

/**
 * Regular expressions. A match is what Guile has for one: a vector of the text and, for the whole
 * and each group, a pair of the places where it starts and ends.
 */
final class RegexpPrimitives {

  private static final long BASIC = 0;
  private static final long ICASE = 2;
  private static final long NEWLINE = 4;
  private static final long NOTBOL = 1;
  private static final long NOTEOL = 2;

  private RegexpPrimitives() {}

  static void register(PrimitiveTable t) {
    t.defineN("make-regexp", 1, -1, RegexpPrimitives::make);
    t.define1("regexp?", Regexp.class::isInstance);
    t.defineN("regexp-exec", 2, 4, RegexpPrimitives::exec);
  }

  /** Extended, unless the flag of basic expressions, which is 0, is among the arguments. */
  private static Object make(Object[] a) {
    String text = Args.string("make-regexp", a[0]).toString();
    boolean basic = false;
    long flags = 0;
    for (int i = 1; i < a.length; i++) {
      long flag = flags("make-regexp", a[i]);
      basic |= flag == BASIC;
      flags |= flag;
    }
    PosixPattern pattern = new PosixPattern(text, basic, (flags & NEWLINE) != 0);
    try {
      return new Regexp(pattern.compile((flags & ICASE) != 0), pattern.hasAlternatives());
    } catch (PosixPattern.MalformedException wrong) {
      throw new SchemeError(
          Throws.make(
              Symbol.of("regular-expression-syntax"),
              Lists.of(
                  SchemeString.of("make-regexp"),
                  SchemeString.of(String.valueOf(wrong.getMessage())),
                  Boolean.FALSE,
                  Nil.NIL)));
    }
  }

  private static long flags(String who, Object a) {
    if (a instanceof Long flags) {
      return flags;
    }
    throw Raise.type(who, "flags", a);
  }

  private static Object exec(Object[] a) {
    String who = "regexp-exec";
    if (!(a[0] instanceof Regexp regexp)) {
      throw Raise.type(who, "a regular expression", a[0]);
    }
    SchemeString string = Args.string(who, a[1]);
    int start = Args.start(who, a, 2, string.length());
    long flags = a.length > 3 ? flags(who, a[3]) : 0;
    String text = string.toString();
    int from = text.offsetByCodePoints(0, start);
    int[] places = regexp.search(text, from, (flags & NOTBOL) == 0, (flags & NOTEOL) == 0);
    if (places == null) {
      return Boolean.FALSE;
    }
    boolean plain = text.length() == string.length();
    Object[] match = new Object[places.length / 2 + 1];
    match[0] = string;
    for (int i = 0; i < places.length; i += 2) {
      match[i / 2 + 1] = new Pair(place(text, places[i], plain), place(text, places[i + 1], plain));
    }
    return match;
  }

  /** Java counts units of UTF-16. */
  private static Object place(String text, int unit, boolean plain) {
    return (long) (plain || unit < 0 ? unit : text.codePointCount(0, unit));
  }
}
