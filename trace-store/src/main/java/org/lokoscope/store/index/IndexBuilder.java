package org.lokoscope.store.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.lifecycle.Holes;
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

  private static final int LOST = Schema.code("eventsLost");

  private final ExecutorService encoding;
  private final Parts<TableWriter> writers = new Parts<>();
  private final Catalog catalog = new Catalog();
  private final LifecycleCheck lifecycle;
  private final Rows points;
  private final Gauges gauges;
  private final Lanes lanes;
  private final RunQueue runQueue;
  private final Broadcast broadcast;

  IndexBuilder(Holes holes, Path directory, Arena arena) throws IOException {
    encoding =
        Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().daemon().name("lokoscope-index").unstarted(task));
    for (Part part : Part.values()) {
      writers.put(part, new TableWriter(part, directory, arena, encoding));
    }
    lifecycle = new LifecycleCheck(holes);
    points = writers.get(Part.POINTS);
    gauges = new Gauges(catalog.series, points);
    lanes =
        new Lanes(
            catalog.lanes,
            catalog.fibers,
            catalog.processes,
            writers.get(Part.INTERVALS),
            writers.get(Part.ARROWS));
    runQueue = new RunQueue(catalog.fibers, catalog.series, points);
    broadcast = new Broadcast(listeners());
  }

  private List<Probe> listeners() {
    Fibers fibers = catalog.fibers;
    SeriesTable series = catalog.series;
    return List.of(
        catalog.definitions,
        lanes,
        new Sizes(fibers, series, writers.get(Part.GROWTH), points),
        runQueue,
        new Queues(fibers, catalog.objects, series, points),
        new Turns(fibers, catalog.hoggings),
        catalog.reachability,
        new Leftovers(catalog.objects, fibers, series, catalog.definitions, points),
        new StackSnapshots(fibers, writers.get(Part.SNAPSHOTS), writers.get(Part.NUMBERS)),
        lifecycle);
  }

  Catalog catalog() {
    return catalog;
  }

  /** Takes the next event, in order of time. */
  void take(ChunkCursor event) {
    catalog.events++;
    catalog.eventsByCode[event.code()]++;
    catalog.end = event.time();
    if (event.code() == LOST) {
      catalog.lost += event.value(1);
    }
    if (catalog.events % COUNTED == 1) {
      points.add(catalog.series.of(Quantity.EVENTS, 0), event.time(), catalog.events);
    }
    broadcast.tell(event);
    gauges.see(event);
  }

  /** The tables as they are now; more may come. */
  Parts<Table> now() {
    runQueue.tell();
    lanes.advance(catalog.end);
    catalog.illegalTransitions = lifecycle.violations();
    Parts<Table> tables = new Parts<>();
    writers.forEach((part, writer) -> tables.put(part, writer.now()));
    return tables;
  }

  /** Appends what is left. */
  Parts<Table> finish() {
    runQueue.tell();
    lanes.advance(catalog.end);
    catalog.illegalTransitions = lifecycle.violations();
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
}
