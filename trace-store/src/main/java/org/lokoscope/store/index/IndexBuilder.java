package org.lokoscope.store.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.lifecycle.LifecycleCheck;
import org.lokoscope.tracer.schema.Schema;

/**
 * Builds an index in one pass over the events, which are decoded and understood by one thread while
 * another one sorts and encodes the rows of the stretch before. The heap holds a few words for each
 * fiber, lane and series, and two stretches of rows; nothing for each event.
 *
 * <p>Rejected: two passes, of which the first measures how many rows each key has and the second
 * puts each row in its place in a mapped file. The second waited for memory most of the time.
 */
final class IndexBuilder implements AutoCloseable {

  /** The number of events is noted for one in so many. */
  private static final int COUNTED = 32;

  private final ChunkLog log;
  private final ChunkLog.Contents contents;
  private final Progress progress;
  private final ExecutorService encoding;
  private final Parts<TableWriter> writers = new Parts<>();

  IndexBuilder(
      ChunkLog log, ChunkLog.Contents contents, Path directory, Arena arena, Progress progress)
      throws IOException {
    this.log = log;
    this.contents = contents;
    this.progress = progress;
    encoding =
        Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().daemon().name("lokoscope-index").unstarted(task));
    for (Part part : Part.values()) {
      writers.put(part, new TableWriter(part, directory, arena, encoding));
    }
  }

  Catalog build() {
    Catalog catalog = new Catalog();
    catalog.contents = contents;
    LifecycleCheck lifecycle = new LifecycleCheck(contents.holes());
    pass(catalog, writers, lifecycle);
    catalog.illegalTransitions = lifecycle.violations();
    return catalog;
  }

  /** Appends what is left. */
  Parts<Table> finish() {
    Parts<Table> tables = new Parts<>();
    writers.forEach((part, writer) -> tables.put(part, writer.finish()));
    return tables;
  }

  @Override
  public void close() throws IOException {
    encoding.shutdownNow();
    for (Part part : Part.values()) {
      writers.get(part).close();
    }
  }

  private void pass(Catalog catalog, Parts<? extends Rows> rows, Probe watcher) {
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
    listeners.add(watcher);
    run(catalog, new Broadcast(listeners), new Gauges(catalog.series, points), points);
  }

  private void run(Catalog catalog, Broadcast broadcast, Gauges gauges, Rows points) {
    int lost = Schema.code("eventsLost");
    Merge merge = new Merge(log, contents.chunks(), progress, "Indexing the events");
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
}
