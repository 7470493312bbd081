// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.LaneId;
import org.lokoscope.views.layout.Suspects;
import org.lokoscope.views.query.Landmarks;
import org.lokoscope.views.query.Moments;
import org.lokoscope.views.query.WakeChain;
import org.lokoscope.views.viewport.TimeRange;

/**
 * What a frame shows beside the data of its time range.
 *
 * @param moments what the lanes do at the playhead
 * @param suspects what the diagnosis names
 * @param trackScroll pixels of graph tracks above the upper edge of the room for them
 * @param landmarks holes, marks and spans
 * @param range the stretch of time that is chosen, or null
 * @param chain the wakes behind a delay
 * @param step the step of it that is looked at, from 0
 * @param bookmarks moments that the user has marked, with what was noted there or nothing
 * @param started when the run began, if the ruler shows the time of day; else null
 * @param title stands where a window says "whole run"; null for that
 * @param standing the lane of the fiber at which a debugger stands, or null
 */
public record Overlay(
    Moments moments,
    Suspects suspects,
    double trackScroll,
    Landmarks landmarks,
    @Nullable TimeRange range,
    WakeChain chain,
    int step,
    Map<Long, String> bookmarks,
    @Nullable Instant started,
    @Nullable String title,
    @Nullable LaneId standing) {

  /** One of a run that nobody debugs. */
  public Overlay(
      Moments moments,
      Suspects suspects,
      double trackScroll,
      Landmarks landmarks,
      @Nullable TimeRange range,
      WakeChain chain,
      int step,
      Map<Long, String> bookmarks,
      @Nullable Instant started,
      @Nullable String title) {
    this(
        moments,
        suspects,
        trackScroll,
        landmarks,
        range,
        chain,
        step,
        bookmarks,
        started,
        title,
        null);
  }

  public static final Overlay NONE =
      new Overlay(
          Moments.NONE,
          Suspects.NONE,
          0,
          Landmarks.NONE,
          null,
          WakeChain.NONE,
          -1,
          Map.of(),
          null,
          null);
}
