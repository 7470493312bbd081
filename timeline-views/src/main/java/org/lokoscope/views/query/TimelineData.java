// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import java.util.List;
import java.util.Map;
import org.lokoscope.store.Arrow;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.views.viewport.TimeRange;

/**
 * The data of a frame.
 *
 * @param range the time that it covers; wider than what is shown, so that a pan has something
 * @param nanosPerColumn how fine it is
 * @param arrows causes and effects of the selected lane
 * @param arrowsLeftOut true when there were more than can be told apart
 */
public record TimelineData(
    TimeRange range,
    double nanosPerColumn,
    Map<LaneId, LaneData> lanes,
    Map<SeriesId, Series> series,
    List<Arrow> arrows,
    boolean arrowsLeftOut) {

  public static final TimelineData NONE =
      new TimelineData(new TimeRange(0, 0), 1, Map.of(), Map.of(), List.of(), false);

  /** The same with other lanes, which hold no more than these. */
  public TimelineData with(Map<LaneId, LaneData> drawn) {
    return new TimelineData(range, nanosPerColumn, drawn, series, arrows, arrowsLeftOut);
  }

  public TimelineData withoutHint() {
    return new TimelineData(range, nanosPerColumn, lanes, series, arrows, false);
  }
}
