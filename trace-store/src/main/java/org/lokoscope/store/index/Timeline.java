package org.lokoscope.store.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lokoscope.store.Arrow;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Strip;

/** What lanes do, read from the intervals, their sums and the arrows. */
public final class Timeline {

  private static final LaneState[] STATES = LaneState.values();
  private static final Arrow.Kind[] ARROWS = Arrow.Kind.values();

  private final Catalog catalog;
  private final Table intervals;
  private final Table sums;
  private final Table arrows;

  Timeline(Catalog catalog, Parts<Table> tables) {
    this.catalog = catalog;
    intervals = tables.get(Part.INTERVALS);
    sums = tables.get(Part.INTERVAL_SUMS);
    arrows = tables.get(Part.ARROWS);
  }

  /** CPUs, then processes, each with its fibers, in the order of their birth. */
  public List<LaneId> lanes() {
    List<LaneId> lanes = new ArrayList<>();
    LongIndex cpus = catalog.lanes.ids(LaneId.Kind.CPU);
    for (int i = 0; i < cpus.size(); i++) {
      lanes.add(LaneId.cpu(cpus.key(i)));
    }
    lanes.sort(null);
    Map<Long, List<LaneId>> fibers = new HashMap<>();
    for (int i = 0; i < catalog.fibers.ids.size(); i++) {
      fibers
          .computeIfAbsent(catalog.fibers.process.get(i), process -> new ArrayList<>())
          .add(LaneId.fiber(catalog.fibers.ids.key(i)));
    }
    for (int i = 0; i < catalog.processes.ids.size(); i++) {
      long process = catalog.processes.ids.key(i);
      lanes.add(LaneId.process(process));
      lanes.addAll(fibers.getOrDefault(process, List.of()));
    }
    return lanes;
  }

  /** Nanoseconds that the lane spent in each state until the trace's end. */
  long[] timeInState(LaneId id) {
    return IntervalSums.total(intervals, sums, catalog.lanes.find(id), catalog.end);
  }

  public Strip strip(LaneId id, long from, long to, int buckets) {
    int count = Math.max(1, buckets);
    long width = Math.max(1, Math.ceilDiv(Math.max(0, to - from), (long) count));
    byte[] dominant = new byte[count];
    byte[] share = new byte[count];
    int[] events = new int[count];
    int lane = lane(id);
    if (lane < 0) {
      Arrays.fill(share, (byte) 255);
      return new Strip(from, width, dominant, share, events);
    }
    IntervalSums walk = new IntervalSums(intervals, sums, lane);
    long[] before = new long[STATES.length];
    long[] after = new long[STATES.length];
    long limit = catalog.end + 1;
    walk.at(Math.min(from, limit), before);
    for (int i = 0; i < count; i++) {
      long rank = walk.count();
      long start = from + i * width;
      walk.at(Math.min(start + width, limit), after);
      int best = 0;
      long longest = 0;
      long known = 0;
      for (int state = 1; state < STATES.length; state++) {
        long time = after[state] - before[state];
        known += time;
        if (time > longest) {
          longest = time;
          best = state;
        }
      }
      long absent = width - known;
      if (absent > longest) {
        longest = absent;
        best = 0;
      }
      dominant[i] = (byte) best;
      share[i] = (byte) Math.round(255.0 * longest / width);
      events[i] = (int) (walk.count() - rank);
      long[] swap = before;
      before = after;
      after = swap;
    }
    return new Strip(from, width, dominant, share, events);
  }

  private int lane(LaneId id) {
    int lane = catalog.lanes.find(id);
    return lane < intervals.keys() ? lane : -1;
  }

  public List<Interval> intervals(LaneId id, long from, long to, int limit) {
    List<Interval> found = new ArrayList<>();
    int lane = lane(id);
    if (lane < 0) {
      return found;
    }
    long row = Math.max(intervals.start(lane), intervals.firstFrom(lane, from + 1) - 1);
    for (; row < intervals.end(lane) && found.size() < limit && intervals.time(row) < to; row++) {
      Interval interval = interval(lane, row);
      if (interval.to() > interval.from() && interval.to() > from) {
        found.add(interval);
      }
    }
    return found;
  }

  private Interval interval(int lane, long row) {
    long to = row + 1 < intervals.end(lane) ? intervals.time(row + 1) : Math.max(catalog.end, 0);
    return new Interval(
        intervals.time(row),
        to,
        STATES[(int) intervals.get(1, row)],
        intervals.get(2, row),
        intervals.get(3, row));
  }

  /** What the lane does at a moment; absent before its first event. */
  public Interval at(LaneId id, long time) {
    int lane = lane(id);
    if (lane < 0) {
      return new Interval(0, catalog.end, LaneState.ABSENT, 0, 0);
    }
    long row = intervals.firstFrom(lane, time + 1) - 1;
    if (row < intervals.start(lane)) {
      return new Interval(0, intervals.time(intervals.start(lane)), LaneState.ABSENT, 0, 0);
    }
    return interval(lane, row);
  }

  public List<Arrow> arrows(LaneId id, long from, long to, int limit) {
    List<Arrow> found = new ArrayList<>();
    int lane = catalog.lanes.find(id);
    if (lane < 0 || lane >= arrows.keys()) {
      return found;
    }
    for (long row = arrows.firstFrom(lane, from);
        row < arrows.end(lane) && found.size() < limit && arrows.get(3, row) < to;
        row++) {
      int kind = (int) arrows.get(1, row);
      LaneId other = catalog.lanes.lane((int) arrows.get(2, row));
      boolean incoming = (kind & Lanes.INCOMING) != 0;
      found.add(
          new Arrow(
              ARROWS[kind & ~Lanes.INCOMING],
              incoming ? other : id,
              arrows.get(3, row),
              incoming ? id : other,
              arrows.time(row),
              arrows.get(4, row)));
    }
    return found;
  }
}
