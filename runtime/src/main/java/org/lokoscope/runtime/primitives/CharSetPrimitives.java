// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.lokoscope.runtime.condition.Raise;

/**
 * The sets of characters that Unicode's properties define. A set is a vector of ascending scalar
 * values, those where one more character begins to belong to it or the last ceased to.
 */
final class CharSetPrimitives {

  private static final int SURROGATES = 0xD800;
  private static final int AFTER_SURROGATES = 0xE000;

  private CharSetPrimitives() {}

  static void register(PrimitiveTable t) {
    t.define1("%char-set-bounds", name -> bounds(property(name)));
  }

  private static IntPredicate property(Object name) {
    return switch (Args.symbol("%char-set-bounds", name).name()) {
      case "lower-case" -> Character::isLowerCase;
      case "upper-case" -> Character::isUpperCase;
      case "title-case" -> Character::isTitleCase;
      case "letter" -> Character::isLetter;
      case "alphabetic" -> Character::isAlphabetic;
      case "digit" -> Character::isDigit;
      case "punctuation" -> CharSetPrimitives::isPunctuation;
      case "symbol" -> CharSetPrimitives::isSymbol;
      case "whitespace" -> CharPrimitives::isWhitespace;
      case "blank" -> c -> c == '\t' || Character.getType(c) == Character.SPACE_SEPARATOR;
      case "iso-control" -> Character::isISOControl;
      case "mark" -> CharSetPrimitives::isMark;
      case "other" -> CharSetPrimitives::isOther;
      default -> throw Raise.type("%char-set-bounds", "the name of a property", name);
    };
  }

  private static boolean isPunctuation(int c) {
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static boolean isSymbol(int c) {
    return switch (Character.getType(c)) {
      case Character.MATH_SYMBOL,
          Character.CURRENCY_SYMBOL,
          Character.MODIFIER_SYMBOL,
          Character.OTHER_SYMBOL ->
          true;
      default -> false;
    };
  }

  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> false;
    };
  }

  /** Controls, formats, and what is for private use or not assigned. */
  private static boolean isOther(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.UNASSIGNED -> true;
      default -> false;
    };
  }

  private static Object bounds(IntPredicate property) {
    List<Object> bounds = new ArrayList<>();
    boolean inside = false;
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      boolean belongs = (c < SURROGATES || c >= AFTER_SURROGATES) && property.test(c);
      if (belongs != inside) {
        bounds.add((long) c);
        inside = belongs;
      }
    }
    if (inside) {
      bounds.add(Character.MAX_CODE_POINT + 1L);
    }
    return bounds.toArray();
  }
}
