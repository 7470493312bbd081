// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.store.Arrow;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.ObjectInfo;
import org.lokoscope.store.ProcessInfo;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackGroup.StackFrame;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.store.Strip;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceInfo;

/** A trace in memory that answers by brute force: 2 CPUs, 2 processes, 14 fibers, one leak. */
public class FakeTrace implements Trace {

  public static final long LEAKING_FIBER = FakeRun.LEAKING;
  public static final long FIRST_FIBER = FakeRun.FIRST_FIBER;
  public static final long LEAK_SITE = FakeRun.SITE_LEAK;

  private final FakeRun run = new FakeRun();
  private boolean closed;

  @Override
  public TraceInfo info() {
    return new TraceInfo(
        Path.of("fake"),
        "server.sps",
        Map.of("fibers", "callcc"),
        false,
        true,
        "",
        "",
        end(),
        events(0, end(), Set.of(), Integer.MAX_VALUE).size(),
        types(),
        2,
        2,
        FakeRun.FIBERS,
        6,
        1 << 20,
        12,
        0,
        0,
        List.of(),
        0);
  }

  /** How many events there are of each type. */
  protected Map<String, Long> types() {
    return Map.of("fiberResumed", 4000L, "fiberSuspended", 4000L);
  }

  @Override
  public long end() {
    return FakeRun.END;
  }

  @Override
  public List<ProcessInfo> processes() {
    return List.of(
        new ProcessInfo(0, "scheduler", 0, 0, -1, 0, 10, 0, timeInState(LaneId.process(0))),
        new ProcessInfo(1, "server.sps", 0, 100_000, -1, 0, 10, 3, timeInState(LaneId.process(1))));
  }

  @Override
  public List<FiberInfo> fibers() {
    List<FiberInfo> fibers = new ArrayList<>();
    for (int i = 0; i < FakeRun.FIBERS; i++) {
      long id = FIRST_FIBER + i;
      boolean leaks = id == LEAKING_FIBER;
      long words = leaks ? run.growth.getLast().words() : 64;
      fibers.add(
          new FiberInfo(
              id,
              nameOf(id),
              1,
              i == 0 ? 0 : FIRST_FIBER,
              site(1),
              run.intervals.getOrDefault(LaneId.fiber(id), List.of()).getFirst().from(),
              -1,
              null,
              null,
              run.resumes.getOrDefault(id, 0L),
              timeInState(LaneId.fiber(id)),
              words,
              words,
              leaks ? run.growth.getLast().winders() : 1));
    }
    return fibers;
  }

  private Map<LaneState, Long> timeInState(LaneId lane) {
    Map<LaneState, Long> sums = new EnumMap<>(LaneState.class);
    for (Interval interval : all(lane)) {
      sums.merge(interval.state(), interval.to() - interval.from(), Long::sum);
    }
    return sums;
  }

  @Override
  public List<ObjectInfo> objects() {
    List<ObjectInfo> objects = new ArrayList<>();
    for (int i = 0; i < 12; i += 2) {
      long id = FakeRun.channel(i);
      objects.add(
          new ObjectInfo(
              id,
              ObjectKind.CHANNEL,
              nameOf(id),
              FIRST_FIBER,
              site(1),
              1000,
              500 + i,
              1 + i,
              site(1),
              20));
    }
    return objects;
  }

  @Override
  public Site site(long site) {
    return switch ((int) site) {
      case 1 -> new Site(1, "samples/server.sps", 8, 5, "pong", "(get-message ch)");
      case 2 -> new Site(2, "samples/server.sps", 9, 5, "ping", "(put-message ch 'ball)");
      case 3 -> new Site(3, "samples/server.sps", 12, 9, "worker", "(guard (e (#t #f)) ...)");
      default -> Site.UNKNOWN;
    };
  }

  @Override
  public String string(long string) {
    return "string " + string;
  }

