// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.bytecode;

import java.lang.classfile.Label;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the value of an expression goes, and what is done on an UNWIND there. */
final class Position {

  /** The value is returned, and so is UNWIND. */
  static final Position TAIL = new Position(null);

  private final @Nullable Label unwind;
  private boolean unwinds;

  private Position(@Nullable Label unwind) {
    this.unwind = unwind;
  }

  /**
   * The value stays on the operand stack. On an UNWIND the code jumps; the stack is empty then.
   *
   * @param unwind null if the expression cannot unwind
   */
  static Position value(@Nullable Label unwind) {
    return new Position(unwind);
  }

  boolean isTail() {
    return this == TAIL;
  }

  /** States that there may be an UNWIND, which is returned or jumps to the label. */
  void mayUnwind() {
    unwinds = true;
  }

  /** The label to jump to on an UNWIND, from now on in use; not in tail position. */
  Label unwind() {
    mayUnwind();
    return Objects.requireNonNull(unwind);
  }

  /** Whether there may be an UNWIND. */
  boolean unwinds() {
    return unwinds;
  }
}
