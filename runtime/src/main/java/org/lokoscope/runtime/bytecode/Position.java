package org.lokoscope.runtime.bytecode;

import java.lang.classfile.Label;

/** Where the value of an expression goes, and what is done on an UNWIND there. */
final class Position {

  /** The value is returned, and so is UNWIND. */
  static final Position TAIL = new Position(null);

  private final Label unwind;
  private boolean unwinds;

  private Position(Label unwind) {
    this.unwind = unwind;
  }

  /** The value stays on the operand stack. On an UNWIND the code jumps; the stack is empty then. */
  static Position value(Label unwind) {
    return new Position(unwind);
  }

  boolean isTail() {
    return this == TAIL;
  }

  /** The label to jump to on an UNWIND, from now on in use. */
  Label unwind() {
    unwinds = true;
    return unwind;
  }

  /** Whether anything jumps to the label. */
  boolean unwinds() {
    return unwinds;
  }
}
