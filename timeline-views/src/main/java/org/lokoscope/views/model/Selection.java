// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.model;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;

/**
 * What the user picked, the same in all views.
 *
 * @param lane null for nothing
 * @param interval an interval of that lane, or null for the lane as a whole
 */
public record Selection(@Nullable LaneId lane, @Nullable Interval interval) {

  public static final Selection NONE = new Selection(null, null);

  public boolean isEmpty() {
    return lane == null;
  }

  public OptionalLong fiber() {
    return lane != null && lane.kind() == LaneId.Kind.FIBER
        ? OptionalLong.of(lane.id())
        : OptionalLong.empty();
  }
}
