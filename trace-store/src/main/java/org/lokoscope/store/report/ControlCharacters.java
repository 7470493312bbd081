// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

/** Names in a trace may come from anywhere: what a terminal would obey is shown instead. */
public final class ControlCharacters {

  private static final int PICTURES = 0x2400;
  private static final char DELETE = 0x7F;
  private static final char PICTURE_OF_DELETE = 0x2421;
  private static final char REPLACEMENT = 0xFFFD;

  private ControlCharacters() {}

  /** The text with line breaks, and a sign for every other control character. */
  public static String shown(String text) {
    if (text.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c))) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length());
    text.chars().forEach(c -> shown.append(c == '\n' ? '\n' : shown((char) c)));
    return shown.toString();
  }

  private static char shown(char c) {
    if (!Character.isISOControl(c)) {
      return c;
    }
    if (c == DELETE) {
      return PICTURE_OF_DELETE;
    }
    return c < ' ' ? (char) (PICTURES + c) : REPLACEMENT;
  }
}
