// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

/** How characters move the column of a text, as Guile's ports count it: from 0. */
final class Columns {

  private static final int TAB = 8;

  private Columns() {}

  /** The column after a character in this column. */
  static int after(int column, int c) {
    return switch (c) {
      case '\n', '\r' -> 0;
      case '\t' -> (column / TAB + 1) * TAB;
      case '\b' -> Math.max(0, column - 1);
      case 7 -> column;
      default -> column + 1;
    };
  }
}
