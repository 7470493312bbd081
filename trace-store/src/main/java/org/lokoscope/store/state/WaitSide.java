// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

/** Which queue of an object a party waits in. The order is part of the checkpoints' format. */
public enum WaitSide {
  PUT,
  GET,
  WAIT,
  /** For a port to have something to read. */
  READABLE,
  WRITABLE;

  private static final WaitSide[] ALL = values();

  static WaitSide of(int ordinal) {
    return ALL[ordinal];
  }

  /** Whether events say how many wait. */
  boolean isCounted() {
    return ordinal() <= WAIT.ordinal();
  }
}
