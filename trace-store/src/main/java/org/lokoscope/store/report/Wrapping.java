// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

/** Breaks lines for terminals of 80 columns. Words longer than a line are left whole. */
final class Wrapping {

  static final int COLUMNS = 80;

  private Wrapping() {}

  /**
   * Breaks a line between words.
   *
   * @param indent spaces before each line but the first
   * @return lines without a line break at the end
   */
  static String of(String line, int indent) {
    StringBuilder all = new StringBuilder();
    String rest = line.stripTrailing();
    int least = rest.length() - rest.stripLeading().length();
    while (rest.length() > COLUMNS) {
      int end = rest.lastIndexOf(' ', COLUMNS);
      if (end <= Math.max(least, indent)) {
        end = rest.indexOf(' ', COLUMNS);
      }
      if (end < 0) {
        break;
      }
      all.append(rest.substring(0, end).stripTrailing()).append('\n');
      rest = " ".repeat(indent) + rest.substring(end).strip();
    }
    return all.append(rest).toString();
  }
}
