// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import org.lokoscope.views.layout.Row;
import org.lokoscope.views.query.LabelledInterval;
import org.lokoscope.views.query.LaneData;
import org.lokoscope.views.query.TimelineData;

/** Catches the pointer at what begins or ends next to it, so that measures are exact. */
public final class Snapping {

  private static final double NEAR = 6;

  private Snapping() {}

  /**
   * The nearest begin or end of an interval on the lane at a pixel.
   *
   * @param time what lies at the pixel, nanoseconds; the answer if nothing is near
   */
  public static long at(TimelineFrame frame, double x, double y, long time) {
    double within = y - frame.areas().lanesTop();
    if (within < 0 || within >= frame.areas().lanesHeight() || frame.layers().isEmpty()) {
      return time;
    }
    TimelineData finest = frame.layers().getLast();
    return frame
        .rows()
        .at(within, frame.scroll(), time)
        .map(Row::lane)
        .map(lane -> finest.lanes().get(lane))
        .map(lane -> nearest(frame, lane, x, time))
        .orElse(time);
  }

  private static long nearest(TimelineFrame frame, LaneData lane, double x, long time) {
    long best = time;
    double least = NEAR;
    for (LabelledInterval each : lane.intervals()) {
      for (long edge : new long[] {each.from(), each.to()}) {
        double away = Math.abs(frame.x(edge) - x);
        if (away < least) {
          least = away;
          best = edge;
        }
      }
    }
    return best;
  }
}
