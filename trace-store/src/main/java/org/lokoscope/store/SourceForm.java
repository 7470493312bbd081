// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

/**
 * A call of the program with its extent, so that it can be told which form stands inside which.
 *
 * @param site where it begins
 * @param endLine from 1
 * @param endColumn the first that does not belong to it
 */
public record SourceForm(Site site, int endLine, int endColumn) {

  /** Whether a place lies in the form, or is the form itself. */
  public boolean contains(Site place) {
    return place.file().equals(site.file())
        && compare(site.line(), site.column(), place.line(), place.column()) <= 0
        && compare(place.line(), place.column(), endLine, endColumn) < 0;
  }

  private static int compare(int line, int column, int otherLine, int otherColumn) {
    return line != otherLine ? Integer.compare(line, otherLine) : column - otherColumn;
  }

  /** The name of what is called, such as {@code for-each}; "" if it is not a plain name. */
  public String operator() {
    return site.operator();
  }
}
