package org.lokoscope.views.source;

/**
 * A piece of a line of Scheme.
 *
 * @param start offset in the line
 * @param end exclusive
 */
public record Token(int start, int end, Kind kind) {

  /** What a piece is, for its colour. */
  public enum Kind {
    PLAIN,
    /** Syntax with a meaning of its own, such as {@code guard}. */
    KEYWORD,
    /** The name that a definition gives. */
    DEFINED,
    STRING,
    /** Numbers, booleans, characters and quoted symbols. */
    CONSTANT,
    COMMENT,
    PARENTHESIS
  }
}
