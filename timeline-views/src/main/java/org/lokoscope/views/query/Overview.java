// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.Strip;
import org.lokoscope.store.Trace;
import org.lokoscope.views.viewport.TimeAxis;
import org.lokoscope.views.viewport.TimeRange;

/**
 * The whole run for the minimap: what the CPUs did and how many continuation words lived.
 *
 * @param cpus for each of them a strip for each part of the run that lies in no fold
 * @param words null when the trace has none
 */
public record Overview(long end, List<List<Strip>> cpus, @Nullable Series words) {

  private static final int COLUMNS = 1024;

  public static Overview of(Trace trace) {
    return of(trace, TimeAxis.LINEAR);
  }

  /** The same on an axis with folds. */
  public static Overview of(Trace trace, TimeAxis axis) {
    long end = Math.max(1, trace.end());
    TimelineQuery.Request whole =
        new TimelineQuery.Request(new TimeRange(0, end), COLUMNS, axis, List.of(), List.of(), null);
    List<List<Strip>> cpus =
        trace.lanes().stream()
            .filter(lane -> lane.kind() == LaneId.Kind.CPU)
            .map(lane -> TimelineQuery.strips(trace, lane, whole))
            .toList();
    SeriesId words = new SeriesId(SeriesId.Quantity.LIVE_WORDS, 0);
    return new Overview(
        end,
        cpus,
        !trace.series(words.quantity()).isEmpty() ? trace.series(words, 0, end, COLUMNS) : null);
  }
}
