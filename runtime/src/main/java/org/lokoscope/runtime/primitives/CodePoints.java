package org.lokoscope.runtime.primitives;

import java.util.Arrays;
import org.lokoscope.runtime.datum.SchemeString;

/** The characters that an operation has read so far. */
final class CodePoints {

  private int[] text = new int[80];
  private int length;

  int length() {
    return length;
  }

  void add(int c) {
    if (length == text.length) {
      text = Arrays.copyOf(text, (int) Math.min(Integer.MAX_VALUE - 16, length * 2L));
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
