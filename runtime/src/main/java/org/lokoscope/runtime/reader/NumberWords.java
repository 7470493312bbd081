// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.reader;

import org.jspecify.annotations.Nullable;

/** Words that begin like numbers. */
final class NumberWords {

  private NumberWords() {}

  static boolean allDigitsAndDots(String word) {
    boolean digit = false;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      digit |= c >= '0' && c <= '9';
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return digit;
  }

  /** Most numbers in programs; saves the whole parser at start-up. */
  static @Nullable Object smallInteger(String word) {
    int length = word.length();
    int i = word.charAt(0) == '-' ? 1 : 0;
    if (i == length || length > 18) {
      return null;
    }
    long number = 0;
    for (int j = i; j < length; j++) {
      int digit = word.charAt(j) - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      number = number * 10 + digit;
    }
    return i == 1 ? -number : number;
  }
}
