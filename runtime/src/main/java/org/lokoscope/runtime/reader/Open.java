// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.reader;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.runtime.datum.Nil;

/** A compound datum whose end has not been read yet. */
final class Open {

  final TokenKind kind;

  /** The symbol of a prefix, the number of a label, or {@link Scanner#NO_VALUE}. */
  final Object value;

  final int line;
  final int column;
  final ArrayList<Object> data = new ArrayList<>();

  /** The annotated items; none when plain data is read. */
  final List<Object> forms;

  boolean dotted;
  boolean hasTail;
  Object tailDatum = Nil.NIL;
  Object tailForm = Nil.NIL;

  Open(TokenKind kind, Object value, int line, int column, boolean annotate) {
    this.kind = kind;
    this.value = value;
    this.line = line;
    this.column = column;
    this.forms = annotate ? new ArrayList<>() : List.of();
  }

  String what() {
    return switch (kind) {
      case OPEN_VECTOR -> "vector";
      case OPEN_BYTEVECTOR -> "bytevector";
      default -> "list";
    };
  }
}
