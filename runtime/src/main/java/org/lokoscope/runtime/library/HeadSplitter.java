// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.ArrayList;
import java.util.List;

/** Finds the exported names of a private library without reading all of it. */
final class HeadSplitter {

  private HeadSplitter() {}

  /** The words after {@code (export} up to the closing parenthesis; comments are skipped. */
  static List<String> exports(String text) {
    int start = text.indexOf("(export");
    List<String> names = new ArrayList<>();
    int i = start + "(export".length();
    while (start >= 0 && text.charAt(i) != ')') {
      char c = text.charAt(i);
      if (c == ';') {
        i = text.indexOf('\n', i);
      } else if (c <= ' ') {
        i++;
      } else {
        int end = i;
        while (text.charAt(end) > ' ' && text.charAt(end) != ')') {
          end++;
        }
        names.add(text.substring(i, end));
        i = end;
      }
    }
    return names;
  }
}
