// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Translates a regular expression of POSIX, extended or basic, into one of Java's. What the GNU
 * library adds to them is understood, too: {@code \w \W \s \S \b \B \< \>}, back references, and in
 * basic expressions {@code \+ \? \|}.
 */
final class PosixPattern {

  /** A text that is no regular expression. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
      super(message);
    }
  }

  private static final int END = -1;

  private static final Map<String, String> CLASSES =
      Map.ofEntries(
          Map.entry("alpha", "\\p{IsAlphabetic}"),
          Map.entry("digit", "0-9"),
          Map.entry("alnum", "\\p{IsAlphabetic}0-9"),
          Map.entry("upper", "\\p{IsUppercase}"),
          Map.entry("lower", "\\p{IsLowercase}"),
          Map.entry("space", "\\p{IsWhite_Space}"),
          Map.entry("blank", " \\t"),
          Map.entry("punct", "\\p{Punct}"),
          Map.entry("print", "\\P{Cntrl}"),
          Map.entry("graph", "\\p{Graph}"),
          Map.entry("cntrl", "\\p{Cntrl}"),
          Map.entry("xdigit", "0-9A-Fa-f"));

  private final String text;
  private final boolean basic;
  private final boolean newline;
  private final StringBuilder java = new StringBuilder();
  private int at;
  private int depth;
  private int groups;
  private boolean alternatives;

  /** Whether what stands before could be repeated. */
  private boolean repeatable;

  /**
   * @param newline whether {@code .} and complements pass no end of line, and anchors match there
   */
  PosixPattern(String text, boolean basic, boolean newline) {
    this.text = text;
    this.basic = basic;
    this.newline = newline;
  }

  Pattern compile(boolean ignoreCase) throws MalformedException {
    while (at < text.length()) {
      translateNext();
    }
    if (depth > 0) {
      throw new MalformedException("Unmatched ( or \\(");
    }
    int flags = newline ? Pattern.MULTILINE | Pattern.UNIX_LINES : Pattern.DOTALL;
    if (ignoreCase) {
      flags |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    }
    try {
      return Pattern.compile(java.toString(), flags);
    } catch (PatternSyntaxException wrong) {
      String message = String.valueOf(wrong.getDescription()).toLowerCase(Locale.ROOT);
      throw new MalformedException(
          message.contains("group") || message.contains("reference")
              ? "Invalid back reference"
              : "Invalid preceding regular expression");
    }
  }

  /** Whether the longest of several matches at a place has to be looked for. */
  boolean hasAlternatives() {
    return alternatives;
  }

