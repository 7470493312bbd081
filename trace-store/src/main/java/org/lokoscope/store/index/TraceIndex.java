// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Progress;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkRef;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/** The index of a trace, open for reading by any thread. */
public final class TraceIndex implements AutoCloseable {

  private final Path trace;
  private final Path directory;
  private final Arena arena;
  private final Catalog catalog;
  private final Timeline timeline;
  private final Measurements measurements;
  private final Entities entities;

  TraceIndex(Path trace, Path directory, Arena arena, Catalog catalog, Parts<Table> tables) {
    this.trace = trace;
    this.directory = directory;
    this.arena = arena;
    this.catalog = catalog;
    timeline = new Timeline(catalog, tables);
    measurements = new Measurements(catalog, tables);
    entities = new Entities(catalog, timeline);
  }

  /**
   * Opens the index of a trace; builds it if it is missing or stale, or does not say what it
   * should.
   *
   * @param anew whether to build it even so: a question has shown that it is damaged
   */
  public static TraceIndex open(Path trace, ChunkLog log, Progress progress, boolean anew) {
    return open(trace, log, progress, anew, Pace.USUAL);
  }

  static TraceIndex open(Path trace, ChunkLog log, Progress progress, boolean anew, Pace pace) {
    TraceIndex kept = anew ? null : reopen(trace, log);
    if (kept != null || anew) {
      IndexFiles.discardAbandoned(trace);
    }
    if (kept != null) {
      return kept;
    }
    try {
      ChunkLog.Contents contents = log.scan(progress);
      TraceIndex resumed = resume(trace, log, contents, progress, pace);
      return resumed != null
          ? resumed
          : build(trace, log, contents, progress, pace, IndexFiles.begin(trace));
    } catch (InternalError | TraceException | IOException noRoom) {
      return buildElsewhere(trace, log, progress, pace);
    }
  }

  /** Goes on where a build was that did not come to its end; null if there is none that may. */
  private static @Nullable TraceIndex resume(
      Path trace, ChunkLog log, ChunkLog.Contents contents, Progress progress, Pace pace) {
    TraceIndex index = null;
    for (Path left : IndexFiles.adopt(trace)) {
      if (index != null) {
        IndexFiles.discard(left);
        continue;
      }
      try {
        index = resume(trace, left, log, contents, progress, pace);
      } catch (CancellationException stopped) {
        throw stopped;
      } catch (IOException | RuntimeException useless) {
        // Whatever it says that cannot be, the index is made from the events.
      }
    }
    return index;
  }

  /** The disk of the trace is full, which a mapped file shows by an error of the JVM. */
  private static TraceIndex buildElsewhere(Path trace, ChunkLog log, Progress progress, Pace pace) {
    try {
      return build(trace, log, log.scan(progress), progress, pace, IndexFiles.temporary());
    } catch (IOException e) {
      throw unwritable(trace, e);
    } catch (InternalError full) {
      throw new TraceException(
          trace + ": there is no room for its index, neither there nor in the temporary directory",
          full);
    }
  }

  private static TraceException unwritable(Path trace, Exception e) {
    return new TraceException(trace + ": its index cannot be written: " + e.getMessage(), e);
  }

  private static @Nullable TraceIndex reopen(Path trace, ChunkLog log) {
    Path directory = trace.resolve(IndexFiles.DIRECTORY);
    Arena arena = Arena.ofShared();
    try {
      Parts<Table> tables = new Parts<>();
      Catalog catalog =
          CatalogFile.read(
              directory.resolve(CatalogFile.NAME),
              (part, in) -> tables.put(part, TableFile.open(part, directory, arena, in)));
      if (catalog.stamp.equals(log.stamp(catalog.contents.ends()))) {
        return new TraceIndex(trace, directory, arena, catalog, tables);
      }
    } catch (IOException | RuntimeException e) {
      // Whatever is wrong with it, it is made anew from the events.
    }
    arena.close();
    return null;
  }

