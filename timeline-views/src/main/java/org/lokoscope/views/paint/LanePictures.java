// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.HashMap;
import java.util.Map;
import org.lokoscope.store.LaneId;
import org.lokoscope.views.layout.RowBuilder;
import org.lokoscope.views.query.LaneData;
import org.lokoscope.views.query.TimelineData;

/** Draws the strips of a frame's data ahead, on the thread that has fetched them. */
public final class LanePictures {

  private LanePictures() {}

  /** The same data with a picture of each strip. */
  public static TimelineData drawn(TimelineData data, Theme theme) {
    Map<LaneId, LaneData> lanes = new HashMap<>();
    data.lanes().forEach((lane, each) -> lanes.put(lane, drawn(lane, each, theme)));
    return data.with(lanes);
  }

  private static LaneData drawn(LaneId lane, LaneData data, Theme theme) {
    int height = LanePainter.barHeight(RowBuilder.height(lane));
    return data.strips().isEmpty()
        ? data
        : data.drawn(
            data.strips().stream().map(strip -> StripPicture.of(strip, height, theme)).toList());
  }
}
