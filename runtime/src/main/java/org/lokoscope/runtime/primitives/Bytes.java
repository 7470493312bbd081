// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.io.IOException;
import java.util.Arrays;
import org.lokoscope.runtime.io.BinaryInput;

/** The bytes that an operation has read so far. */
final class Bytes {

  private static final int FIRST = 1 << 13;

  private byte[] bytes = new byte[0];
  private int length;

  int length() {
    return length;
  }

  /** Reads on until that many are there, or the end is reached. */
  Bytes read(BinaryInput in, int count) throws IOException {
    while (length < count) {
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(count, Math.max(FIRST, length * 2L)));
      }
      int taken = in.some(bytes, length, bytes.length - length);
      if (taken < 0) {
        return this;
      }
      length += taken;
    }
    return this;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, length);
  }
}
