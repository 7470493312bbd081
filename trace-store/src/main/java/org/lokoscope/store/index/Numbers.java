// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Signed numbers of a file, short where they are near 0, and columns of them as differences. */
final class Numbers {

  private Numbers() {}

  static void write(DataOutputStream out, long value) throws IOException {
    long rest = value << 1 ^ value >> 63;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  static long read(DataInputStream in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      byte next = in.readByte();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value >>> 1 ^ -(value & 1);
      }
    }
    throw new IOException("a number of more than 64 bits");
  }

  /** A count of things that follow. */
  static int count(DataInputStream in) throws IOException {
    long count = read(in);
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new IOException("a count of " + count);
    }
    return (int) count;
  }

  /** Things by number, and columns about them. */
  static void columns(DataOutputStream out, LongIndex ids, Longs... columns) throws IOException {
    write(out, ids.size());
    long before = 0;
    for (int i = 0; i < ids.size(); i++) {
      write(out, ids.key(i) - before);
      before = ids.key(i);
    }
    for (Longs column : columns) {
      before = 0;
      for (int i = 0; i < ids.size(); i++) {
        write(out, column.get(i) - before);
        before = column.get(i);
      }
    }
  }

  static void columns(DataInputStream in, LongIndex ids, Longs... columns) throws IOException {
    int size = count(in);
    long before = 0;
    for (int i = 0; i < size; i++) {
      before += read(in);
      if (ids.add(before) != i) {
        throw new IOException("the same number twice");
      }
    }
    for (Longs column : columns) {
      before = 0;
      for (int i = 0; i < size; i++) {
        before += read(in);
        column.set(i, before);
      }
    }
  }
}
