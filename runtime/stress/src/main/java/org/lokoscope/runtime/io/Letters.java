// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

/** A source of four bytes, one at a time, each a bit of its own; then it ends. */
final class Letters implements ByteSource {

  static final int ALL = 0b1111;

  private int next = 1;

  /** By one thread at a time, as a source that is read in the background sees to. */
  @Override
  public int read(byte[] into, int from, int count) {
    if (next > ALL) {
      return -1;
    }
    into[from] = (byte) next;
    next <<= 1;
    return 1;
  }

  @Override
  public boolean isReady() {
    return false;
  }
}
