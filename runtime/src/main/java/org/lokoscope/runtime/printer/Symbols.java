// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.printer;

import org.lokoscope.runtime.number.NumberReader;

/**
 * The written form of symbols. What does not look like a symbol by itself is escaped: in R6RS
 * character by character, in R7RS by bars around the whole, in Guile by <code>#{</code> and <code>
 * }#
 * </code>.
 */
final class Symbols {

  private static final int MARK = Character.COMBINING_SPACING_MARK;

  private Symbols() {}

  static void write(String name, Notation notation, StringBuilder out) {
    if (notation.isGuile()) {
      writeGuiles(name, out);
    } else if (name.isEmpty()) {
      out.append("||");
    } else if (notation == Notation.R6RS) {
      writeEscaped(name, out);
    } else if (isPlain(name)) {
      out.append(name);
    } else {
      writeInBars(name, out);
    }
  }

  private static boolean isPlain(String name) {
    return (name.equals("@") || !isOdd(name))
        && Character.getType(name.codePointAt(0)) != MARK
        && name.codePoints().allMatch(Symbols::isSubsequent);
  }

  /** Whether its parts are those of a symbol, but the whole would be read as something else. */
  private static boolean isOdd(String name) {
    return name.equals(".") || name.charAt(0) == '@' || isNumber(name);
  }

  private static void writeEscaped(String name, StringBuilder out) {
    boolean odd = isOdd(name);
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      if (i == 0 && odd || !isSubsequent(c) || i == 0 && Character.getType(c) == MARK) {
        Atoms.escape(c, out);
      } else {
        out.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
  }

  private static void writeGuiles(String name, StringBuilder out) {
    if (!isOddInGuile(name)) {
      out.append(name);
      return;
    }
    out.append("#{");
    name.codePoints()
        .forEach(
            c -> {
              if ("[]{}".indexOf(c) >= 0 || (c != ' ' && !Atoms.isGraphic(c))) {
                out.append("\\x").append(Integer.toHexString(c)).append(';');
              } else {
                out.appendCodePoint(c);
              }
            });
    out.append("}#");
  }

  private static boolean isOddInGuile(String name) {
    return name.isEmpty()
        || name.equals(".")
        || "'`,0123456789".indexOf(name.charAt(0)) >= 0
        || isNumber(name)
        || name.codePoints()
            .anyMatch(c -> "()[]{}\"#;".indexOf(c) >= 0 || c == ' ' || !Atoms.isGraphic(c));
  }

  private static void writeInBars(String name, StringBuilder out) {
    out.append('|');
    name.codePoints().forEach(c -> writeInBars(c, out));
    out.append('|');
  }

  private static void writeInBars(int c, StringBuilder out) {
    switch (c) {
      case '|' -> out.append("\\|");
      case '\\' -> out.append("\\\\");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      default -> {
        if (c == ' ' || Atoms.isGraphic(c)) {
          out.appendCodePoint(c);
        } else {
          Atoms.escape(c, out);
        }
      }
    }
  }

  private static boolean isNumber(String name) {
    char first = name.charAt(0);
    boolean candidate =
        first >= '0' && first <= '9' || first == '+' || first == '-' || first == '.';
    return candidate && NumberReader.parse(name, 10) != null;
  }

  private static boolean isSubsequent(int c) {
    if (c < 128) {
      return Character.isLetterOrDigit(c) || "!$%&*/:<=>?^_~+-.@".indexOf(c) >= 0;
    }
    return Atoms.isGraphic(c) && !Character.isSpaceChar(c);
  }
}
