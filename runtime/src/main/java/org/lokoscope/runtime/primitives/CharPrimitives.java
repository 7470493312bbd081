// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.util.function.IntBinaryOperator;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.Symbol;

/** Characters and their Unicode properties. */
final class CharPrimitives {

  /** By the numbers of {@link Character#getType(int)}; 17 means nothing. */
  private static final String[] CATEGORIES = {
    "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc",
    "Cf", null, "Co", "Cs", "Pd", "Ps", "Pe", "Pc", "Po", "Sm", "Sc", "Sk", "So", "Pi", "Pf"
  };

  private CharPrimitives() {}

  static void register(PrimitiveTable t) {
    t.define1("char?", a -> a instanceof SchemeChar);
    t.define1("char->integer", a -> (long) Args.codePoint("char->integer", a));
    t.define1("integer->char", CharPrimitives::fromInteger);
    compare(t, "char=?", "char-ci=?", (x, y) -> x == y ? 1 : 0);
    compare(t, "char<?", "char-ci<?", (x, y) -> x < y ? 1 : 0);
    compare(t, "char>?", "char-ci>?", (x, y) -> x > y ? 1 : 0);
    compare(t, "char<=?", "char-ci<=?", (x, y) -> x <= y ? 1 : 0);
    compare(t, "char>=?", "char-ci>=?", (x, y) -> x >= y ? 1 : 0);
    map(t, "char-upcase", Character::toUpperCase);
    map(t, "char-downcase", Character::toLowerCase);
    map(t, "char-titlecase", Character::toTitleCase);
    map(t, "char-foldcase", UnicodeCase::fold);
    test(t, "char-alphabetic?", Character::isAlphabetic);
    test(t, "char-numeric?", CharPrimitives::isNumeric);
    test(t, "r7rs:char-numeric?", c -> Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER);
    test(t, "char-whitespace?", CharPrimitives::isWhitespace);
    test(t, "char-upper-case?", Character::isUpperCase);
    test(t, "char-lower-case?", Character::isLowerCase);
    test(t, "char-title-case?", Character::isTitleCase);
    t.define1("char-general-category", CharPrimitives::category);
    t.define1("digit-value", CharPrimitives::digitValue);
  }

  private static void compare(
      PrimitiveTable t, String name, String foldedName, IntBinaryOperator holds) {
    t.defineN(name, 1, -1, a -> compare(name, a, c -> c, holds));
    t.defineN(foldedName, 1, -1, a -> compare(foldedName, a, UnicodeCase::fold, holds));
  }

  private static Object compare(
      String who, Object[] a, IntUnaryOperator fold, IntBinaryOperator holds) {
    boolean all = true;
    int last = fold.applyAsInt(Args.codePoint(who, a[0]));
    for (int i = 1; i < a.length; i++) {
      int next = fold.applyAsInt(Args.codePoint(who, a[i]));
      all &= holds.applyAsInt(last, next) != 0;
      last = next;
    }
    return all;
  }

  private static void map(PrimitiveTable t, String name, IntUnaryOperator f) {
    t.define1(name, a -> SchemeChar.of(f.applyAsInt(Args.codePoint(name, a))));
  }

  private static void test(PrimitiveTable t, String name, IntPredicate holds) {
    t.define1(name, a -> holds.test(Args.codePoint(name, a)));
  }

  private static Object fromInteger(Object a) {
    if (a instanceof Long x && x >= 0 && x <= 0x10ffff && !(x >= 0xd800 && x <= 0xdfff)) {
      return SchemeChar.of(x.intValue());
    }
    throw Raise.type("integer->char", "a Unicode scalar value", a);
  }

  private static boolean isNumeric(int c) {
    int type = Character.getType(c);
    return type == Character.DECIMAL_DIGIT_NUMBER
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER;
  }

  static boolean isWhitespace(int c) {
    return c >= 9 && c <= 13 || c == 0x85 || Character.isSpaceChar(c);
  }

  private static Object category(Object a) {
    int c = Args.codePoint("char-general-category", a);
    return Symbol.of(CATEGORIES[Character.getType(c)]);
  }

  private static Object digitValue(Object a) {
    int c = Args.codePoint("digit-value", a);
    return Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER
        ? (Object) (long) Character.digit(c, 10)
        : Boolean.FALSE;
  }
}
