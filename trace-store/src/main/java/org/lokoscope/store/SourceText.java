// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

import java.util.List;

/**
 * The text of a source file as it was when the program ran.
 *
 * @param file as the program's sites name it
 * @param sha256 of its UTF-8, in hexadecimal
 */
public record SourceText(String file, String sha256, String text) {

  /** Its lines from {@code from} to {@code to}, both from 1 and both included. */
  public List<String> lines(int from, int to) {
    return text.lines().skip(Math.max(0, from - 1)).limit(Math.max(0, to - from + 1)).toList();
  }
}
