// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import java.util.List;
import org.lokoscope.store.Strip;

/**
 * One lane over the range of the frame.
 *
 * @param strips the lane in columns, in order of time, one for each part that lies in no fold;
 *     empty when {@code intervals} hold every interval
 * @param intervals every interval, or with strips only the long ones
 * @param pictures the strips as they are painted, a column for each of the strip's; empty if nobody
 *     has drawn them before, away from the thread that paints
 */
public record LaneData(
    List<Strip> strips, List<LabelledInterval> intervals, List<Pixels> pictures) {

  public LaneData(List<Strip> strips, List<LabelledInterval> intervals) {
    this(strips, intervals, List.of());
  }

  /** The same with its pictures. */
  public LaneData drawn(List<Pixels> drawn) {
    return new LaneData(strips, intervals, drawn);
  }
}
