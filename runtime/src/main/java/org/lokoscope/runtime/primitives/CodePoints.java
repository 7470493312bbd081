// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.util.Arrays;
import org.lokoscope.runtime.datum.SchemeString;

/** The characters that an operation has read so far. */
final class CodePoints {

  private static final int[] NONE = {};
  private static final int FIRST = 80;

  /** Nothing is held by those who wait for the first one. */
  private int[] text = NONE;

  private int length;

  int length() {
    return length;
  }

  void add(int c) {
    if (length == text.length) {
      text = Arrays.copyOf(text, Math.clamp(length * 2L, FIRST, Integer.MAX_VALUE - 16));
    }
    text[length++] = c;
  }

  boolean endsWith(int c) {
    return length > 0 && text[length - 1] == c;
  }

  void removeLast() {
    length--;
  }

  SchemeString toSchemeString() {
    return SchemeString.ofCodePoints(text, 0, length);
  }
}
