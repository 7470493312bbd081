// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Trace;

/**
 * What lanes do at one moment.
 *
 * @param time the moment, nanoseconds since the run began
 */
public record Moments(long time, Map<LaneId, Moment> lanes) {

  public static final Moments NONE = new Moments(-1, Map.of());

  /**
   * One of them.
   *
   * @param words of a fiber's continuation at its last suspend before; 0 if it has not suspended
   */
  public record Moment(LaneState state, long words) {

    public static final Moment UNKNOWN = new Moment(LaneState.ABSENT, 0);
  }

  /** Costs two look-ups a lane: for those that are on show, off the FX thread. */
  public static Moments of(Trace trace, List<LaneId> lanes, long time) {
    long moment = Math.clamp(time, 0, Math.max(0, trace.end() - 1));
    Map<LaneId, Moment> found = new HashMap<>();
    for (LaneId lane : lanes) {
      found.put(lane, new Moment(trace.at(lane, moment).state(), words(trace, lane, moment)));
    }
    return new Moments(time, found);
  }

  private static long words(Trace trace, LaneId lane, long moment) {
    GrowthPoint point = lane.kind() == LaneId.Kind.FIBER ? trace.growthAt(lane.id(), moment) : null;
    return point == null ? 0 : point.words();
  }

  public Moment of(LaneId lane) {
    return lanes.getOrDefault(lane, Moment.UNKNOWN);
  }
}
