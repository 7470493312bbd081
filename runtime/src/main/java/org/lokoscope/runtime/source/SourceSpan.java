// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.source;

/**
 * A stretch of a source text.
 *
 * @param file as the user named it
 * @param line from 1
 * @param column from 1, in code points
 * @param endLine the line of the last character
 * @param endColumn the column after the last character
 */
public record SourceSpan(String file, int line, int column, int endLine, int endColumn) {

  public static final SourceSpan NONE = new SourceSpan("", 0, 0, 0, 0);

  /** {@code file:line:column}. */
  public String position() {
    return file + ":" + line + ":" + column;
  }

  @Override
  public String toString() {
    return position();
  }
}
