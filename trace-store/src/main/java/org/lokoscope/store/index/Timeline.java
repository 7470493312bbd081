// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
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
  private final Table arrows;
  private final RecentStrips recent = new RecentStrips();

  Timeline(Catalog catalog, Parts<Table> tables) {
    this.catalog = catalog;
    intervals = tables.get(Part.INTERVALS);
    arrows = tables.get(Part.ARROWS);
  }

  /** How many CPUs there are. */
  public int cpus() {
    return catalog.lanes.ids(LaneId.Kind.CPU).size();
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
    return IntervalSums.total(intervals, catalog.lanes.find(id), catalog.end);
  }

  /** Nanoseconds that a lane was in each state from one time to before another. */
  public Map<LaneState, Long> timeInState(LaneId id, long from, long to) {
    Map<LaneState, Long> spent = new EnumMap<>(LaneState.class);
    int lane = lane(id);
    long end = Math.min(to, catalog.end);
    if (lane >= 0 && from < end) {
      try (IntervalSums walk = new IntervalSums(intervals, lane)) {
        walk.advance(from);
        long[] before = walk.sums().clone();
        walk.advance(end);
        for (int state = 1; state < STATES.length; state++) {
          long within = walk.sums()[state] - before[state];
          if (within > 0) {
            spent.put(STATES[state], within);
          }
        }
      }
    }
    return spent;
  }

  public Strip strip(LaneId id, long from, long to, int buckets) {
    int count = Math.max(1, buckets);
    long width = Math.max(1, Math.ceilDiv(Math.max(0, to - from), (long) count));
    byte[] dominant = new byte[count];
    byte[] share = new byte[count];
    int[] events = new int[count];
    byte[] parts = new byte[count * STATES.length];
    Strip strip = new Strip(from, width, dominant, share, events, parts);
    int lane = lane(id);
    if (lane < 0) {
      Arrays.fill(share, (byte) 255);
      return strip;
    }
    try (IntervalSums walk = new IntervalSums(intervals, lane)) {
      RecentStrips.Span known = recent.fill(id, strip);
      sample(walk, strip, 0, known.from());
      sample(walk, strip, known.to(), count);
    }
    recent.put(id, strip);
    return strip;
  }

  /** Fills in the buckets from one on and before another; the walk is not behind the first. */
  private void sample(IntervalSums walk, Strip strip, int first, int behind) {
    if (first >= behind) {
      return;
    }
    long from = strip.from();
    long width = strip.bucketWidth();
    byte[] dominant = strip.dominant();
    byte[] share = strip.share();
    int[] events = strip.events();
    byte[] parts = strip.parts();
    long[] sums = walk.sums();
    long[] before = new long[STATES.length];
    long limit = catalog.end + 1;
    Shares shares = new Shares(width);
    walk.advance(Math.min(from + first * width, limit));
    System.arraycopy(sums, 0, before, 0, before.length);
    long counted = walk.count();
    for (int i = first; i < behind; i++) {
      long start = from + i * width;
      long end = start + width;
      int state = end <= limit ? walk.unchanged(end) : -1;
      if (state >= 0) {
        before[state] = sums[state];
        dominant[i] = (byte) state;
        share[i] = (byte) 255;
        continue;
      }
      walk.advance(Math.min(end, limit));
      long count = walk.count();
      events[i] = (int) (count - counted);
      counted = count;
      int best = 0;
      long longest = 0;
      long known = 0;
      for (int rest = walk.states() & ~1; rest != 0; rest &= rest - 1) {
        int each = Integer.numberOfTrailingZeros(rest);
        long time = sums[each] - before[each];
        if (time == 0) {
          continue;
        }
        before[each] = sums[each];
        known += time;
        parts[i * STATES.length + each] = shares.of(time);
        if (time > longest) {
          longest = time;
          best = each;
        }
      }
      long absent = width - known;
      if (absent > longest) {
        longest = absent;
        best = 0;
      }
      dominant[i] = (byte) best;
      share[i] = best == 0 ? shares.of(longest) : parts[i * STATES.length + best];
    }
  }

  /** Parts of a bucket as numbers from 0 to 255. */
  private static final class Shares {

    /** Nearer to the middle between two numbers than this, the quotient itself is rounded. */
    private static final double NEAR = 1e-9;

    private final long width;
    private final double scale;

    Shares(long width) {
      this.width = width;
      scale = 255.0 / width;
    }

    /** As by a division, which is what most of a strip would cost. */
    byte of(long time) {
      double part = time * scale + 0.5;
      int whole = (int) part;
      double rest = part - whole;
      return rest < NEAR || rest > 1 - NEAR
          ? (byte) Math.round(255.0 * time / width)
          : (byte) whole;
    }
  }

  private int lane(LaneId id) {
    int lane = catalog.lanes.find(id);
    return intervals.has(lane) ? lane : -1;
  }

  public List<Interval> intervals(LaneId id, long from, long to, int limit) {
    List<Interval> found = new ArrayList<>();
    int lane = lane(id);
    if (lane < 0) {
      return found;
    }
    try (KeyRows rows = intervals.rows(lane)) {
      long row = Math.max(0, rows.firstFrom(from + 1) - 1);
      for (; row < rows.size() && found.size() < limit && rows.time(row) < to; row++) {
        Interval interval = interval(rows, row);
        if (interval.to() > interval.from() && interval.to() > from) {
          found.add(interval);
        }
      }
    }
    return found;
  }

  private Interval interval(KeyRows rows, long row) {
    long from = rows.time(row);
    LaneState state = STATES[(int) rows.get(1, row)];
    long subject = rows.get(2, row);
    long site = rows.get(3, row);
    long to = row + 1 < rows.size() ? rows.time(row + 1) : Math.max(catalog.end, 0);
    return new Interval(from, to, state, subject, site);
  }

  /** What the lane does at a moment; absent before its first event. */
  public Interval at(LaneId id, long time) {
    int lane = lane(id);
    if (lane < 0) {
      return new Interval(0, catalog.end, LaneState.ABSENT, 0, 0);
    }
    try (KeyRows rows = intervals.rows(lane)) {
      long row = rows.firstFrom(time + 1) - 1;
      return row < 0 ? new Interval(0, rows.time(0), LaneState.ABSENT, 0, 0) : interval(rows, row);
    }
  }

  public List<Arrow> arrows(LaneId id, long from, long to, int limit) {
    List<Arrow> found = new ArrayList<>();
    int lane = catalog.lanes.find(id);
    if (!arrows.has(lane)) {
      return found;
    }
    try (KeyRows rows = arrows.rows(lane)) {
      for (long row = rows.firstFrom(from); row < rows.size() && found.size() < limit; row++) {
        Arrow arrow = arrow(rows, row, id);
        if (arrow.fromTime() >= to) {
          break;
        }
        found.add(arrow);
      }
    }
    return found;
  }

  private Arrow arrow(KeyRows rows, long row, LaneId id) {
    long time = rows.time(row);
    int kind = (int) rows.get(1, row);
    LaneId other = catalog.lanes.lane((int) rows.get(2, row));
    boolean incoming = (kind & Lanes.INCOMING) != 0;
    return new Arrow(
        ARROWS[kind & ~Lanes.INCOMING],
        incoming ? other : id,
        time - rows.get(3, row),
        incoming ? id : other,
        time,
        rows.get(4, row));
  }
}
