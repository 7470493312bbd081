// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.SchemeString;

/** Whole strings to bytes and back, by the code of the ports. */
public final class TextCoding {

  private TextCoding() {}

  public static byte[] encode(SchemeString text, int from, int to, Transcoder transcoder) {
    MemorySink sink = new MemorySink();
    BinaryOutput bytes = new BinaryOutput(sink, BufferMode.BLOCK);
    Port port = Port.transcoded("bytevector", null, bytes, transcoder);
    try {
      port.textOut("string->bytevector").write(text, from, to);
      bytes.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sink.content();
  }

  public static SchemeString decode(byte[] bytes, int from, int to, Transcoder transcoder) {
    BinaryInput in = new BinaryInput(Arrays.copyOfRange(bytes, from, to));
    TextInput text =
        Port.transcoded("bytevector", in, null, transcoder).textIn("bytevector->string");
    int[] result = new int[to - from];
    int length = 0;
    try {
      for (int c = text.read(); c >= 0; c = text.read()) {
        result[length++] = c;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return SchemeString.ofCodePoints(result, 0, length);
  }

  /** 1 for a big-endian mark at the start, -1 for a little-endian one, else 0. */
  public static int byteOrderMark(byte[] bytes, int width) {
    if (bytes.length < width) {
      return 0;
    }
    int first = unit(bytes, 0, width, true);
    if (first == 0xfeff) {
      return 1;
    }
    return unit(bytes, 0, width, false) == 0xfeff ? -1 : 0;
  }

  private static int unit(byte[] bytes, int at, int width, boolean big) {
    int unit = 0;
    for (int i = 0; i < width; i++) {
      unit = unit << 8 | bytes[big ? at + i : at + width - 1 - i] & 0xff;
    }
    return unit;
  }

  public static byte[] toUtf32(SchemeString text, boolean big) {
    if (text.length() > Integer.MAX_VALUE / 4 - 16) {
      throw Raise.restriction("string->utf32", "the result is too large", (long) text.length());
    }
    byte[] bytes = new byte[4 * text.length()];
    for (int i = 0; i < text.length(); i++) {
      int c = text.codePointAt(i);
      for (int j = 0; j < 4; j++) {
        bytes[4 * i + j] = (byte) (c >> (big ? 24 - 8 * j : 8 * j));
      }
    }
    return bytes;
  }

  public static SchemeString fromUtf32(byte[] bytes, int from, boolean big) {
    int[] text = new int[(bytes.length - from + 3) / 4];
    int length = 0;
    for (int at = from; at < bytes.length; at += 4) {
      int c = at + 4 <= bytes.length ? unit(bytes, at, 4, big) : -1;
      boolean valid = c >= 0 && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
      text[length++] = valid ? c : 0xfffd;
    }
    return SchemeString.ofCodePoints(text, 0, length);
  }
}
