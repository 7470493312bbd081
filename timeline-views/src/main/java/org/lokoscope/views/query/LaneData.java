// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Strip;

/**
 * One lane over the range of the frame.
 *
 * @param strip the lane in columns, or null when {@code intervals} hold every interval
 * @param intervals every interval, or with a strip only the long ones
 * @param picture the strip as it is painted, a column of it for each of the strip's; null if nobody
 *     has drawn it before, away from the thread that paints
 */
public record LaneData(
    @Nullable Strip strip, List<LabelledInterval> intervals, @Nullable Pixels picture) {

  public LaneData(@Nullable Strip strip, List<LabelledInterval> intervals) {
    this(strip, intervals, null);
  }

  /** The same with its picture. */
  public LaneData drawn(Pixels drawn) {
    return new LaneData(strip, intervals, drawn);
  }
}
