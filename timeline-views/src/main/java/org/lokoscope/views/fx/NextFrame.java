// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.fx;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Trace;
import org.lokoscope.views.layout.GraphTrack;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.layout.Rows;
import org.lokoscope.views.model.TimelineModel;
import org.lokoscope.views.paint.LanePainter;
import org.lokoscope.views.paint.LanePictures;
import org.lokoscope.views.paint.Theme;
import org.lokoscope.views.query.Moments;
import org.lokoscope.views.query.TimelineData;
import org.lokoscope.views.query.TimelineQuery;
import org.lokoscope.views.viewport.Viewport;

/**
 * What a timeline looks at while a run is recorded. Whoever takes in more of the run loads the next
 * frame at once: a view that learns of the growth first, asks then and paints twice is two frames
 * and a wait for a thread later.
 *
 * @param tail whether the end of the run is to be shown
 */
public record NextFrame(
    Viewport window,
    Rows rows,
    double scroll,
    double height,
    List<GraphTrack> tracks,
    @Nullable LaneId selected,
    long playhead,
    Theme theme,
    boolean tail) {

  /**
   * A frame.
   *
   * @param lanes at the playhead
   * @param end until when the run is known
   */
  public record Loaded(
      TimelineQuery.Request request,
      TimelineData data,
      List<LaneId> lanes,
      Moments moments,
      Theme theme,
      long end) {}

  /** Loads the frame of a run that is known until {@code end}; not for the FX thread. */
  public Loaded load(Trace trace, long end) {
    Viewport grown = TimelineModel.grown(window, end, tail);
    TimelineQuery.Request asked =
        TimelineQuery.Request.of(grown, TimelineView.AHEAD, List.of(), tracks, selected);
    double from = asked.range().from();
    double to = asked.range().to();
    TimelineQuery.Request request =
        asked.with(lanes(life -> life.overlaps(from, to) && LanePainter.isWide(life, grown)));
    long time = tail ? end : playhead;
    List<LaneId> present = lanes(life -> life.overlaps(time, time));
    return new Loaded(
        request,
        LanePictures.drawn(new TimelineQuery(trace).load(request), theme),
        present,
        Moments.of(trace, present, time),
        theme,
        end);
  }

  private List<LaneId> lanes(Predicate<Row.Life> wanted) {
    return TimelineView.lanes(rows.visible(scroll, scroll + height), wanted);
  }
}
