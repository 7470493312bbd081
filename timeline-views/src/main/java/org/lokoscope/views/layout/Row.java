// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.layout;

import org.jspecify.annotations.Nullable;
import org.lokoscope.store.LaneId;

/**
 * One row of lanes.
 *
 * @param y top edge, pixels below the first row's
 * @param depth 0, or more for what lies below another row
 * @param children fibers below it, shown or not
 * @param collapsed true when it has children and hides them
 * @param life null for a lane that has a line of its own
 */
public record Row(
    LaneId lane,
    String label,
    int depth,
    double y,
    double height,
    int children,
    boolean collapsed,
    @Nullable Life life) {

  public Row(
      LaneId lane,
      String label,
      int depth,
      double y,
      double height,
      int children,
      boolean collapsed) {
    this(lane, label, depth, y, height, children, collapsed, null);
  }

  /**
   * When a fiber lives that shares its line of pixels with others.
   *
   * @param to exclusive
   * @param fibers how many stand in the line, told by the first of them; 0 for the others
   * @param name the name that all of the line have, without their numbers, told by the first of
   *     them; empty if they have several
   */
  public record Life(long from, long to, int fibers, String name) {
    public boolean isFirst() {
      return fibers > 0;
    }

    public boolean overlaps(double begin, double end) {
      return from <= end && begin < to;
    }
  }

  /** Height of a span that is drawn below the lane's state. */
  public static final double SPAN = 13;

  /** The same further down. */
  Row movedBy(double pixels) {
    return new Row(lane, label, depth, y + pixels, height, children, collapsed, life);
  }

  /** Whether it is no lane of the trace but the header of a group. */
  public boolean isGroup() {
    return lane.kind() == LaneId.Kind.PROCESS && lane.id() < 0;
  }

  /** Height of the lane itself, without its spans. */
  public double stateHeight() {
    return RowBuilder.height(lane);
  }

  public double bottom() {
    return y + height;
  }
}
