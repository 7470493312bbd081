// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import java.util.Arrays;

/** Numbers as varints, small ones in a byte. */
final class Packer {

  private byte[] bytes = new byte[1024];
  private int size;

  void put(long value) {
    long rest = value << 1 ^ value >> 63;
    if (size + 10 > bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }
}
