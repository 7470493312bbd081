package org.lokoscope.runtime.reader;

import java.util.ArrayList;

/** A compound datum whose end has not been read yet. */
final class Open {

  final TokenKind kind;

  /** The symbol of a prefix or the number of a label. */
  final Object value;

  final int line;
  final int column;
  final ArrayList<Object> data = new ArrayList<>();

  /** The annotated items; null when plain data is read. */
  final ArrayList<Object> forms;

  boolean dotted;
  boolean hasTail;
  Object tailDatum;
  Object tailForm;

  Open(TokenKind kind, Object value, int line, int column, boolean annotate) {
    this.kind = kind;
    this.value = value;
    this.line = line;
    this.column = column;
    this.forms = annotate ? new ArrayList<>() : null;
  }

  String what() {
    return switch (kind) {
      case OPEN_VECTOR -> "vector";
      case OPEN_BYTEVECTOR -> "bytevector";
      default -> "list";
    };
  }
}
