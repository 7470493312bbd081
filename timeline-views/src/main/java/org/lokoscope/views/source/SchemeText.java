// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Divides a Scheme text into what a reader tells apart. It reads any text: what is no Scheme, or is
 * cut off, becomes plain words.
 */
public final class SchemeText {

  /** What a piece of text is. */
  public enum Kind {
    PLAIN,
    /** A form of the language, such as {@code define} or {@code let}. */
    SYNTAX,
    /** The name that a definition gives. */
    DEFINED,
    NUMBER,
    STRING,
    /** A character, a truth value, a quoted symbol. */
    CONSTANT,
    PARENTHESIS,
    COMMENT
  }

  /** A piece of a line; the pieces of a line are the whole line. */
  public record Piece(Kind kind, String text) {}

  private static final Set<String> SYNTAX =
      Set.of(
          "and",
          "assert",
          "begin",
          "call-with-values",
          "call/cc",
          "case",
          "case-lambda",
          "cond",
          "cond-expand",
          "define",
          "define*",
          "define-library",
          "define-module",
          "define-record-type",
          "define-structure",
          "define-syntax",
          "define-values",
          "delay",
          "do",
          "dynamic-wind",
          "else",
          "export",
          "guard",
          "if",
          "import",
          "include",
          "lambda",
          "lambda*",
          "let",
          "let*",
          "let*-values",
          "let-syntax",
          "let-values",
          "letrec",
          "letrec*",
          "letrec-syntax",
          "library",
          "match",
          "match-lambda",
          "module",
          "or",
          "parameterize",
          "quasiquote",
          "quote",
          "raise",
          "set!",
          "syntax-case",
          "syntax-rules",
          "unless",
          "unquote",
          "unquote-splicing",
          "use-modules",
          "when",
          "with-exception-handler",
          "=>");
  private static final Set<String> DEFINES =
      Set.of("define", "define*", "define-syntax", "define-record-type", "define-values");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+([./]\\d*)?|\\.\\d+)([eE][-+]?\\d+)?|#[xXbBoOeEiI].+");
  private static final String ENDS = "()[]\";'`,";

  private final String text;
  private final List<List<Piece>> lines = new ArrayList<>();
  private List<Piece> line = new ArrayList<>();
  private boolean defining;
  private int at;

  private SchemeText(String text) {
    this.text = text;
  }

  /** The pieces of each line, without the ends of lines. */
  public static List<List<Piece>> lines(String text) {
    SchemeText reader = new SchemeText(text.replace("\r\n", "\n"));
    while (reader.at < reader.text.length()) {
      reader.next();
    }
    reader.lines.add(List.copyOf(reader.line));
    return List.copyOf(reader.lines);
  }

  private void next() {
    char first = text.charAt(at);
    if (Character.isWhitespace(first)) {
      take(Kind.PLAIN, spaces());
    } else if (first == ';') {
      take(Kind.COMMENT, lineEnd(at));
    } else if (text.startsWith("#|", at)) {
      take(Kind.COMMENT, blockEnd());
    } else if (text.startsWith("#;", at)) {
      take(Kind.COMMENT, at + 2);
    } else if (first == '"') {
      take(Kind.STRING, delimited('"'));
    } else if (first == '|') {
      word(delimited('|'));
    } else if (first == '\'' || first == '`') {
      quoted();
    } else if (first == ',') {
      take(Kind.CONSTANT, at + (text.startsWith(",@", at) ? 2 : 1));
    } else if (ENDS.indexOf(first) >= 0) {
      take(Kind.PARENTHESIS, at + 1);
    } else {
      word(first == '#' && text.startsWith("#\\", at) ? wordEnd(at + 3) : wordEnd(at + 1));
    }
  }

  /** A quoted name is a constant as a whole; of other data only the sign is. */
  private void quoted() {
    int end = wordEnd(at + 1);
    take(Kind.CONSTANT, Math.max(at + 1, end));
  }

  private void word(int end) {
    String word = text.substring(at, Math.min(end, text.length()));
    boolean named = defining;
    defining = DEFINES.contains(word);
    if (named) {
      take(Kind.DEFINED, end);
    } else if (SYNTAX.contains(word)) {
      take(Kind.SYNTAX, end);
    } else if (NUMBER.matcher(word).matches()) {
      take(Kind.NUMBER, end);
    } else {
      take(word.startsWith("#") ? Kind.CONSTANT : Kind.PLAIN, end);
    }
  }

  private int spaces() {
    int end = at;
    while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /** Behind a comment that may hold others; the end of the text if it has none. */
  private int blockEnd() {
    int depth = 0;
    int end = at;
    while (end < text.length()) {
      if (text.startsWith("#|", end)) {
        depth++;
        end += 2;
      } else if (text.startsWith("|#", end)) {
        depth--;
        end += 2;
        if (depth == 0) {
          return end;
        }
      } else {
        end++;
      }
    }
    return end;
  }

  private int delimited(char quote) {
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != quote) {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end + 1, text.length());
  }

  private int wordEnd(int from) {
    int end = Math.min(from, text.length());
    while (end < text.length()
        && !Character.isWhitespace(text.charAt(end))
        && ENDS.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** Takes the text up to an index as pieces, one a line. */
  private void take(Kind kind, int until) {
    int end = Math.min(until, text.length());
    while (at < end) {
      int newline = text.indexOf('\n', at);
      int stop = newline < 0 || newline >= end ? end : newline;
      if (stop > at) {
        line.add(new Piece(kind, text.substring(at, stop)));
      }
      at = stop;
      if (at < end) {
        lines.add(List.copyOf(line));
        line = new ArrayList<>();
        at++;
      }
    }
  }
}
