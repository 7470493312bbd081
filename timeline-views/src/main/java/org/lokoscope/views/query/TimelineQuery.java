package org.lokoscope.views.picture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.lokoscope.store.Arrow;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.Strip;
import org.lokoscope.store.Trace;
import org.lokoscope.views.layout.GraphTrack;
import org.lokoscope.views.viewport.TimeRange;

/**
 * Fetches pictures. The work depends on the number of visible lanes and columns, never on the
 * number of events: a lane with more stays than {@link #MOST_STAYS} comes as a strip.
 */
public final class PictureLoader {

  /**
   * What to fetch.
   *
   * @param selected the lane whose arrows are wanted, or null
   */
  public record Request(
      TimeRange range, int columns, List<LaneId> lanes, List<GraphTrack> tracks, LaneId selected) {}

  private static final int MOST_STAYS = 500;
  private static final int MOST_ARROWS = 150;

  /** A run of equal columns this long in a strip is worth a text: about 60 pixels. */
  private static final int LONG_RUN = 60;

  private final Trace trace;

  public PictureLoader(Trace trace) {
    this.trace = trace;
  }

  /**
   * @param wanted asked before each lane; false gives the work up
   * @return null when given up
   */
  public Picture load(Request request, BooleanSupplier wanted) {
    Map<LaneId, LanePicture> lanes = new HashMap<>();
    for (LaneId lane : request.lanes()) {
      if (!wanted.getAsBoolean()) {
        return null;
      }
      lanes.put(lane, lane(lane, request.range(), request.columns()));
    }
    List<Arrow> arrows = arrows(request);
    boolean tooMany = arrows.size() > MOST_ARROWS;
    double fine = (double) request.range().length() / request.columns();
    return new Picture(
        request.range(), fine, lanes, series(request), tooMany ? List.of() : arrows, tooMany);
  }

  private LanePicture lane(LaneId lane, TimeRange range, int columns) {
    List<Interval> stays = trace.intervals(lane, range.from(), range.to(), MOST_STAYS + 1);
    if (stays.size() <= MOST_STAYS) {
      return new LanePicture(null, stays.stream().map(stay -> span(lane, stay)).toList());
    }
    Strip strip = trace.strip(lane, range.from(), range.to(), columns);
    return new LanePicture(strip, longStays(lane, strip));
  }

  private List<Span> longStays(LaneId lane, Strip strip) {
    List<Span> spans = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= strip.dominant().length; i++) {
      if (i < strip.dominant().length && continues(strip, i)) {
        continue;
      }
      if (i - begin >= LONG_RUN) {
        long middle = strip.from() + (begin + i) / 2 * strip.bucketWidth();
        Interval stay = trace.at(lane, middle);
        if (stay.state() != LaneState.ABSENT) {
          spans.add(span(lane, stay));
        }
      }
      begin = i;
    }
    return spans;
  }

  /** Whether column {@code i} belongs to the same unbroken stay as the one before. */
  private static boolean continues(Strip strip, int i) {
    return strip.dominant()[i] == strip.dominant()[i - 1]
        && strip.events()[i] == 0
        && (strip.share()[i] & 0xff) == 255;
  }

  private Span span(LaneId lane, Interval stay) {
    return new Span(stay, StateText.of(trace, lane, stay));
  }

  private Map<SeriesId, Series> series(Request request) {
    Map<SeriesId, Series> result = new HashMap<>();
    for (GraphTrack track : request.tracks()) {
      for (GraphTrack.Line line : track.lines()) {
        TimeRange range = request.range();
        result.put(
            line.series(),
            trace.series(line.series(), range.from(), range.to(), request.columns()));
      }
    }
    return result;
  }

  private List<Arrow> arrows(Request request) {
    TimeRange range = request.range();
    return request.selected() == null
        ? List.of()
        : trace.arrows(request.selected(), range.from(), range.to(), MOST_ARROWS + 1);
  }
}
