// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.reader;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Bits;
import org.lokoscope.runtime.datum.Keyword;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * Splits a text into tokens; needs one code point of lookahead and takes none after the end of a
 * token. After {@link #next}, the fields tell what the token is and where it starts.
 */
final class Scanner {

  final String file;
  private final CodePointSource source;
  private final NumberParser numbers;
  private final LiteralScanner literals;
  private boolean foldCase;

  /** The place of the next code point. */
  private int line = 1;

  private int column = 1;
  private boolean afterReturn;

  /** What there was when the scanner was marked last, or at the start of the text. */
  private State marked = State.START;

  /** The same before the token that is read now. */
  private State checkpoint = State.START;

  /** The text of a string that has a checkpoint in it, and how much of it came before. */
  private @Nullable StringBuilder openString;

  private int openLength;

  /** Everything that lasts beyond a token. */
  private record State(boolean foldCase, int line, int column, boolean afterReturn) {

    static final State START = new State(false, 1, 1, false);
  }

  private static final List<String> STANDARD_NAMES = List.of(".sps", ".sls", ".sld", ".ss");

  /** What {@link #value} is for a token that has none. */
  static final Object NO_VALUE = new Object();

  TokenKind kind = TokenKind.END;
  Object value = NO_VALUE;
  int startLine;
  int startColumn;

  /**
   * Whether the text may be one for Guile: a file whose name is none of those that standard
   * programs and libraries have.
   */
  boolean isGuile() {
    return !file.isEmpty() && STANDARD_NAMES.stream().noneMatch(file::endsWith);
  }

  Scanner(CodePointSource source, String file, NumberParser numbers) {
    this.source = source;
    this.file = file;
    this.numbers = numbers;
    this.literals = new LiteralScanner(this);
  }

  void mark() {
    marked = new State(foldCase, line, column, afterReturn);
  }

  void rewind() {
    set(marked);
  }

  private void set(State state) {
    foldCase = state.foldCase;
    line = state.line;
    column = state.column;
    afterReturn = state.afterReturn;
  }

  /** Returns to the last checkpoint of a token that was not complete; the source must, too. */
  void resume() {
    set(checkpoint);
  }

  /** Forgets a token that was not complete. */
  void start() {
    openString = null;
  }

  private void checkpoint() {
    checkpoint = new State(foldCase, line, column, afterReturn);
    source.checkpoint();
  }

  /** In the middle of a string of which there is that text so far. */
  void checkpointIn(StringBuilder text) {
    openString = text;
    openLength = text.length();
    checkpoint();
  }

  private void restOfString(StringBuilder text) {
    text.setLength(openLength);
    atom(literals.restOfString(text));
    openString = null;
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }

  SourceSpan spanFrom(int fromLine, int fromColumn) {
    return new SourceSpan(file, fromLine, fromColumn, line, column);
  }

  SyntaxException error(String message) {
    return new SyntaxException(message, spanFrom(startLine, startColumn));
  }

  int peek() {
    return source.peek();
  }

  int read() {
    int c = source.read();
    if (c == '\n') {
      if (!afterReturn) {
        line++;
      }
      column = 1;
    } else if (c == '\r') {
      line++;
      column = 1;
    } else if (c >= 0) {
      column++;
    }
    afterReturn = c == '\r';
    return c;
  }

  void skipLine() {
    int c = peek();
    while (c >= 0 && c != '\n' && c != '\r' && c != 0x85 && c != 0x2028 && c != 0x2029) {
      read();
      c = peek();
    }
  }

  /** Moves to the next token. */
  void next() {
    if (openString != null) {
      restOfString(openString);
      return;
    }
    do {
      checkpoint();
      skipSpace();
      startLine = line;
      startColumn = column;
      value = NO_VALUE;
    } while (!scan());
  }

  private void skipSpace() {
    while (true) {
      int c = peek();
      if (c == ';') {
        skipLine();
      } else if (isSpace(c)) {
        read();
      } else {
        return;
      }
    }
  }

  static boolean isSpace(int c) {
    if (c <= ' ') {
      return c == ' ' || (c >= '\t' && c <= '\r');
    }
    return c >= 0x80
        && (c == 0x85 || c == 0xFEFF || Character.isSpaceChar(c) || Character.isWhitespace(c));
  }

  static boolean isDelimiter(int c) {
    return switch (c) {
      case -1, '(', ')', '[', ']', '"', ';', '\'', '`', ',' -> true;
      default -> isSpace(c);
    };
  }

  /** False if what was there is a comment. */
  private boolean scan() {
    int c = peek();
    switch (c) {
      case -1 -> kind = TokenKind.END;
      case '(' -> punctuation(TokenKind.OPEN_PAREN);
      case ')' -> punctuation(TokenKind.CLOSE_PAREN);
      case '[' -> punctuation(TokenKind.OPEN_BRACKET);
      case ']' -> punctuation(TokenKind.CLOSE_BRACKET);
      case '\'' -> prefix("quote");
      case '`' -> prefix("quasiquote");
      case ',' -> unquote("unquote", "unquote-splicing");
      case '"' -> {
        read();
        atom(literals.string());
        openString = null;
      }
      case '#' -> {
        read();
        return scanHash();
      }
      default -> {
        return scanWord("");
      }
    }
    return true;
  }

  private void punctuation(TokenKind found) {
    read();
    kind = found;
  }

  private void atom(Object datum) {
    kind = TokenKind.ATOM;
    value = datum;
  }

  private void prefix(String symbol) {
    read();
    kind = TokenKind.PREFIX;
    value = Symbol.of(symbol);
  }

  private void unquote(String plain, String splicing) {
    prefix(plain);
    if (peek() == '@') {
      prefix(splicing);
    }
  }

  private boolean scanHash() {
    int c = peek();
    switch (c) {
      case -1 -> throw error("unexpected end of file after #");
      case '(' -> punctuation(TokenKind.OPEN_VECTOR);
      case ';' -> punctuation(TokenKind.DATUM_COMMENT);
      case '\'' -> prefix("syntax");
      case '`' -> prefix("quasisyntax");
      case ',' -> unquote("unsyntax", "unsyntax-splicing");
      case '\\' -> {
        read();
        atom(literals.character());
      }
      case '|' -> {
        read();
        skipBlockComment();
        return false;
      }
      case '!' -> {
        read();
        return directive();
      }
      case ':' -> {
        read();
        keyword();
      }
      case '{' -> {
        read();
        atom(Symbol.of(literals.extendedSymbol()));
      }
      default -> {
        if (c >= '0' && c <= '9') {
          label();
        } else {
          hashWord();
        }
      }
    }
    return true;
  }

  private void skipBlockComment() {
    int depth = 1;
    while (depth > 0) {
      int c = read();
      if (c < 0) {
        throw error("unexpected end of file: the block comment opened here is never closed");
      } else if (c == '|' && peek() == '#') {
        read();
        depth--;
      } else if (c == '#' && peek() == '|') {
        read();
        depth++;
      }
    }
  }

  /** After {@code #!}. Unknown directives are comments, as R6RS wants. */
  private boolean directive() {
    int c = peek();
    if (startLine == 1 && startColumn == 1 && (c == '/' || c == ' ')) {
      skipLine();
      return false;
    }
    if (isSpace(c)) {
      skipGuileComment();
      return false;
    }
    String name = literals.word("");
    switch (name) {
      case "fold-case" -> foldCase = true;
      case "no-fold-case" -> foldCase = false;
      case "eof" -> kind = TokenKind.END;
      case "optional", "rest", "key" -> atom(Symbol.of("#!" + name));
      default -> {}
    }
    return value != NO_VALUE || name.equals("eof");
  }

  /** Guile's block comment: from {@code #!} and a space to {@code !#}. */
  private void skipGuileComment() {
    int before = 0;
    int c = read();
    while (before != '!' || c != '#') {
      if (c < 0) {
        throw error("unexpected end of file: the block comment opened here is never closed");
      }
      before = c;
      c = read();
    }
  }

  private void label() {
    long number = 0;
    while (peek() >= '0' && peek() <= '9') {
      number = number * 10 + (read() - '0');
      if (number > Integer.MAX_VALUE) {
        throw error("the number of a datum label is too large");
      }
    }
    if (peek() == '(' || peek() == '@' || peek() == ':' || Character.isLetter(peek())) {
      kind = TokenKind.ARRAY;
      value = literals.word(Long.toString(number));
      return;
    }
    int c = read();
    if (c != '=' && c != '#') {
      throw error("unknown syntax #" + number + (c < 0 ? "" : Character.toString(c)));
    }
    kind = c == '=' ? TokenKind.LABEL : TokenKind.REFERENCE;
    value = (int) number;
  }

  private void keyword() {
    String name = literals.word("");
    if (name.isEmpty()) {
      throw error("a keyword needs a name after #:");
    }
    atom(Keyword.of(name));
  }

  private static boolean isTruth(String word) {
    return word.equalsIgnoreCase("#t")
        || word.equalsIgnoreCase("#f")
        || word.equalsIgnoreCase("#true")
        || word.equalsIgnoreCase("#false");
  }

  private void hashWord() {
    String word = literals.word("#");
    switch (isTruth(word) ? word.toLowerCase(Locale.ROOT) : word) {
      case "#t", "#true" -> atom(Boolean.TRUE);
      case "#f", "#false" -> atom(Boolean.FALSE);
      case "#nil" -> atom(Nil.NIL);
      case "#vu8", "#u8", "#s8", "#u16", "#s16", "#u32", "#s32", "#u64", "#s64", "#f32", "#f64" -> {
        if (peek() != '(') {
          throw error("expected ( after " + word);
        }
        if (word.endsWith("u8")) {
          punctuation(TokenKind.OPEN_BYTEVECTOR);
        } else {
          kind = TokenKind.ARRAY;
          value = word.substring(1);
        }
      }
      default -> {
        boolean mayBeNumber = word.length() > 1 && "exbodiEXBODI".indexOf(word.charAt(1)) >= 0;
        Object bits = word.startsWith("#*") ? Bits.parse(word.substring(2)) : null;
        Object datum = mayBeNumber ? parse(word) : bits;
        if (datum == null) {
          throw error("unknown syntax " + LiteralScanner.printable(word));
        }
        atom(datum);
      }
    }
  }

  private @Nullable Object parse(String text) {
    return numbers.parse(text, 10);
  }

  private boolean scanWord(String start) {
    String word = literals.word(start);
    if (!literals.wordWasQuoted()) {
      if (word.equals(".")) {
        kind = TokenKind.DOT;
        return true;
      }
      if (word.equals("!#")) {
        return false;
      }
      char first = word.charAt(0);
      if ((first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.') {
        Object number = NumberWords.smallInteger(word);
        if (number == null) {
          number = parse(word);
        }
        if (number != null) {
          atom(number);
          return true;
        }
        if (NumberWords.allDigitsAndDots(word) && !word.startsWith("..")) {
          throw error("malformed number " + word);
        }
      }
      if (foldCase) {
        word = CaseFolding.fold(word);
      }
    }
    atom(Symbol.of(word));
    return true;
  }
}
