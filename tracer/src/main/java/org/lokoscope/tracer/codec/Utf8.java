// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** UTF-8 into and out of a chunk, without a byte array in between when writing. */
final class Utf8 {

  private Utf8() {}

  /**
   * Writes length and text at {@code at}; cuts the text before the first character that would make
   * it longer than {@code max} bytes. A lone surrogate becomes a question mark.
   *
   * @return the place behind the text
   */
  static int write(@Nullable String given, byte[] target, int at, int max) {
    String text = given == null ? "" : given;
    int start = at + 2;
    int end = start;
    int length = text.length();
    int last = start + max;
    for (int i = 0; i < length; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        c = '?';
      }
      if (end + size(c) > last) {
        break;
      }
      end = put(c, target, end);
    }
    int bytes = end - start;
    target[at] = (byte) (bytes | 0x80);
    target[at + 1] = (byte) (bytes >>> 7);
    return end;
  }

  static String read(byte[] source, int at, int length) {
    return new String(source, at, length, StandardCharsets.UTF_8);
  }

  private static int size(int c) {
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }

  private static int put(int c, byte[] target, int at) {
    int size = size(c);
    target[at] =
        (byte)
            switch (size) {
              case 1 -> c;
              case 2 -> 0xC0 | c >> 6;
              case 3 -> 0xE0 | c >> 12;
              default -> 0xF0 | c >> 18;
            };
    for (int i = 1; i < size; i++) {
      target[at + i] = (byte) (0x80 | c >> 6 * (size - 1 - i) & 0x3F);
    }
    return at + size;
  }
}
