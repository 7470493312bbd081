package org.lokoscope.store.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Signed numbers of 1, 2, 4 or 8 bytes in mapped memory. */
final class Column {

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment bytes;
  private final long at;
  private final int width;

  Column(MemorySegment bytes, long at, int width) {
    this.bytes = bytes;
    this.at = at;
    this.width = width;
  }

  long get(long row) {
    long place = at + row * width;
    return switch (width) {
      case 1 -> bytes.get(ValueLayout.JAVA_BYTE, place);
      case 2 -> bytes.get(SHORT, place);
      case 4 -> bytes.get(INT, place);
      default -> bytes.get(LONG, place);
    };
  }

  void set(long row, long value) {
    long place = at + row * width;
    switch (width) {
      case 1 -> bytes.set(ValueLayout.JAVA_BYTE, place, (byte) value);
      case 2 -> bytes.set(SHORT, place, (short) value);
      case 4 -> bytes.set(INT, place, (int) value);
      default -> bytes.set(LONG, place, value);
    }
  }
}