  private int peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : END;
  }

  private void translateNext() throws MalformedException {
    char c = text.charAt(at);
    switch (c) {
      case '\\' -> translateEscape();
      case '[' -> translateBracket();
      case '.' -> atom(".");
      case '^' -> anchor(!basic || java.isEmpty() || isAfterOpening(), "^");
      case '$' -> anchor(!basic || at + 1 == text.length() || isBeforeClosing(), "$");
      case '*' -> repeat("*", c);
      case '+', '?' -> special(!basic, c, () -> repeat(String.valueOf(c), c));
      case '(' -> special(!basic, c, this::open);
      case ')' -> special(!basic && depth > 0, c, this::close);
      case '|' -> special(!basic, c, this::alternative);
      case '{' -> special(!basic && isDigit(peek(1)), c, () -> bounds("}"));
      default -> literal(Character.codePointAt(text, at));
    }
  }

  /** A step of the translation, which moves on in the text. */
  @FunctionalInterface
  private interface Step {
    void run() throws MalformedException;
  }

  private void special(boolean isSpecial, char c, Step step) throws MalformedException {
    if (isSpecial) {
      step.run();
    } else {
      literal(c);
    }
  }

  private boolean isAfterOpening() {
    return at >= 2 && (text.startsWith("\\(", at - 2) || text.startsWith("\\|", at - 2));
  }

  private boolean isBeforeClosing() {
    return text.startsWith("\\)", at + 1) || text.startsWith("\\|", at + 1);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private void atom(String translated) {
    java.append(translated);
    at++;
    repeatable = true;
  }

  private void literal(int codePoint) {
    if (!Character.isLetterOrDigit(codePoint) && codePoint < 128) {
      java.append('\\');
    }
    java.appendCodePoint(codePoint);
    at += Character.charCount(codePoint);
    repeatable = true;
  }

  /** Without lines, the end is the end of the text alone. */
  private void anchor(boolean isAnchor, String anchor) {
    if (!isAnchor) {
      literal(anchor.charAt(0));
      return;
    }
    java.append(newline ? anchor : anchor.equals("^") ? "^" : "\\z");
    at++;
    repeatable = false;
  }

  private void repeat(String operator, char c) throws MalformedException {
    if (!repeatable) {
      if (!basic) {
        throw new MalformedException("Invalid preceding regular expression");
      }
      literal(c);
      return;
    }
    wrapRepeated();
    java.append(operator);
    at++;
  }

  /** {@code a**} is {@code (a*)*}; for Java a second sign would make the first possessive. */
  private void wrapRepeated() {
    int last = java.length() - 1;
    if (last > 0 && "*+?}".indexOf(java.charAt(last)) >= 0 && java.charAt(last - 1) != '\\') {
      int start = startOfAtom(last);
      java.insert(start, "(?:").append(')');
    }
  }

  /** Where the repeated atom begins whose sign of repetition stands there. */
  private int startOfAtom(int sign) {
    int i = java.charAt(sign) == '}' ? java.lastIndexOf("{") - 1 : sign - 1;
    char close = java.charAt(i);
    if (i > 0 && java.charAt(i - 1) == '\\') {
      return i - 1;
    }
    if (close != ')' && close != ']') {
      return Character.isLowSurrogate(close) ? i - 1 : i;
    }
    char open = close == ')' ? '(' : '[';
    for (int nesting = 0; i >= 0; i--) {
      boolean escaped = i > 0 && java.charAt(i - 1) == '\\';
      if (!escaped && java.charAt(i) == close) {
        nesting++;
      } else if (!escaped && java.charAt(i) == open && --nesting == 0) {
        return i;
      }
    }
    return 0;
  }

  private void open() {
    java.append('(');
    at++;
    depth++;
    groups++;
    repeatable = false;
  }

  private void close() {
    java.append(')');
    at++;
    depth--;
    repeatable = true;
  }

  private void alternative() {
    java.append('|');
    at++;
    alternatives = true;
    repeatable = false;
  }

  private void bounds(String closing) throws MalformedException {
    int end = text.indexOf(closing, at);
    String inside = end < 0 ? "" : text.substring(at + 1, end);
    if (!inside.matches("[0-9]{0,5}(,[0-9]{0,5})?") || inside.isEmpty()) {
      throw new MalformedException(end < 0 ? "Unmatched { or \\{" : "Invalid content of \\{\\}");
    }
    if (!repeatable) {
      throw new MalformedException("Invalid preceding regular expression");
    }
    wrapRepeated();
    java.append('{').append(inside.startsWith(",") ? "0" : "").append(inside).append('}');
    at = end + closing.length();
  }

  private void translateEscape() throws MalformedException {
    int c = peek(1);
    if (c == END) {
      throw new MalformedException("Trailing backslash");
    }
    at++;
    switch (c) {
      case 'w', 'W', 's', 'S' -> atom("(?U:\\" + (char) c + ")");
      case 'b', 'B' -> {
        atom("\\" + (char) c);
        repeatable = false;
      }
      case '<' -> boundary("\\b(?=\\w)");
      case '>' -> boundary("\\b(?<=\\w)");
      case '`' -> boundary("\\A");
      case '\'' -> boundary("\\z");
      default -> {
        if (isDigit(c) && c != '0') {
          backReference(c - '0');
        } else {
          basicOperator(Character.codePointAt(text, at));
        }
      }
    }
  }

  private void boundary(String translated) {
    atom(translated);
    repeatable = false;
  }

  private void backReference(int number) throws MalformedException {
    if (number > groups) {
      throw new MalformedException("Invalid back reference");
    }
    atom("(?:\\" + number + ")");
  }

  private void basicOperator(int c) throws MalformedException {
    Step step =
        switch (c) {
          case '(' -> this::open;
          case ')' -> this::close;
          case '|' -> this::alternative;
          case '{' -> () -> bounds("\\}");
          case '+', '?' -> () -> repeat(String.valueOf((char) c), (char) c);
          default -> () -> literal(c);
        };
    if (c == ')' && basic && depth == 0) {
      throw new MalformedException("Unmatched ) or \\)");
    }
    if (basic) {
      step.run();
    } else {
      literal(c);
    }
  }

  private void translateBracket() throws MalformedException {
    at++;
    boolean complement = peek(0) == '^';
    at += complement ? 1 : 0;
    java.append(complement ? "[^" : "[");
    boolean first = true;
    while (first || peek(0) != ']') {
      if (peek(0) == END) {
        throw new MalformedException("Unmatched [, [^, [:, [., or [=");
      }
      translateMember();
      first = false;
    }
    at++;
    java.append(complement && newline ? "\\n]" : "]");
    repeatable = true;
  }

  private void translateMember() throws MalformedException {
    int next = peek(1);
    if (peek(0) == '[' && (next == ':' || next == '.' || next == '=')) {
      int end = text.indexOf((char) next + "]", at + 2);
      if (end < 0) {
        throw new MalformedException("Unmatched [, [^, [:, [., or [=");
      }
      String name = text.substring(at + 2, end);
      String members = next == ':' ? CLASSES.get(name) : Pattern.quote(name);
      if (members == null) {
        throw new MalformedException("Invalid character class name");
      }
      java.append(members);
      at = end + 2;
      return;
    }
    int from = member();
    if (peek(0) == '-' && peek(1) != ']' && peek(1) != END) {
      at++;
      int to = member();
      if (to < from) {
        throw new MalformedException("Invalid range end");
      }
      appendMember(from);
      java.append('-');
      appendMember(to);
    } else {
      appendMember(from);
    }
  }

  private int member() {
    int c = Character.codePointAt(text, at);
    at += Character.charCount(c);
    return c;
  }

  private void appendMember(int c) {
    java.append(c < 128 && !Character.isLetterOrDigit(c) ? "\\" : "").appendCodePoint(c);
  }
}