  @Override
  public String nameOf(long subject) {
    if (subject < 2) {
      return subject == 0 ? "scheduler" : "server.sps";
    }
    long serial = subject & 0xffffffffL;
    if (serial >= 100) {
      return "ch 1." + (serial - 100);
    }
    if (subject == LEAKING_FIBER) {
      return "worker";
    }
    return subject == FakeRun.SLEEPER
        ? "heartbeat"
        : (serial % 2 == 1 ? "ping " : "pong ") + serial;
  }

  @Override
  public List<LaneId> lanes() {
    List<LaneId> lanes = new ArrayList<>();
    lanes.addAll(List.of(LaneId.cpu(0), LaneId.cpu(1), LaneId.process(0), LaneId.process(1)));
    for (int i = 0; i < FakeRun.FIBERS; i++) {
      lanes.add(LaneId.fiber(FIRST_FIBER + i));
    }
    return lanes;
  }

  @Override
  public Strip strip(LaneId lane, long from, long to, int buckets) {
    long width = Math.max(1, Math.ceilDiv(to - from, buckets));
    int count = (int) Math.ceilDiv(to - from, width);
    byte[] dominant = new byte[count];
    byte[] share = new byte[count];
    int[] events = new int[count];
    for (int i = 0; i < count; i++) {
      long begin = from + i * width;
      long[] sums = new long[LaneState.values().length];
      sums[0] = width;
      for (Interval interval : intervals(lane, begin, begin + width, Integer.MAX_VALUE)) {
        long part = Math.min(interval.to(), begin + width) - Math.max(interval.from(), begin);
        sums[interval.state().ordinal()] += part;
        sums[0] -= part;
        events[i] += interval.from() >= begin ? 1 : 0;
      }
      for (int s = 1; s < sums.length; s++) {
        dominant[i] = sums[s] > sums[dominant[i]] ? (byte) s : dominant[i];
      }
      share[i] = (byte) (sums[dominant[i]] * 255 / width);
    }
    return new Strip(from, width, dominant, share, events);
  }

  /** The intervals of a lane, in order of time; between them it is absent. */
  protected List<Interval> all(LaneId lane) {
    return run.intervals.getOrDefault(lane, List.of());
  }

