// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.util.Locale;

/**
 * Case of characters and strings by the Unicode rules that depend on no language: one sharp s may
 * become two characters, a sigma at the end of a word looks different.
 */
final class UnicodeCase {

  private static final int CAPITAL_I_WITH_DOT = 0x130;
  private static final int DOTLESS_I = 0x131;
  private static final int CAPITAL_SHARP_S = 0x1e9e;
  private static final int CAPITAL_SIGMA = 0x3a3;

  /** Word break classes MidLetter, MidNumLet and single quote. */
  private static final String MID_LETTERS =
      "'.:\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a";

  private UnicodeCase() {}

  /** Simple case folding of one character. */
  static int fold(int c) {
    if (c < 128) {
      return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
    if (c == CAPITAL_I_WITH_DOT || c == DOTLESS_I) {
      return c;
    }
    int upper = Character.toUpperCase(c);
    // Cherokee is the one script that folds to its capitals.
    return upper >= 0x13a0 && upper <= 0x13f5 ? upper : Character.toLowerCase(upper);
  }

  /** Full case folding. */
  static String fold(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> fold(c, out));
    return out.toString();
  }

  private static void fold(int c, StringBuilder out) {
    switch (c) {
      case CAPITAL_I_WITH_DOT -> out.append("i\u0307");
      case DOTLESS_I -> out.appendCodePoint(c);
      case CAPITAL_SHARP_S -> out.append("ss");
      default -> {
        if (c < 128) {
          out.append((char) fold(c));
        } else {
          Character.toString(c)
              .toUpperCase(Locale.ROOT)
              .codePoints()
              .forEach(upper -> out.appendCodePoint(fold(upper)));
        }
      }
    }
  }

  static String up(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  static String down(String text) {
    if (text.indexOf(CAPITAL_SIGMA) < 0) {
      return text.toLowerCase(Locale.ROOT);
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      int next = at + Character.charCount(c);
      if (c == CAPITAL_SIGMA) {
        boolean last = isCasedBefore(text, at) && !isCasedAfter(text, next);
        out.append(last ? '\u03c2' : '\u03c3');
      } else {
        out.append(Character.toString(c).toLowerCase(Locale.ROOT));
      }
      at = next;
    }
    return out.toString();
  }

  private static boolean isCasedBefore(String text, int end) {
    int at = end;
    while (at > 0) {
      int c = text.codePointBefore(at);
      if (!isCaseIgnorable(c)) {
        return isCased(c);
      }
      at -= Character.charCount(c);
    }
    return false;
  }

  private static boolean isCasedAfter(String text, int start) {
    int at = start;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (!isCaseIgnorable(c)) {
        return isCased(c);
      }
      at += Character.charCount(c);
    }
    return false;
  }

  private static boolean isCased(int c) {
    return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
  }

  /** What the Unicode standard skips when it looks for letters around a sigma. */
  private static boolean isCaseIgnorable(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default -> MID_LETTERS.indexOf(c) >= 0;
    };
  }

  /** The first letter of each word in title case, the others in lower case. */
  static String title(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (isWordStart(c)) {
        int end = wordEnd(text, at);
        titleWord(text.substring(at, end), out);
        at = end;
      } else {
        out.appendCodePoint(c);
        at += Character.charCount(c);
      }
    }
    return out.toString();
  }

  private static boolean isWordStart(int c) {
    return Character.isLetterOrDigit(c) || Character.isAlphabetic(c);
  }

  private static int wordEnd(String text, int start) {
    int at = start;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      int next = at + Character.charCount(c);
      boolean inner = isWordStart(c) || Character.getType(c) == Character.NON_SPACING_MARK;
      if (!inner
          && !(isMidLetter(c)
              && next < text.length()
              && Character.isLetter(text.codePointAt(next)))) {
        return at;
      }
      at = next;
    }
    return at;
  }

  private static boolean isMidLetter(int c) {
    return c == '\'' || c == 0x2019 || c == 0xb7;
  }

  private static void titleWord(String word, StringBuilder out) {
    int first = word.codePointAt(0);
    int length = Character.charCount(first);
    int title = Character.toTitleCase(first);
    String upper = Character.toString(first).toUpperCase(Locale.ROOT);
    if (title == first && upper.codePointCount(0, upper.length()) > 1) {
      int end = upper.offsetByCodePoints(0, 1);
      out.append(upper, 0, end).append(down(upper.substring(end)));
    } else {
      out.appendCodePoint(title);
    }
    // The first letter stays in view, for a sigma looks at what precedes it.
    String lower = down(word);
    String lowerFirst = down(word.substring(0, length));
    out.append(lower, Math.min(lowerFirst.length(), lower.length()), lower.length());
  }
}
