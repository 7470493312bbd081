// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.layout;

import java.util.List;
import org.lokoscope.store.SeriesId;

/**
 * A graph below the lanes.
 *
 * @param lines what is drawn in it on one scale, the widest first
 * @param low true for counts that stay so small that half the height shows all there is
 * @param finding what the diagnosis found that shows here, in a few words; empty for nothing
 */
public record GraphTrack(String title, Unit unit, List<Line> lines, boolean low, String finding) {

  public GraphTrack(String title, Unit unit, List<Line> lines, boolean low) {
    this(title, unit, lines, low, "");
  }

  /** The same with what was found. */
  GraphTrack with(String found) {
    return new GraphTrack(title, unit, lines, low, found);
  }

  /** Its height, as a part of a full track's. */
  public double weight() {
    return low ? 0.5 : 1;
  }

  /** True when one of its lines is what a leak suspect holds. */
  public boolean leaks() {
    return lines.stream().anyMatch(line -> line.role() == Role.LEAK);
  }

  public enum Unit {
    WORDS,
    BYTES,
    COUNT,
    /** Nanoseconds. */
    TIME
  }

  /** Whose line it is; those of one fiber are drawn on top. */
  public enum Role {
    TOTAL,
    SELECTED,
    /** Of the selected fiber, which the diagnosis suspects. */
    LEAK
  }

  public record Line(SeriesId series, String label, Role role) {}
}
