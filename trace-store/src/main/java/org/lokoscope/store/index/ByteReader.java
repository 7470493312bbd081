// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

/** Reads bytes and numbers of a block one after the other. */
final class ByteReader {

  byte[] bytes = new byte[8192];
  int at;

  int u8() {
    return bytes[at++] & 0xFF;
  }

  int u16() {
    return u8() | u8() << 8;
  }

  /** A width in bits. */
  int width() {
    int width = u8();
    if (width > 64) {
      throw new DamagedIndexException("a number of " + width + " bits");
    }
    return width;
  }

  /** What {@link Bits#number} wrote. */
  long number() {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes[at++];
      value |= (long) (next & 0x7F) << shift;
      shift += 7;
    } while (next < 0 && shift < 70);
    return value >>> 1 ^ -(value & 1);
  }
}
