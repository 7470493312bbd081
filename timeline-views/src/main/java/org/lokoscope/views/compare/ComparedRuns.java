// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.compare;

import java.util.List;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Comparison;
import org.lokoscope.store.analysis.Diagnosis;

/**
 * Two runs and in what they differ, the most telling first.
 *
 * @param pairs what was spawned at the same place, in the order of the spawning
 */
public record ComparedRuns(
    Side before, Side after, List<Aligned> pairs, List<Difference> differences) {

  /**
   * One of the runs.
   *
   * @param verdict in words
   * @param end nanoseconds
   */
  public record Side(String name, String verdict, boolean leak, long end, long events) {}

  /** Looks at all fibers of both: not for the FX thread. */
  public static ComparedRuns of(Trace before, Diagnosis first, Trace after, Diagnosis second) {
    List<Aligned> pairs = Aligned.of(before, after);
    return new ComparedRuns(
        side(before, first),
        side(after, second),
        pairs,
        Differences.of(before, after, pairs, Comparison.of(first, second)));
  }

  private static Side side(Trace trace, Diagnosis diagnosis) {
    String program = trace.info().program();
    int findings = diagnosis.findings().size();
    return new Side(
        program.substring(program.lastIndexOf('/') + 1),
        switch (diagnosis.verdict()) {
          case LEAK -> "leak " + findings;
          case STEADY -> "steady";
          case INCONCLUSIVE -> "too short to judge";
        },
        findings > 0,
        trace.end(),
        trace.info().events());
  }

  /** The end of the longer run. */
  public long end() {
    return Math.max(1, Math.max(before.end(), after.end()));
  }

  /** Whether a pair of lanes differs. */
  boolean differs(int row) {
    return differences.stream().anyMatch(difference -> difference.row() == row);
  }

  /** What there is to say, one line each. */
  public List<String> words() {
    return differences.isEmpty()
        ? List.of("The runs differ in nothing that is more than chance.")
        : differences.stream().map(Difference::words).toList();
  }
}
