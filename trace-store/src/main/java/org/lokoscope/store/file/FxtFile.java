// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.lokoscope.store.TraceException;

/**
 * Reads the records of a trace in Fuchsia's format (FXT), one after another: words of 8 bytes,
 * little-endian, of which the first has the type in bits 0 to 3 and the number of words in bits 4
 * to 15. Keeps the tables of strings and threads, whose sizes the format limits.
 */
final class FxtFile {

  /** The record that each trace begins with. */
  private static final long MAGIC = 0x0016547846040010L;

  private static final int STRING = 2;
  private static final int THREAD = 3;
  private static final int LARGE = 15;
  private static final int MAX_LARGE = 1 << 16;
  private static final int INLINE = 0x8000;

  private final String name;
  private final InputStream in;
  private final String[] strings = new String[INLINE];
  private final long[] threads = new long[256];
  private final ByteBuffer buffer =
      ByteBuffer.allocate(MAX_LARGE * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long words;
  private boolean cut;

  FxtFile(InputStream in, String name) throws IOException {
    this.in = in;
    this.name = name;
    if (!fill(1) || buffer.getLong(0) != MAGIC) {
      throw wrong("does not begin as a trace in Fuchsia's format");
    }
  }

  static boolean isFxt(byte[] head) {
    return head.length >= Long.BYTES
        && ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong() == MAGIC;
  }

  TraceException wrong(String what) {
    return new TraceException(name + ": " + what);
  }

  TraceException damaged() {
    return wrong("the record before word " + words + " is damaged");
  }

  boolean isCut() {
    return cut;
  }

  /** The first word of the next record that is not a table's; false at the end. */
  boolean next() throws IOException {
    while (fill(1)) {
      long header = buffer.getLong(0);
      long size = type() == LARGE ? header >>> 4 & 0xFFFF_FFFFL : header >>> 4 & 0xFFF;
      if (size == 0 || size > MAX_LARGE) {
        throw damaged();
      }
      if (!fillRest((int) size - 1)) {
        return false;
      }
      if (type() == STRING) {
        int length = (int) (header >>> 32 & 0x7FFF);
        strings[(int) (header >>> 16 & 0x7FFF)] = text(length);
      } else if (type() == THREAD) {
        long process = word();
        threads[(int) (header >>> 16 & 0xFF)] = word();
        if (process < 0) {
          throw damaged();
        }
      } else {
        return true;
      }
    }
    return false;
  }

  /** The type of the record. */
  int type() {
    return (int) (buffer.getLong(0) & 0xF);
  }

  /** Some bits of the first word. */
  int bits(int from, int count) {
    return (int) (buffer.getLong(0) >>> from & (1L << count) - 1);
  }

  long word() {
    return buffer.getLong();
  }

  boolean hasMore() {
    return buffer.remaining() >= Long.BYTES;
  }

  /** Skips words. */
  void skip(int count) {
    buffer.position(buffer.position() + count * Long.BYTES);
  }

  /** The thread of a reference; one that stands in the record is read. */
  long thread(int reference) {
    if (reference != 0) {
      return threads[reference];
    }
    word();
    return word();
  }

  /** The string of a reference; one that stands in the record is read. */
  String string(int reference) {
    if ((reference & INLINE) != 0) {
      return text(reference & 0x7FFF);
    }
    String known = strings[reference];
    return known == null ? "" : known;
  }

  private String text(int length) {
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    buffer.position(buffer.position() + (-length & 7));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private boolean fill(int count) throws IOException {
    buffer.clear();
    return read(0, count);
  }

  private boolean fillRest(int count) throws IOException {
    boolean whole = read(Long.BYTES, count);
    buffer.position(Long.BYTES);
    return whole;
  }

  private boolean read(int at, int count) throws IOException {
    int bytes = count * Long.BYTES;
    int got = in.readNBytes(buffer.array(), at, bytes);
    words += count;
    if (got < bytes) {
      cut |= at > 0 || got > 0;
      return false;
    }
    buffer.limit(at + bytes);
    return true;
  }
}
