package org.lokoscope.gui.panel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Trace;
import org.lokoscope.tracer.text.Figures;

/**
 * What all lanes do at the playhead. While it moves, one query is under way at a time; moments that
 * passed meanwhile are skipped.
 */
final class PlayheadStates {

  private record Moment(Map<LaneId, LaneState> states, Map<LaneId, Long> words) {}

  /** With more fibers than this, words are shown as they were last. */
  private static final int MOST_GROWTHS = 300;

  private static final int POINTS = 400;

  private final OpenTrace opened;
  private final Runnable changed;
  private @Nullable Map<Long, List<GrowthPoint>> growths;
  private Moment shown = new Moment(Map.of(), Map.of());
  private long wanted;
  private boolean asking;

  PlayheadStates(OpenTrace opened, Runnable changed) {
    this.opened = opened;
    this.changed = changed;
    opened.model().playback().time().bind(this::move);
  }

  LaneState state(LaneId lane) {
    return shown.states.getOrDefault(lane, LaneState.ABSENT);
  }

  String words(LaneId lane) {
    Long words = shown.words.get(lane);
    return words == null ? "" : Figures.count(words);
  }

  private void move(long time) {
    wanted = time;
    if (!asking) {
      asking = true;
      opened.ask(trace -> at(trace, time), moment -> show(moment, time));
    }
  }

  private void show(Moment moment, long time) {
    asking = false;
    shown = moment;
    changed.run();
    if (wanted != time) {
      move(wanted);
    }
  }

  /** On the query thread: the only one that touches {@link #growths}. */
  private Moment at(Trace trace, long time) {
    Map<Long, List<GrowthPoint>> growths = growths(trace);
    Map<LaneId, LaneState> states = new HashMap<>();
    long moment = Math.max(0, Math.min(time, trace.end() - 1));
    for (LaneId lane : trace.lanes()) {
      states.put(lane, trace.at(lane, moment).state());
    }
    Map<LaneId, Long> words = new HashMap<>();
    for (FiberInfo fiber : opened.fibers()) {
      long size = words(fiber, growths.get(fiber.id()), time);
      if (size > 0 && fiber.spawned() <= time) {
        words.put(LaneId.fiber(fiber.id()), size);
      }
    }
    return new Moment(states, words);
  }

  private Map<Long, List<GrowthPoint>> growths(Trace trace) {
    if (growths != null) {
      return growths;
    }
    Map<Long, List<GrowthPoint>> read = new HashMap<>();
    if (opened.fibers().size() <= MOST_GROWTHS) {
      for (FiberInfo fiber : opened.fibers()) {
        read.put(fiber.id(), trace.growth(fiber.id(), POINTS));
      }
    }
    growths = read;
    return read;
  }

  private static long words(FiberInfo fiber, @Nullable List<GrowthPoint> points, long time) {
    if (points == null) {
      return fiber.lastWords();
    }
    long words = 0;
    for (GrowthPoint point : points) {
      if (point.time() > time) {
        break;
      }
      words = point.words();
    }
    return words;
  }
}
