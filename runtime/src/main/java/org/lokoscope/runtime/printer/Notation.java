// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.printer;

import org.jspecify.annotations.Nullable;

/** Which report's lexical syntax, or Guile's, is written where they differ. All are read. */
public enum Notation {
  R6RS("#vu8(", "nul", "esc"),
  R7RS("#u8(", "null", "escape"),
  GUILE("#vu8(", "nul", "esc"),
  /** As Guile's pretty-print writes: {@code 'x} for {@code (quote x)}. */
  GUILE_PRETTY("#vu8(", "nul", "esc");

  private final String bytevector;
  private final String nul;
  private final String escape;

  Notation(String bytevector, String nul, String escape) {
    this.bytevector = bytevector;
    this.nul = nul;
    this.escape = escape;
  }

  boolean isGuile() {
    return this == GUILE || this == GUILE_PRETTY;
  }

  /** What a bytevector starts with. */
  String bytevector() {
    return bytevector;
  }

  /** The name of a character, or null. R7RS names fewer; the others have no graphic form there. */
  @Nullable String charName(int c) {
    return switch (c) {
      case 0 -> nul;
      case 7 -> "alarm";
      case '\b' -> "backspace";
      case '\t' -> "tab";
      case '\n' -> "newline";
      case 11 -> this != R7RS ? "vtab" : null;
      case '\f' -> this != R7RS ? "page" : null;
      case '\r' -> "return";
      case 27 -> escape;
      case ' ' -> "space";
      case 127 -> "delete";
      default -> null;
    };
  }

  /** Whether a string has a short escape for the character. */
  boolean hasFormatEscapes() {
    return this != R7RS;
  }
}
