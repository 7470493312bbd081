// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.probe.WinderKind;
import org.lokoscope.store.Arrow;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Hogging;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.ObjectInfo;
import org.lokoscope.store.ProcessInfo;
import org.lokoscope.store.Reachability;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.store.Site;
import org.lokoscope.store.SourceForm;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.store.Strip;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceInfo;

/** A trace that says what a test tells it to say; what no analysis asks for, it does not know. */
final class FakeTrace implements Trace {

  final List<FiberInfo> fibers = new ArrayList<>();
  final Map<Long, List<GrowthPoint>> growth = new HashMap<>();
  final Map<Long, List<StackSnapshot>> stacks = new HashMap<>();
  final List<Hogging> hoggings = new ArrayList<>();
  final Map<Long, Site> sites = new HashMap<>();
  final List<SourceForm> forms = new ArrayList<>();
  final Map<Long, WinderKind> winderKinds = new HashMap<>();
  final Map<SeriesId, Series> series = new LinkedHashMap<>();
  final List<ObjectInfo> objects = new ArrayList<>();
  final Map<LaneId, Interval> intervals = new HashMap<>();
  final Map<LaneId, List<Interval>> lanes = new HashMap<>();
  final List<EventRow> rows = new ArrayList<>();
  Reachability reachability = Reachability.UNCHECKED;
  Map<String, String> settings = Map.of();
  long end = 1000;
  long events = 1000;

  FakeTrace() {
    series(Quantity.EVENTS, 0, new long[] {0}, 0);
  }

  void series(Quantity quantity, long subject, long[] times, double... values) {
    SeriesId id = new SeriesId(quantity, subject);
    series.put(id, new Series(id, times, values, values, values));
  }

  /** A place in {@code app.sps}, the program. */
  Site site(long id, int line, int column, String procedure, String form) {
    Site site = new Site(id, "app.sps", line, column, procedure, form);
    sites.put(id, site);
    return site;
  }

  /** A fiber that has ended if there is an outcome. */
  FiberInfo fiber(
      long id,
      Site spawnSite,
      long spawned,
      long ended,
      @Nullable FiberOutcome outcome,
      int resumes) {
    FiberInfo fiber =
        new FiberInfo(
            id, "w#" + id, 1, 0, spawnSite, spawned, ended, outcome, null, resumes, Map.of(), 0, 0,
            0);
    fibers.add(fiber);
    return fiber;
  }

  @Override
  public TraceInfo info() {
    return new TraceInfo(
        Path.of("t"),
        "app.sps",
        settings,
        false,
        true,
        "",
        "",
        end,
        events,
        Map.of(),
        1,
        1,
        fibers.size(),
        0,
        0,
        0,
        0,
        0,
        List.of(),
        0);
  }

  @Override
  public long end() {
    return end;
  }

  @Override
  public List<FiberInfo> fibers() {
    return fibers.stream().map(this::resumed).toList();
  }

  /** A fiber was resumed before each of its suspends. */
  private FiberInfo resumed(FiberInfo f) {
    long resumes = Math.max(f.resumes(), growth.getOrDefault(f.id(), List.of()).size());
    return new FiberInfo(
        f.id(),
        f.name(),
        f.process(),
        f.parent(),
        f.spawnSite(),
        f.spawned(),
        f.ended(),
        f.outcome(),
        f.failure(),
        resumes,
        f.timeInState(),
        f.lastWords(),
        f.peakWords(),
        f.lastWinders());
  }

  @Override
  public List<ObjectInfo> objects() {
    return objects;
  }

  @Override
  public Reachability reachability() {
    return reachability;
  }

  @Override
  public Site site(long site) {
    return sites.getOrDefault(site, Site.UNKNOWN);
  }

  @Override
  public List<SourceForm> forms() {
    return forms;
  }

  @Override
  public @Nullable WinderKind winderKind(long site) {
    return winderKinds.get(site);
  }

  @Override
  public String nameOf(long subject) {
    return "w#" + subject;
  }

  @Override
  public List<SeriesId> series() {
    return List.copyOf(series.keySet());
  }

  @Override
  public Series series(SeriesId id, long from, long to, int maxPoints) {
    return series.getOrDefault(
        id, new Series(id, new long[0], new double[0], new double[0], new double[0]));
  }

  @Override
  public List<GrowthPoint> growth(long fiber, int maxPoints) {
    List<GrowthPoint> all = growth.getOrDefault(fiber, List.of());
    int last = all.size() - 1;
    return all.size() <= maxPoints
        ? all
        : IntStream.range(1, maxPoints + 1)
            .mapToObj(i -> all.get((int) ((long) last * i / maxPoints)))
            .toList();
  }

  @Override
  public List<Hogging> hoggings() {
    return hoggings;
  }

  @Override
  public List<StackSnapshot> stacks(long fiber) {
    return stacks.getOrDefault(fiber, List.of());
  }

  @Override
  public List<ProcessInfo> processes() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String string(long string) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<LaneId> lanes() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Strip strip(LaneId lane, long from, long to, int buckets) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Interval> intervals(LaneId lane, long from, long to, int limit) {
    return lanes.getOrDefault(lane, List.of()).stream()
        .filter(each -> each.to() > from && each.from() < to)
        .limit(limit)
        .toList();
  }

  @Override
  public Interval at(LaneId lane, long time) {
    return intervals.getOrDefault(lane, new Interval(0, end, LaneState.RUNNING, 0, 0));
  }

  @Override
  public List<Arrow> arrows(LaneId lane, long from, long to, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<EventRow> events(long from, long to, Set<String> types, int limit) {
    return rows.stream()
        .filter(row -> row.time() >= from && row.time() <= to && types.contains(row.type()))
        .toList();
  }

  /** An event whose fields are numbers. */
  void event(long time, String type, Map<String, Long> fields) {
    List<EventRow.Value> values =
        fields.entrySet().stream()
            .map(field -> new EventRow.Value(field.getKey(), field.getValue(), ""))
            .toList();
    rows.add(new EventRow(rows.size(), time, 0, type, values));
  }

  @Override
  public void close() {}
}
