package org.lokoscope.store.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lokoscope.store.Arrow;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.store.Strip;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/** The index of a trace, open for reading by any thread. */
public final class TraceIndex implements AutoCloseable {

  private final Path trace;
  private final Path directory;
  private final Arena arena;
  private final Catalog catalog;
  private final Map<Part, Table> tables;
  private final Timeline timeline;

  private TraceIndex(
      Path trace, Path directory, Arena arena, Catalog catalog, Map<Part, Table> tables) {
    this.trace = trace;
    this.directory = directory;
    this.arena = arena;
    this.catalog = catalog;
    this.tables = tables;
    timeline = new Timeline(catalog, tables);
  }

  /** Opens the index of a trace; builds it if it is missing, stale or damaged. */
  public static TraceIndex open(Path trace, ChunkLog log, Progress progress) {
    TraceIndex kept = reopen(trace, log);
    return kept != null ? kept : build(trace, log, progress);
  }

  private static TraceIndex reopen(Path trace, ChunkLog log) {
    Path directory = trace.resolve(IndexFiles.DIRECTORY);
    Arena arena = Arena.ofShared();
    try {
      Catalog catalog = CatalogFile.read(directory.resolve(CatalogFile.NAME));
      if (catalog.stamp.equals(log.stamp(catalog.contents.ends()))) {
        Map<Part, Table> tables = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
          long checksum = catalog.checksums[part.ordinal()];
          tables.put(part, Table.open(directory.resolve(part.file()), arena, checksum));
        }
        return new TraceIndex(trace, directory, arena, catalog, tables);
      }
    } catch (IOException | RuntimeException e) {
      // Whatever is wrong with it, it is made anew from the events.
    }
    arena.close();
    return null;
  }

  private static TraceIndex build(Path trace, ChunkLog log, Progress progress) {
    Arena arena = Arena.ofShared();
    Path part = null;
    try {
      ChunkLog.Contents contents = log.scan(progress);
      List<String> stamp = log.stamp(contents.ends());
      part = IndexFiles.begin(trace);
      IndexBuilder builder = new IndexBuilder(log, contents, part, arena, progress);
      Catalog catalog = builder.build();
      catalog.stamp = stamp;
      CatalogFile.write(catalog, part.resolve(CatalogFile.NAME));
      Path directory = IndexFiles.finish(trace, part);
      return new TraceIndex(trace, directory, arena, catalog, builder.tables());
    } catch (IOException e) {
      abandon(arena, part);
      throw new TraceException(trace + ": its index cannot be written: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      abandon(arena, part);
      throw e;
    }
  }

  private static void abandon(Arena arena, Path part) {
    arena.close();
    if (part != null) {
      IndexFiles.discard(part);
    }
  }

  /** Whether the files still hold what was indexed, and no more. */
  public boolean isCurrent(ChunkLog log) {
    return catalog.stamp.equals(log.stamp(catalog.contents.ends()));
  }

  /** Who took part in the run, and what everything is called. */
  public Entities entities() {
    return new Entities(this);
  }

  /** What was scanned: chunks and damage. */
  public ChunkLog.Contents contents() {
    return catalog.contents;
  }

  public long events() {
    return catalog.events;
  }

  /** Events by name, in the order of their codes; those that never happened are left out. */
  public Map<String, Long> eventsByType() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (EventType type : Schema.events()) {
      if (catalog.eventsByCode[type.code()] > 0) {
        counts.put(type.name(), catalog.eventsByCode[type.code()]);
      }
    }
    return counts;
  }

  public long lostEvents() {
    return catalog.lost;
  }

  /** Events that are not legal where they happen. */
  public long violations() {
    return catalog.violations;
  }

  /** The first of those, one line each. */
  public List<String> violationLines() {
    return catalog.violationLines;
  }

  Catalog catalog() {
    return catalog;
  }

  Table table(Part part) {
    return tables.get(part);
  }

  public long end() {
    return catalog.end;
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

  public Strip strip(LaneId lane, long from, long to, int buckets) {
    return timeline.strip(lane, from, to, buckets);
  }

  public List<Interval> intervals(LaneId lane, long from, long to, int limit) {
    return timeline.intervals(lane, from, to, limit);
  }

  /** What the lane does at a moment; absent before its first event. */
  public Interval at(LaneId lane, long time) {
    return timeline.at(lane, time);
  }

  public List<Arrow> arrows(LaneId lane, long from, long to, int limit) {
    return timeline.arrows(lane, from, to, limit);
  }

  public List<SeriesId> seriesIds() {
    List<SeriesId> ids = new ArrayList<>();
    for (int i = 0; i < catalog.series.size(); i++) {
      ids.add(catalog.series.id(i));
    }
    Table growth = table(Part.GROWTH);
    for (int fiber = 0; fiber < growth.keys(); fiber++) {
      if (growth.end(fiber) > growth.start(fiber)) {
        long id = catalog.fibers.ids.key(fiber);
        ids.add(new SeriesId(SeriesId.Quantity.FIBER_WORDS, id));
        ids.add(new SeriesId(SeriesId.Quantity.FIBER_FRAMES, id));
        ids.add(new SeriesId(SeriesId.Quantity.FIBER_WINDERS, id));
      }
    }
    ids.sort(Comparator.comparing(SeriesId::quantity).thenComparingLong(SeriesId::subject));
    return ids;
  }

  public Series series(SeriesId id, long from, long to, int maxPoints) {
    return switch (id.quantity()) {
      case FIBER_WORDS -> ofFiber(id, 3, 1, from, to, maxPoints);
      case FIBER_FRAMES -> ofFiber(id, 2, 3, from, to, maxPoints);
      case FIBER_WINDERS -> ofFiber(id, 5, 5, from, to, maxPoints);
      default ->
          new Downsampling(
                  table(Part.POINTS), 1, table(Part.POINT_RANGES), 1, catalog.series.find(id))
              .series(id, from, to, maxPoints);
    };
  }

  private Series ofFiber(SeriesId id, int column, int range, long from, long to, int maxPoints) {
    int fiber = catalog.fibers.ids.find(id.subject());
    return new Downsampling(table(Part.GROWTH), column, table(Part.GROWTH_RANGES), range, fiber)
        .series(id, from, to, maxPoints);
  }

  /** A fiber at its suspends, thinned evenly; the first and the last are always among them. */
  public List<GrowthPoint> growth(long fiber, int maxPoints) {
    Table growth = table(Part.GROWTH);
    int key = catalog.fibers.ids.find(fiber);
    List<GrowthPoint> found = new ArrayList<>();
    if (key < 0 || key >= growth.keys()) {
      return found;
    }
    long start = growth.start(key);
    long size = growth.end(key) - start;
    long wanted = Math.min(size, Math.max(1, maxPoints));
    for (long i = 0; i < wanted; i++) {
      long row =
          wanted == 1 ? start + size - 1 : start + Math.round(i * (size - 1.0) / (wanted - 1));
      found.add(
          new GrowthPoint(
              growth.time(row),
              growth.get(1, row),
              growth.get(2, row),
              growth.get(3, row),
              growth.get(4, row),
              growth.get(5, row),
              growth.get(6, row)));
    }
    return found;
  }

  public List<StackSnapshot> stacks(long fiber) {
    return new StackSnapshotReader(catalog, table(Part.SNAPSHOTS), table(Part.NUMBERS)).of(fiber);
  }

  /** Nanoseconds that the lane spent in each state until the trace's end. */
  long[] timeInState(LaneId id) {
    return IntervalSums.total(
        table(Part.INTERVALS), table(Part.INTERVAL_SUMS), catalog.lanes.find(id), catalog.end);
  }

  @Override
  public void close() {
    arena.close();
    if (IndexFiles.isTemporary(trace, directory)) {
      IndexFiles.discard(directory);
    }
  }
}
