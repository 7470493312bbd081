// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import org.jspecify.annotations.Nullable;

/**
 * The marks of a syntax object, the latest first; null is the empty list. Each macro use has a mark
 * object of its own. {@link #ANTI} marks what goes into a macro: where it comes out again, it
 * cancels the mark of that use.
 */
record Marks(Object mark, @Nullable Marks next) {

  static final Object ANTI = new Object();

  @SuppressWarnings("ReferenceEquality")
  static boolean same(@Nullable Marks a, @Nullable Marks b) {
    while (a != b) {
      if (a == null || b == null || a.mark != b.mark) {
        return false;
      }
      a = a.next;
      b = b.next;
    }
    return true;
  }

  static @Nullable Marks append(@Nullable Marks a, @Nullable Marks b) {
    return a == null ? b : b == null ? a : new Marks(a.mark, append(a.next, b));
  }

  /** Without the last of {@code a}. */
  static @Nullable Marks appendButLast(Marks a, @Nullable Marks b) {
    return a.next == null ? b : new Marks(a.mark, appendButLast(a.next, b));
  }
}
