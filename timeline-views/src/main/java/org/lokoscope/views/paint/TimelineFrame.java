// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.views.layout.GraphTrack;
import org.lokoscope.views.layout.Rows;
import org.lokoscope.views.query.Overview;
import org.lokoscope.views.query.TimelineData;
import org.lokoscope.views.viewport.Viewport;

/**
 * Everything that one frame of the timeline shows.
 *
 * @param window its width is the plot's, without the gutter
 * @param scroll pixels of rows above the lanes' top edge
 * @param layers data, coarse ones first: a finer one hides what lies below
 * @param overview null until it is known
 * @param marks what the user points at
 * @param overlay what is shown beside the data
 */
public record TimelineFrame(
    Areas areas,
    Viewport window,
    Rows rows,
    double scroll,
    List<GraphTrack> tracks,
    List<TimelineData> layers,
    @Nullable Overview overview,
    Marks marks,
    Overlay overlay) {

  /** One without anything beside the data. */
  public TimelineFrame(
      Areas areas,
      Viewport window,
      Rows rows,
      double scroll,
      List<GraphTrack> tracks,
      List<TimelineData> layers,
      @Nullable Overview overview,
      Marks marks) {
    this(areas, window, rows, scroll, tracks, layers, overview, marks, Overlay.NONE);
  }

  /**
   * What the user points at.
   *
   * @param lane the selected lane, or null
   * @param interval the selected interval, or null
   * @param playhead nanoseconds, or -1 for none
   * @param hoverX pixel of the pointer in the plot, or -1
   */
  public record Marks(
      @Nullable LaneId lane, @Nullable Interval interval, long playhead, double hoverX) {

    public static final Marks NONE = new Marks(null, null, -1, -1);
  }

  /** The same for a file: without the pointer and without hints, which only a window can follow. */
  public TimelineFrame still() {
    List<TimelineData> silent = layers.stream().map(TimelineData::withoutHint).toList();
    Marks still = new Marks(marks.lane, marks.interval, marks.playhead, -1);
    return new TimelineFrame(areas, window, rows, scroll, tracks, silent, overview, still, overlay);
  }

  /** The plot's pixel on the whole surface. */
  public double x(double time) {
    return areas.gutter() + window.x(time);
  }
}
