// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * The diagnoses of two runs of a program, before and after a change. Findings are the same if
 * class, file, procedure and form are; lines may have moved.
 *
 * @param before the verdict of the first run
 * @param after that of the second
 * @param gone findings of the first run only
 * @param appeared findings of the second run only
 * @param stayed findings of both
 */
public record Comparison(
    Diagnosis.Verdict before,
    Diagnosis.Verdict after,
    List<Finding> gone,
    List<Finding> appeared,
    List<Pair> stayed) {

  /** A finding in both runs. */
  public record Pair(Finding before, Finding after) {

    /** What was retained in the second run for each byte of the first; 1 if nobody measured it. */
    public double ratio() {
      return before.bytesTotal() == 0 || after.bytesTotal() == 0
          ? (double) Math.max(1, after.count()) / Math.max(1, before.count())
          : after.bytesTotal() / before.bytesTotal();
    }
  }

  public static Comparison of(Diagnosis before, Diagnosis after) {
    List<Finding> left = new ArrayList<>(after.findings());
    List<Finding> gone = new ArrayList<>();
    List<Pair> stayed = new ArrayList<>();
    for (Finding old : before.findings()) {
      Finding same = left.stream().filter(finding -> isSame(old, finding)).findFirst().orElse(null);
      if (same == null) {
        gone.add(old);
      } else {
        left.remove(same);
        stayed.add(new Pair(old, same));
      }
    }
    return new Comparison(
        before.verdict(), after.verdict(), List.copyOf(gone), List.copyOf(left), stayed);
  }

  private static boolean isSame(Finding one, Finding other) {
    return one.leakClass() == other.leakClass()
        && name(one).equals(name(other))
        && one.site().procedure().equals(other.site().procedure())
        && one.site().form().equals(other.site().form());
  }

  private static String name(Finding finding) {
    String file = finding.site().file();
    return file.substring(file.lastIndexOf('/') + 1);
  }
}
