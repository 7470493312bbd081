// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A segment of a table: rows of a stretch of the trace, encoded. Its checksum is looked at when it
 * is first read.
 */
final class SegmentRef {

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  final Part part;

  /** Where it lies in the table's file. */
  final long offset;

  final int length;
  final int rows;

  /** The time from which its times are counted. */
  final long begin;

  final int checksum;
  private final MemorySegment bytes;
  private volatile boolean right;

  /**
   * A segment.
   *
   * @param right whether its checksum need not be looked at
   */
  SegmentRef(
      Part part,
      long offset,
      int length,
      int rows,
      long begin,
      int checksum,
      MemorySegment bytes,
      boolean right) {
    this.part = part;
    this.offset = offset;
    this.length = length;
    this.rows = rows;
    this.begin = begin;
    this.checksum = checksum;
    this.bytes = bytes;
    this.right = right;
  }

  static int checksum(byte[] bytes, int size) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, size);
    return (int) crc.getValue();
  }

  int blocks() {
    return Math.ceilDiv(rows, Part.MOST_ROWS);
  }

  /** The bytes, once they are known to be those that were written. */
  MemorySegment bytes() {
    if (!right) {
      CRC32C crc = new CRC32C();
      crc.update(bytes.asByteBuffer());
      if ((int) crc.getValue() != checksum) {
        throw new DamagedIndexException("a segment of " + part.file() + " is damaged");
      }
      right = true;
    }
    return bytes;
  }

  int firstKey(int block) {
    return bytes().get(INT, (long) block * SegmentEncoder.ENTRY);
  }

  int place(int block) {
    return bytes().get(INT, (long) block * SegmentEncoder.ENTRY + 4);
  }

  /** The time of the first row of a block. */
  long time(int block) {
    return bytes().get(LONG, (long) block * SegmentEncoder.ENTRY + 8);
  }

  /** The last block that begins with a key below {@code key}; -1 if none does. */
  int lastBefore(int key) {
    int low = -1;
    int high = blocks() - 1;
    while (low < high) {
      int middle = low + high + 1 >>> 1;
      if (firstKey(middle) < key) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
