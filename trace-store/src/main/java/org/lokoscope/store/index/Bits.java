// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A growing array of bytes that takes numbers of any width in bits, and bytes in between; a number
 * of bits is padded to whole bytes by {@link #align}. Reading is the static half: whoever reads
 * must have {@value #SLACK} bytes behind the last one.
 */
final class Bits {

  static final int SLACK = 8;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[4096];
  private int size;
  private long pending;
  private int pendingBits;

  void clear() {
    size = 0;
    pending = 0;
    pendingBits = 0;
  }

  int size() {
    return size;
  }

  byte[] array() {
    return bytes;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  void u8(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  void u16(int value) {
    u8(value);
    u8(value >>> 8);
  }

  /** Overwrites two bytes that were written before. */
  void u16At(int at, int value) {
    bytes[at] = (byte) value;
    bytes[at + 1] = (byte) (value >>> 8);
  }

  /** A signed number, short where it is near 0. */
  void number(long value) {
    room(10);
    long rest = value << 1 ^ value >> 63;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** How many bytes {@link #number} would take. */
  static int lengthOf(long value) {
    long zigZag = value << 1 ^ value >> 63;
    return Math.max(1, (70 - Long.numberOfLeadingZeros(zigZag)) / 7);
  }

  /** How many bits an unsigned number has. */
  static int width(long value) {
    return 64 - Long.numberOfLeadingZeros(value);
  }

  /** The low bits of a number. */
  void put(long value, int width) {
    if (width == 0) {
      return;
    }
    long low = value & -1L >>> -width;
    pending |= low << pendingBits;
    int bits = pendingBits + width;
    if (bits >= 64) {
      room(8);
      LONG.set(bytes, size, pending);
      size += 8;
      bits -= 64;
      pending = bits == 0 ? 0 : low >>> width - bits;
    }
    pendingBits = bits;
  }

  /**
   * The distances of some numbers from the least of them, and padding. Only whole bytes may have
   * been put before.
   *
   * @param width that none of the distances exceeds
   */
  void pack(long[] values, int from, int n, long least, int width) {
    if (width == 0) {
      return;
    }
    room((int) ((long) n * width >>> 3) + 2 * SLACK);
    byte[] target = bytes;
    int at = size;
    long word = 0;
    int bits = 0;
    for (int i = from; i < from + n; i++) {
      long distance = values[i] - least;
      word |= distance << bits;
      bits += width;
      if (bits >= 64) {
        LONG.set(target, at, word);
        at += 8;
        bits -= 64;
        word = bits == 0 ? 0 : distance >>> width - bits;
      }
    }
    LONG.set(target, at, word);
    size = at + (bits + 7 >>> 3);
  }

  /** The same for numbers that are bytes themselves. */
  void pack(byte[] numbers, int n, int width) {
    for (int i = 0; i < n; i++) {
      put(numbers[i], width);
    }
    align();
  }

  void align() {
    room(8);
    LONG.set(bytes, size, pending);
    size += pendingBits + 7 >>> 3;
    pending = 0;
    pendingBits = 0;
  }

  /** All bytes of another one. */
  void append(Bits other) {
    room(other.size);
    System.arraycopy(other.bytes, 0, bytes, size, other.size);
    size += other.size;
  }

  /** Reads what {@link #put} wrote, {@code bit} bits behind the first. */
  static long get(byte[] source, int bit, int width) {
    if (width <= 56) {
      return (long) LONG.get(source, bit >>> 3) >>> (bit & 7) & (1L << width) - 1;
    }
    return get(source, bit, 32) | get(source, bit + 32, width - 32) << 32;
  }

  /** Reads numbers of one width, of which the first lies {@code bit} bits behind the first byte. */
  static void unpack(byte[] source, int bit, int width, long[] into, int from, int to) {
    if (width == 0) {
      Arrays.fill(into, from, to, 0);
      return;
    }
    int next = bit;
    int i = from;
    if (width <= 28) {
      int together = 56 / width;
      long mask = (1L << width) - 1;
      while (i < to) {
        long word = (long) LONG.get(source, next >>> 3) >>> (next & 7);
        int end = Math.min(to, i + together);
        for (; i < end; i++) {
          into[i] = word & mask;
          word >>>= width;
        }
        next += together * width;
      }
      return;
    }
    for (; i < to; i++, next += width) {
      into[i] = get(source, next, width);
    }
  }
}
