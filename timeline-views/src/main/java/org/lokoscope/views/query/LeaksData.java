package org.lokoscope.views.query;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.Growth;

/**
 * The diagnosis with what is needed to draw it.
 *
 * @param subject whose growth is drawn: the worst leak's fiber, or else the largest fiber
 * @param snapshot the subject's last stack snapshot, or null
 * @param words words of all fibers over the run, or null
 */
public record LeaksData(
    String program,
    Diagnosis diagnosis,
    String subject,
    Growth growth,
    @Nullable StackSnapshot snapshot,
    @Nullable Series words,
    long end) {

  private static final int POINTS = 1200;

  public static LeaksData of(Trace trace, Diagnosis diagnosis) {
    long fiber = subject(trace, diagnosis);
    List<StackSnapshot> snapshots = fiber == 0 ? List.of() : trace.stacks(fiber);
    SeriesId words = new SeriesId(SeriesId.Quantity.LIVE_WORDS, 0);
    return new LeaksData(
        trace.info().program(),
        diagnosis,
        fiber == 0 ? "" : trace.nameOf(fiber),
        Growth.of(trace, fiber),
        snapshots.isEmpty() ? null : snapshots.getLast(),
        trace.series().contains(words) ? trace.series(words, 0, trace.end(), POINTS) : null,
        Math.max(1, trace.end()));
  }

  private static long subject(Trace trace, Diagnosis diagnosis) {
    for (Finding finding : diagnosis.findings()) {
      if (finding.fiber() != 0) {
        return finding.fiber();
      }
    }
    return trace.fibers().stream()
        .max(Comparator.comparingLong(FiberInfo::peakWords))
        .map(FiberInfo::id)
        .orElse(0L);
  }
}