  @Override
  public List<Interval> intervals(LaneId lane, long from, long to, int limit) {
    List<Interval> all = all(lane);
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.get(middle).to() <= from) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int last = low;
    while (last < all.size() && all.get(last).from() < to && last - low < limit) {
      last++;
    }
    return List.copyOf(all.subList(low, last));
  }

  @Override
  public Interval at(LaneId lane, long time) {
    List<Interval> found = intervals(lane, time, time + 1, 1);
    return found.isEmpty() ? absence(lane, time) : found.getFirst();
  }

  private Interval absence(LaneId lane, long time) {
    long from = 0;
    for (Interval each : all(lane)) {
      if (each.from() > time) {
        return new Interval(from, each.from(), LaneState.ABSENT, 0, 0);
      }
      from = each.to();
    }
    return new Interval(from, end(), LaneState.ABSENT, 0, 0);
  }

  @Override
  public List<Arrow> arrows(LaneId lane, long from, long to, int limit) {
    return run.arrows.stream()
        .filter(arrow -> arrow.from().equals(lane) || arrow.to().equals(lane))
        .filter(arrow -> arrow.toTime() >= from && arrow.fromTime() <= to)
        .limit(limit)
        .toList();
  }

  @Override
  public List<SeriesId> series() {
    return List.of(
        new SeriesId(Quantity.LIVE_WORDS, 0),
        new SeriesId(Quantity.LIVE_WINDERS, 0),
        new SeriesId(Quantity.LIVE_OFFERS, 0),
        new SeriesId(Quantity.HEAP_AFTER_COLLECTION, 0),
        new SeriesId(Quantity.FIBER_WORDS, LEAKING_FIBER),
        new SeriesId(Quantity.FIBER_WINDERS, LEAKING_FIBER));
  }

  @Override
  public Series series(SeriesId id, long from, long to, int maxPoints) {
    double[][] points =
        run.growth.stream()
            .filter(point -> point.time() >= from && point.time() < to)
            .map(point -> new double[] {point.time(), value(id, point)})
            .toArray(double[][]::new);
    int stride = Math.max(1, Math.ceilDiv(points.length, maxPoints));
    int count = Math.ceilDiv(points.length, stride);
    Series series =
        new Series(id, new long[count], new double[count], new double[count], new double[count]);
    for (int i = 0; i < count; i++) {
      double[][] group =
          Arrays.copyOfRange(points, i * stride, Math.min(points.length, (i + 1) * stride));
      series.times()[i] = (long) group[0][0];
      series.values()[i] = group[0][1];
      series.low()[i] = Arrays.stream(group).mapToDouble(p -> p[1]).min().orElseThrow();
      series.high()[i] = Arrays.stream(group).mapToDouble(p -> p[1]).max().orElseThrow();
    }
    return series;
  }

  private static double value(SeriesId id, GrowthPoint point) {
    return switch (id.quantity()) {
      case LIVE_WORDS -> point.words() + 900 + point.resume() * 37 % 160;
      case LIVE_WINDERS -> point.winders() + 12;
      case FIBER_WINDERS -> point.winders();
      case LIVE_OFFERS -> 3 + point.resume() * 31 % 8;
      case HEAP_AFTER_COLLECTION ->
          4e6 + point.words() * 8.0 + Math.floorDiv(point.resume(), 90) * 5e4;
      default -> point.words();
    };
  }

  @Override
  public List<GrowthPoint> growth(long fiber, int maxPoints) {
    if (fiber != LEAKING_FIBER) {
      return List.of();
    }
    int stride = Math.max(1, Math.ceilDiv(run.growth.size(), maxPoints));
    List<GrowthPoint> thinned = new ArrayList<>();
    for (int i = 0; i < run.growth.size(); i += stride) {
      thinned.add(run.growth.get(i));
    }
    return thinned;
  }

  @Override
  public List<StackSnapshot> stacks(long fiber) {
    if (fiber != LEAKING_FIBER) {
      return List.of();
    }
    GrowthPoint last = run.growth.getLast();
    StackGroup top = new StackGroup(1, List.of(new StackFrame(site(1), 5)));
    StackGroup repeated =
        new StackGroup(
            last.winders(), List.of(new StackFrame(site(3), 8), new StackFrame(site(2), 6)));
    StackGroup base = new StackGroup(1, List.of(new StackFrame(Site.UNKNOWN, 40)));
    StackGroup winder = new StackGroup(last.winders(), List.of(new StackFrame(site(3), 4)));
    return List.of(
        new StackSnapshot(
            last.time(),
            fiber,
            0,
            last.frames(),
            List.of(top, repeated, base),
            last.winders(),
            List.of(winder)));
  }

  @Override
  public List<EventRow> events(long from, long to, Set<String> types, int limit) {
    List<EventRow> rows = new ArrayList<>();
    long index = 0;
    for (Interval interval : all(LaneId.process(1))) {
      rows.add(row(index++, interval.from(), "fiberResumed", interval.subject()));
      rows.add(row(index++, interval.to(), "fiberSuspended", interval.subject()));
    }
    return rows.stream()
        .filter(row -> row.time() >= from && row.time() < to)
        .filter(row -> types.isEmpty() || types.contains(row.type()))
        .limit(limit)
        .toList();
  }

  private EventRow row(long index, long time, String type, long fiber) {
    EventRow.Value value = new EventRow.Value("fiber", fiber, nameOf(fiber));
    return new EventRow(index, time, 0, type, List.of(value));
  }

  @Override
  public void close() {
    closed = true;
  }

  public boolean closed() {
    return closed;
  }
}
