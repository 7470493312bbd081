package org.lokoscope.store.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.lifecycle.LifecycleCheck;
import org.lokoscope.tracer.schema.Schema;

/**
 * Builds an index in two passes over the events. The first counts the rows of each table and finds
 * how wide its columns must be; the second puts each row in its place in a mapped file of exactly
 * that size. So the heap holds a few words for each fiber, lane and series, and nothing for each
 * event. Rejected: one pass and a sort, which writes every row twice.
 */
final class IndexBuilder {

  /** The number of events is noted for one in so many. */
  private static final int COUNTED = 32;

  private final ChunkLog log;
  private final ChunkLog.Contents contents;
  private final Path directory;
  private final Arena arena;
  private final Progress progress;
  private final Parts<Table> tables = new Parts<>();

  IndexBuilder(
      ChunkLog log, ChunkLog.Contents contents, Path directory, Arena arena, Progress progress) {
    this.log = log;
    this.contents = contents;
    this.directory = directory;
    this.arena = arena;
    this.progress = progress;
  }

  Parts<Table> tables() {
    return tables;
  }

  Catalog build() throws IOException {
    Parts<TableSizer> sizers = new Parts<>();
    for (Part part : Part.values()) {
      sizers.put(part, new TableSizer(part.columns));
    }
    pass(new Catalog(), sizers, List.of(), "Measuring the events");

    Parts<Rows> fillers = new Parts<>();
    for (Part part :
        List.of(
            Part.INTERVALS, Part.GROWTH, Part.POINTS, Part.ARROWS, Part.SNAPSHOTS, Part.NUMBERS)) {
      fillers.put(part, new TableFiller(create(part, sizers.get(part))));
    }
    Catalog catalog = new Catalog();
    catalog.contents = contents;
    LifecycleCheck lifecycle = new LifecycleCheck(contents.holes());
    pass(catalog, fillers, List.of(lifecycle), "Indexing the events");
    catalog.illegalTransitions = lifecycle.violations();

    derive(Part.INTERVAL_SUMS, rows -> IntervalSums.write(tables.get(Part.INTERVALS), rows));
    derive(Part.POINT_RANGES, rows -> Ranges.writePoints(tables.get(Part.POINTS), rows));
    derive(Part.GROWTH_RANGES, rows -> Ranges.writeGrowth(tables.get(Part.GROWTH), rows));
    tables.forEach((part, table) -> catalog.checksums[part.ordinal()] = table.checksum());
    return catalog;
  }

  private void pass(
      Catalog catalog, Parts<? extends Rows> rows, List<Probe> watchers, String what) {
    List<Probe> listeners = new ArrayList<>();
    listeners.add(catalog.definitions);
    Rows points = rows.get(Part.POINTS);
    listeners.add(
        new Lanes(
            catalog.lanes,
            catalog.fibers,
            catalog.processes,
            rows.get(Part.INTERVALS),
            rows.get(Part.ARROWS)));
    listeners.add(new Sizes(catalog.fibers, catalog.series, rows.get(Part.GROWTH), points));
    listeners.add(new Queues(catalog.objects, catalog.series, points));
    listeners.add(new Turns(catalog.fibers, catalog.hoggings));
    listeners.add(catalog.reachability);
    listeners.add(
        new Leftovers(
            catalog.objects, catalog.fibers, catalog.series, catalog.definitions, points));
    listeners.add(
        new StackSnapshots(catalog.fibers, rows.get(Part.SNAPSHOTS), rows.get(Part.NUMBERS)));
    listeners.addAll(watchers);
    run(catalog, new Broadcast(listeners), new Gauges(catalog.series, points), points, what);
  }

  private void run(Catalog catalog, Broadcast broadcast, Gauges gauges, Rows points, String what) {
    int lost = Schema.code("eventsLost");
    Merge merge = new Merge(log, contents.chunks(), progress, what);
    while (merge.next()) {
      ChunkCursor event = merge.event();
      catalog.events++;
      catalog.eventsByCode[event.code()]++;
      catalog.end = event.time();
      if (event.code() == lost) {
        catalog.lost += event.value(1);
      }
      if (catalog.events % COUNTED == 1) {
        points.add(catalog.series.of(Quantity.EVENTS, 0), event.time(), catalog.events);
      }
      broadcast.tell(event);
      gauges.see(event);
    }
  }

  private void derive(Part part, Consumer<Rows> producer) throws IOException {
    TableSizer sizer = new TableSizer(part.columns);
    producer.accept(sizer);
    producer.accept(new TableFiller(create(part, sizer)));
  }

  private Table create(Part part, TableSizer sizer) throws IOException {
    Table table =
        Table.create(directory.resolve(part.file()), arena, sizer.starts(), sizer.widths());
    tables.put(part, table);
    return table;
  }
}
