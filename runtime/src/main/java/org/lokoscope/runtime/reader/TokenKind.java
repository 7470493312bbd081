// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.reader;

/** What the scanner found. */
enum TokenKind {
  /** A whole datum: number, symbol, string, character, boolean, keyword. */
  ATOM,
  OPEN_PAREN,
  OPEN_BRACKET,
  OPEN_VECTOR,
  OPEN_BYTEVECTOR,
  CLOSE_PAREN,
  CLOSE_BRACKET,
  DOT,
  /** An abbreviation such as a quote; the value is the symbol that it stands for. */
  PREFIX,
  /** The head of an array, such as {@code #2u8}; the value is that text without its #. */
  ARRAY,
  DATUM_COMMENT,
  /** {@code #0=}; the value is an Integer. */
  LABEL,
  /** {@code #0#}; the value is an Integer. */
  REFERENCE,
  END
}
