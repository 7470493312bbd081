// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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

  private final Path directory;
  private final Pace pace;
  private final ExecutorService thread;
  private final Parts<TableWriter> writers;
  private final Catalog catalog = new Catalog();
  private final LifecycleCheck lifecycle;
  private final Rows points;
  private final Gauges gauges;
  private final Lanes lanes;
  private final RunQueue runQueue;
  private final List<Probe> listeners;
  private final Broadcast broadcast;

  /** How many events there are before the rows become segments. */
  private int untilCut;

  /** Whether the rows have become segments behind the last event. */
  private boolean cut;

  /** When it was last written down how far this has come, and how long that took. */
  private long written;

  private long cost;
  private Future<?> writing = CompletableFuture.completedFuture(null);

  private interface Opener {
    TableWriter open(Part part, Encoding encoding) throws IOException;
  }

  private IndexBuilder(Holes holes, Path directory, Pace pace, Opener opener) throws IOException {
    this.directory = directory;
    this.pace = pace;
    untilCut = pace.events();
    thread =
        Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().daemon().name("lokoscope-index").unstarted(task));
    Encoding encoding = new Encoding(thread);
    writers = new Parts<>();
    try {
      for (Part part : Part.values()) {
        writers.put(part, opener.open(part, encoding));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
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
    listeners = listeners();
    broadcast = Broadcast.to(listeners);
  }

  /** Begins an index, in a directory that is empty. */
  static IndexBuilder begin(Holes holes, Path directory, Arena arena, Pace pace)
      throws IOException {
    return new IndexBuilder(
        holes, directory, pace, (part, queue) -> TableWriter.begin(part, directory, arena, queue));
  }

  /** Where a build stood, and one that goes on there. */
  record Resumed(Standing standing, IndexBuilder builder) {}

  /**
   * Goes on from the checkpoint of a directory. Fails with an {@link IOException} or an unchecked
   * exception if it says what cannot be.
   */
  static Resumed resume(Holes holes, Path directory, Arena arena, Pace pace) throws IOException {
    DataInputStream in = IndexCheckpoint.open(directory);
    IndexBuilder builder =
        new IndexBuilder(
            holes,
            directory,
            pace,
            (part, queue) -> TableWriter.resume(part, directory, arena, queue, in));
    try {
      Kept kept = Kept.from(in);
      Standing standing = Standing.keep(kept, Standing.NONE);
      CatalogFile.read(builder.catalog, in);
      builder.untilCut -= (int) (builder.catalog.events % pace.events());
      builder.states().forEach(state -> state.keep(kept));
      return new Resumed(standing, builder);
    } catch (IOException | RuntimeException e) {
      builder.close();
      throw e;
    }
  }

  /** Those whose state belongs to a checkpoint, in the order in which it is written. */
  private List<Kept.State> states() {
    List<Kept.State> states = new ArrayList<>();
    for (Probe listener : listeners) {
      if (listener instanceof Kept.State state) {
        states.add(state);
      } else if (listener == lifecycle) {
        states.add(lifecycle::keep);
      } else if (listener != catalog.definitions && listener != catalog.reachability) {
        throw new IllegalStateException("cannot be kept: " + listener.getClass());
      }
    }
    return states;
  }

  private List<Probe> listeners() {
    Fibers fibers = catalog.fibers;
    SeriesTable series = catalog.series;
    return List.of(
        catalog.definitions,
        lanes,
        new Connections(catalog.definitions, lanes),
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
    runQueue.advance(event.time());
    broadcast.tell(event);
    gauges.see(event);
    if (--untilCut == 0) {
      untilCut = pace.events();
      lanes.advance(event.time());
      writers.forEach((part, writer) -> writer.flush());
      cut = true;
    }
  }

  /** Takes a definition that comes late: it has no place in time. */
  void define(ChunkCursor event) {
    catalog.events++;
    catalog.eventsByCode[event.code()]++;
    broadcast.tell(event);
  }

  /**
   * Says that most events between two times will not come.
   *
   * @param from the time of the last event
   */
  void leaveOut(long from, long to) {
    lanes.leaveOut(from, to);
    lifecycle.eventsLost(to, 0, from);
  }

  /** Whether it is time to write down how far this has come: now, before the next event. */
  boolean isDue() {
    boolean due = cut && writing.isDone() && System.nanoTime() - written >= cost * pace.patience();
    cut = false;
    return due;
  }

  /** Writes it down; behind what is being appended, and as far as there is room for it. */
  void checkpoint(Standing standing) {
    long begun = System.nanoTime();
    byte[] state = IndexCheckpoint.state(standing, catalog, states());
    writing =
        thread.submit(
            () -> {
              Parts<Table> tables = new Parts<>();
              writers.forEach((part, writer) -> tables.put(part, writer.appended()));
              IndexCheckpoint.write(state, tables, directory);
              return null;
            });
    written = System.nanoTime();
    cost = written - begun;
  }

  /** The tables as they are now; more may come. */
  Parts<Table> now() {
    lanes.advance(catalog.end);
    catalog.illegalTransitions = lifecycle.violations();
    Parts<Table> tables = new Parts<>();
    writers.forEach((part, writer) -> tables.put(part, writer.now()));
    return tables;
  }

  /** Appends what is left. */
  Parts<Table> finish() {
    lanes.advance(catalog.end);
    catalog.illegalTransitions = lifecycle.violations();
    Parts<Table> tables = new Parts<>();
    writers.forEach((part, writer) -> tables.put(part, writer.finish()));
    return tables;
  }

  /** Stops; what is being appended is brought to its end, so that files are not closed under it. */
  @Override
  public void close() throws IOException {
    thread.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (thread.awaitTermination(1, TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
        thread.shutdownNow();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    List<IOException> failed = new ArrayList<>();
    writers.forEach(
        (part, writer) -> {
          try {
            writer.close();
          } catch (IOException e) {
            failed.add(e);
          }
        });
    if (!failed.isEmpty()) {
      throw failed.getFirst();
    }
  }
}
