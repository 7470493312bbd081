// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.reader;

import java.util.List;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.source.SyntaxException;

/** The tokens with an inner structure: strings, characters, and words with escapes. */
final class LiteralScanner {

  /** So much of a string may have to be read again. Guessed. */
  private static final int STEP = 1024;

  private final Scanner scanner;
  private boolean quoted;

  LiteralScanner(Scanner scanner) {
    this.scanner = scanner;
  }

  /** Whether the last {@link #word} held an escape or bars, and so cannot be a number. */
  boolean wordWasQuoted() {
    return quoted;
  }

  /** Everything up to the next delimiter, with bars and escapes resolved. */
  String word(String start) {
    quoted = false;
    StringBuilder text = new StringBuilder(start);
    while (true) {
      int c = scanner.peek();
      if (c == '|') {
        scanner.read();
        quoted = true;
        readBars(text);
      } else if (c == '\\') {
        scanner.read();
        quoted = true;
        readWordEscape(text);
      } else if (Scanner.isDelimiter(c)) {
        return text.toString();
      } else if (c < ' ' || (c >= 0x7F && c < 0xA0)) {
        scanner.read();
        throw scanner.error("unexpected control character " + name(c));
      } else {
        text.appendCodePoint(c);
        scanner.read();
      }
    }
  }

  private void readBars(StringBuilder text) {
    while (true) {
      int c = scanner.read();
      switch (c) {
        case -1 -> throw unclosed("symbol");
        case '|' -> {
          return;
        }
        case '\\' -> escape(text, "symbol");
        default -> text.appendCodePoint(c);
      }
    }
  }

  private void readWordEscape(StringBuilder text) {
    int c = scanner.read();
    if (c == 'x' || c == 'X') {
      text.appendCodePoint(hexEscape("symbol"));
    } else if (c < 0) {
      throw unclosed("symbol");
    } else {
      text.appendCodePoint(c);
    }
  }

  /** After the opening quote. */
  SchemeString string() {
    return restOfString(new StringBuilder());
  }

  /** Goes on with a string; where its text is long and comes in pieces, not from the start. */
  SchemeString restOfString(StringBuilder text) {
    int next = text.length() + STEP;
    while (true) {
      if (text.length() >= next) {
        scanner.checkpointIn(text);
        next = text.length() + STEP;
      }
      int c = scanner.read();
      switch (c) {
        case -1 -> throw unclosed("string");
        case '"' -> {
          return SchemeString.of(text.toString());
        }
        case '\\' -> escape(text, "string");
        case '\r' -> {
          endReturn();
          text.append('\n');
        }
        case 0x85, 0x2028 -> text.append('\n');
        default -> text.appendCodePoint(c);
      }
    }
  }

  /** A carriage return and the line feed or NEL after it are one line ending. */
  private void endReturn() {
    int c = scanner.peek();
    if (c == '\n' || c == 0x85) {
      scanner.read();
    }
  }

  private SyntaxException unclosed(String what) {
    return scanner.error("unexpected end of file: the " + what + " opened here is never closed");
  }

  private void escape(StringBuilder text, String where) {
    int c = scanner.read();
    switch (c) {
      case 'a' -> text.append('\u0007');
      case 'b' -> text.append('\b');
      case 't' -> text.append('\t');
      case 'n' -> text.append('\n');
      case 'v' -> text.append('\u000B');
      case 'f' -> text.append('\f');
      case 'r' -> text.append('\r');
      case '0' -> text.append('\0');
      case '"', '\\', '|', '\'', '?' -> text.appendCodePoint(c);
      case 'x', 'X' -> {
        if (scanner.isGuile()) {
          guileHexEscape(text, where);
        } else {
          text.appendCodePoint(hexEscape(where));
        }
      }
      case -1 -> throw unclosed(where);
      default -> {
        if (scanner.isGuile() && (c == 'u' || c == 'U')) {
          text.appendCodePoint(digits(c == 'u' ? 4 : 6, where));
        } else if (!continueLine(c)) {
          throw scanner.error("unknown escape \\" + Character.toString(c) + " in a " + where);
        }
      }
    }
  }

  /** Skips a line ending with the spaces on both its sides; false if there is none. */
  private boolean continueLine(int c) {
    while (isSpaceInLine(c)) {
      c = scanner.read();
    }
    if (c == '\r') {
      endReturn();
    } else if (c != '\n' && c != 0x85 && c != 0x2028) {
      return false;
    }
    while (isSpaceInLine(scanner.peek())) {
      scanner.read();
    }
    return true;
  }

  private static boolean isSpaceInLine(int c) {
    return c == '\t' || (c >= 0 && Character.getType(c) == Character.SPACE_SEPARATOR);
  }