  private static TraceIndex build(
      Path trace,
      ChunkLog log,
      ChunkLog.Contents contents,
      Progress progress,
      Pace pace,
      Path part) {
    Arena arena = Arena.ofShared();
    try (IndexBuilder builder = IndexBuilder.begin(contents.holes(), part, arena, pace)) {
      return fill(trace, part, arena, builder, Standing.NONE, log, contents, progress);
    } catch (CancellationException stopped) {
      arena.close();
      IndexFiles.leave(trace, part);
      throw stopped;
    } catch (IOException | UncheckedIOException e) {
      abandon(arena, part);
      throw unwritable(trace, e);
    } catch (RuntimeException | Error e) {
      abandon(arena, part);
      throw e;
    }
  }

  private static TraceIndex resume(
      Path trace, Path part, ChunkLog log, ChunkLog.Contents contents, Progress progress, Pace pace)
      throws IOException {
    Arena arena = Arena.ofShared();
    try {
      IndexBuilder.Resumed resumed = IndexBuilder.resume(contents.holes(), part, arena, pace);
      try (IndexBuilder builder = resumed.builder()) {
        Standing standing = resumed.standing();
        if (standing.holes() != contents.holes().fingerprint(standing.last())) {
          throw new IOException(part + ": is the index of another trace");
        }
        return fill(trace, part, arena, builder, standing, log, contents, progress);
      }
    } catch (CancellationException stopped) {
      arena.close();
      IndexFiles.leave(trace, part);
      throw stopped;
    } catch (IOException | RuntimeException | Error e) {
      abandon(arena, part);
      throw e;
    }
  }

  /** Takes the events behind {@code from}. */
  private static TraceIndex fill(
      Path trace,
      Path part,
      Arena arena,
      IndexBuilder builder,
      Standing from,
      ChunkLog log,
      ChunkLog.Contents contents,
      Progress progress)
      throws IOException {
    List<String> stamp = log.stamp(contents.ends());
    Map<Integer, List<ChunkRef>> streams = Standing.byStream(contents.chunks());
    if (!from.isIn(streams)) {
      throw new IOException(part + ": is the index of other events");
    }
    long taken = builder.catalog().events;
    Merge merge = new Merge(log, streams, from, taken, progress, "Indexing the events");
    boolean first = true;
    while (merge.next()) {
      if (first && !from.precedes(merge.event().time(), merge.stream())) {
        throw new IOException(part + ": has come further than one of its streams");
      }
      first = false;
      builder.take(merge.event());
      if (builder.isDue()) {
        long time = merge.event().time();
        builder.checkpoint(merge.standing(contents.holes().fingerprint(time)));
      }
    }
    return complete(trace, part, arena, builder, contents, stamp);
  }

  /** Appends what is left, writes the catalog and puts the index in its place. */
  static TraceIndex complete(
      Path trace,
      Path part,
      Arena arena,
      IndexBuilder builder,
      ChunkLog.Contents contents,
      List<String> stamp)
      throws IOException {
    Parts<Table> tables = builder.finish();
    Catalog catalog = builder.catalog();
    catalog.contents = contents;
    catalog.stamp = stamp;
    builder.close();
    IndexCheckpoint.remove(part);
    CatalogFile.write(catalog, tables, part.resolve(CatalogFile.NAME));
    Path directory = IndexFiles.finish(trace, part);
    return new TraceIndex(trace, directory, arena, catalog, tables);
  }

  private static void abandon(Arena arena, @Nullable Path part) {
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
    return entities;
  }

  /** What lanes do. */
  public Timeline timeline() {
    return timeline;
  }

  /** What is counted or weighed. */
  public Measurements measurements() {
    return measurements;
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

  /** State transitions that are not legal. */
  public long illegalTransitions() {
    return catalog.illegalTransitions;
  }

  public long end() {
    return catalog.end;
  }

  @Override
  public void close() {
    arena.close();
    if (IndexFiles.isTemporary(trace, directory)) {
      IndexFiles.discard(directory);
    }
  }
}
