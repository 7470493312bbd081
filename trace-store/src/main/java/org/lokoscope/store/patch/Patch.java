// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.patch;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/**
 * A change of one source text.
 *
 * @param file as the trace names it
 * @param before the whole text
 * @param after the whole text with the change
 */
public record Patch(String file, String before, String after) {

  /**
   * A line of the difference.
   *
   * @param kind {@code '-'} for one that goes, {@code '+'} for one that comes, {@code ' '} else
   * @param number of the line, from 1: in the old text, or in the new one for one that comes
   */
  public record Line(char kind, int number, String text) {

    @Override
    public String toString() {
      return kind + " " + text;
    }
  }

  /** Lines around a change that stay as they are. */
  private static final int AROUND = 2;

  /** The difference as {@code diff -u} writes it and {@code patch} takes it. */
  public String unified() {
    List<String> old = before.lines().toList();
    List<String> lines =
        UnifiedDiffUtils.generateUnifiedDiff(
            file, file, old, DiffUtils.diff(old, after.lines().toList()), AROUND);
    return String.join("\n", lines) + "\n";
  }

  /** The lines that differ, with a line before and after; pieces follow one another in order. */
  public List<Line> lines() {
    List<String> old = before.lines().toList();
    List<String> changed = after.lines().toList();
    List<Line> lines = new ArrayList<>();
    int shown = 0;
    List<AbstractDelta<String>> deltas = DiffUtils.diff(old, changed).getDeltas();
    for (int k = 0; k < deltas.size(); k++) {
      AbstractDelta<String> delta = deltas.get(k);
      int from = delta.getSource().getPosition();
      int to = from + delta.getSource().size();
      for (int i = Math.max(shown, from - AROUND); i < from; i++) {
        lines.add(new Line(' ', i + 1, old.get(i)));
      }
      for (int i = from; i < to; i++) {
        lines.add(new Line('-', i + 1, old.get(i)));
      }
      int number = delta.getTarget().getPosition();
      for (String line : delta.getTarget().getLines()) {
        lines.add(new Line('+', ++number, line));
      }
      int next = k + 1 < deltas.size() ? deltas.get(k + 1).getSource().getPosition() : old.size();
      shown = Math.min(next, to + AROUND);
      for (int i = to; i < shown; i++) {
        lines.add(new Line(' ', i + 1, old.get(i)));
      }
    }
    return lines;
  }
}