  /** After {@code \x}: hexadecimal digits and a semicolon. */
  private int hexEscape(String where) {
    int number = 0;
    StringBuilder digits = new StringBuilder();
    while (true) {
      int c = scanner.read();
      if (c == ';' && !digits.isEmpty()) {
        if (!isScalar(number)) {
          throw scanner.error("out of range escape: `\\x" + printable(digits + ";") + "'");
        }
        return number;
      }
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw scanner.error("malformed \\x escape in a " + where + ": expected hex digits and ;");
      }
      number = Math.min(number * 16 + digit, 0x110000);
      digits.appendCodePoint(c);
    }
  }

  /** The same in a file for Guile, where two digits without a semicolon are enough. */
  private void guileHexEscape(StringBuilder text, String where) {
    StringBuilder digits = new StringBuilder();
    while (isHexDigit(scanner.peek()) && digits.length() < 8) {
      digits.appendCodePoint(scanner.read());
    }
    boolean whole = scanner.peek() == ';';
    if (whole) {
      scanner.read();
    }
    int length = whole ? digits.length() : 2;
    if (digits.length() < Math.max(1, length)) {
      throw scanner.error("malformed \\x escape in a " + where + ": expected hex digits");
    }
    text.appendCodePoint(checkScalar(Integer.parseUnsignedInt(digits.substring(0, length), 16)));
    text.append(digits, length, digits.length());
  }

  /** A character as so many hexadecimal digits. */
  private int digits(int count, String where) {
    int number = 0;
    for (int i = 0; i < count; i++) {
      if (!isHexDigit(scanner.peek())) {
        throw scanner.error(
            "malformed escape in a " + where + ": expected " + count + " hex digits");
      }
      number = number * 16 + Character.digit(scanner.read(), 16);
    }
    return checkScalar(number);
  }

  private static boolean isHexDigit(int c) {
    return c >= 0 && c < 128 && Character.digit(c, 16) >= 0;
  }

  private static boolean isScalar(int number) {
    return number >= 0 && number <= 0x10FFFF && (number < 0xD800 || number > 0xDFFF);
  }

  private int checkScalar(int number) {
    if (!isScalar(number)) {
      throw scanner.error("no Unicode character has this number");
    }
    return number;
  }

  /**
   * After <code>#{</code>: all up to <code>}#</code>, where a backslash makes any character plain.
   */
  String extendedSymbol() {
    StringBuilder text = new StringBuilder();
    while (true) {
      int c = scanner.read();
      if (c < 0) {
        throw scanner.error("unexpected end of file: the symbol opened here is never closed");
      }
      if (c == '}' && scanner.peek() == '#') {
        scanner.read();
        return text.toString();
      }
      if (c == '\\') {
        c = scanner.read();
        text.appendCodePoint(c == 'x' ? hexEscape("symbol") : Math.max(c, 0));
      } else {
        text.appendCodePoint(c);
      }
    }
  }

  private static final List<String> CONTROLS =
      List.of(
          "nul", "soh", "stx", "etx", "eot", "enq", "ack", "bel", "bs", "ht", "lf", "vt", "ff",
          "cr", "so", "si", "dle", "dc1", "dc2", "dc3", "dc4", "nak", "syn", "etb", "can", "em",
          "sub", "esc", "fs", "gs", "rs", "us");

  /** After {@code #\}. */
  SchemeChar character() {
    int first = scanner.read();
    if (first < 0) {
      throw scanner.error("unexpected end of file after #\\");
    }
    StringBuilder text = new StringBuilder().appendCodePoint(first);
    while (!Scanner.isDelimiter(scanner.peek()) && scanner.peek() != '#') {
      text.appendCodePoint(scanner.read());
    }
    if (text.length() == Character.charCount(first)) {
      return SchemeChar.of(checkScalar(first));
    }
    String name = text.toString();
    int c = named(name);
    if (c < 0) {
      throw scanner.error("unknown character #\\" + printable(name));
    }
    return SchemeChar.of(checkScalar(c));
  }

  private static int named(String name) {
    return switch (name) {
      case "space" -> ' ';
      case "newline", "linefeed", "nl" -> '\n';
      case "tab" -> '\t';
      case "return" -> '\r';
      case "nul", "null" -> 0;
      case "alarm" -> 7;
      case "backspace" -> 8;
      case "vtab" -> 0x0B;
      case "page", "np" -> 0x0C;
      case "esc", "escape", "altmode" -> 0x1B;
      case "delete", "del", "rubout" -> 0x7F;
      default -> name.charAt(0) == 'x' || name.charAt(0) == 'U' ? hex(name) : guile(name);
    };
  }

  /** Guile also has the names of ASCII, and octal numbers of three digits or more. */
  private static int guile(String name) {
    if (name.length() >= 3 && name.chars().allMatch(c -> c >= '0' && c <= '7')) {
      return name.length() > 8 ? 0x110000 : Integer.parseInt(name, 8);
    }
    int control = CONTROLS.indexOf(name);
    return control >= 0 ? control : name.equals("sp") ? ' ' : folded(name);
  }

  private static int folded(String name) {
    String lower = CaseFolding.fold(name);
    return lower.equals(name) ? -1 : named(lower);
  }

  private static int hex(String name) {
    int number = 0;
    for (int i = 1; i < name.length(); i++) {
      int digit = name.charAt(i) < 128 ? Character.digit(name.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      number = Math.min(number * 16 + digit, 0x110000);
    }
    return number;
  }

  private static String name(int c) {
    return "U+" + Integer.toHexString(0x10000 | c).substring(1).toUpperCase(java.util.Locale.ROOT);
  }

  /** At most 40 characters of a token, fit to be shown on one line. */
  static String printable(String token) {
    StringBuilder text = new StringBuilder();
    int shown = 0;
    for (int i = 0; i < token.length() && shown < 40; shown++) {
      int c = token.codePointAt(i);
      i += Character.charCount(c);
      text.append(Character.isISOControl(c) ? name(c) : Character.toString(c));
    }
    return shown < token.codePointCount(0, token.length()) ? text + "..." : text.toString();
  }
}
