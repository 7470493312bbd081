// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

/** Reads what a {@link Packer} wrote; an {@link IndexOutOfBoundsException} says that it did not. */
final class Unpacker {

  private final byte[] bytes;
  private int at;

  Unpacker(byte[] bytes) {
    this.bytes = bytes;
  }

  long get() {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes[at++];
      value |= (long) (next & 0x7F) << shift;
      shift += 7;
    } while (next < 0);
    return value >>> 1 ^ -(value & 1);
  }

  /** A number of things that follow, each of at least a byte. */
  int count() {
    long count = get();
    if (count < 0 || count > bytes.length - at) {
      throw new IndexOutOfBoundsException("count=" + count);
    }
    return (int) count;
  }

  boolean hasMore() {
    return at < bytes.length;
  }
}
