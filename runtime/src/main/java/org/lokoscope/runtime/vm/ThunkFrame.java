// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

/** A procedure without arguments that is to be called. */
final class ThunkFrame extends Frame {

  private final Object thunk;

  ThunkFrame(Object thunk) {
    this.thunk = thunk;
  }

  @Override
  public Object resume(Object value, Machine machine) {
    return Machine.procedure(thunk).apply0(machine);
  }

  @Override
  public int site() {
    return 0;
  }

  @Override
  public int ownWords() {
    return Layout.frameWords(1, 0);
  }
}
