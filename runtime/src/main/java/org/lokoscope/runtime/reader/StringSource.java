// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.reader;

/** The code points of a string. */
final class StringSource implements CodePointSource {

  private final String text;
  private int position;

  StringSource(String text) {
    this.text = text;
  }

  @Override
  public int peek() {
    return position < text.length() ? text.codePointAt(position) : -1;
  }

  @Override
  public int read() {
    if (position >= text.length()) {
      return -1;
    }
    int c = text.codePointAt(position);
    position += Character.charCount(c);
    return c;
  }
}
