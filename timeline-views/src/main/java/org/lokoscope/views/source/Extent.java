// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.source;

/**
 * What a form takes of a text.
 *
 * @param line of its begin, from 0
 * @param column offset in the line
 * @param endLine of its end
 * @param endColumn offset after its last letter
 * @param depth how many forms stand around it
 * @param head the name that it begins with, or ""
 */
public record Extent(int line, int column, int endLine, int endColumn, int depth, String head) {

  /** Whether a place, counted as here, lies in it. */
  public boolean contains(int otherLine, int otherColumn) {
    return (line < otherLine || line == otherLine && column <= otherColumn)
        && (otherLine < endLine || otherLine == endLine && otherColumn < endColumn);
  }
}
