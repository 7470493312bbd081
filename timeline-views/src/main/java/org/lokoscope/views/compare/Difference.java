// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.compare;

/**
 * One thing in which two runs differ, in words.
 *
 * @param row the pair of lanes that it tells of, or -1 for the whole run
 */
public record Difference(String words, Sense sense, int row) {

  /** Which of the runs is to be liked more for it. */
  public enum Sense {
    /** The second. */
    BETTER,
    /** The first. */
    WORSE,
    /** Nobody can tell. */
    OTHER
  }
}
