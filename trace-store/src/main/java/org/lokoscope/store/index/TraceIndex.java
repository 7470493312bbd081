package org.lokoscope.store.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Progress;
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
    IndexFiles.discardAbandoned(trace);
    TraceIndex kept = anew ? null : reopen(trace, log);
    if (kept != null) {
      return kept;
    }
    try {
      return build(trace, log, progress, IndexFiles::begin);
    } catch (InternalError | TraceException noRoom) {
      return buildElsewhere(trace, log, progress);
    }
  }

  /** The disk of the trace is full, which a mapped file shows by an error of the JVM. */
  private static TraceIndex buildElsewhere(Path trace, ChunkLog log, Progress progress) {
    try {
      return build(trace, log, progress, _ -> IndexFiles.temporary());
    } catch (InternalError full) {
      throw new TraceException(
          trace + ": there is no room for its index, neither there nor in the temporary directory",
          full);
    }
  }

  private interface Place {
    Path of(Path trace) throws IOException;
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

  private static TraceIndex build(Path trace, ChunkLog log, Progress progress, Place place) {
    Arena arena = Arena.ofShared();
    Path part = null;
    try {
      ChunkLog.Contents contents = log.scan(progress);
      List<String> stamp = log.stamp(contents.ends());
      part = place.of(trace);
      try (IndexBuilder builder = new IndexBuilder(contents.holes(), part, arena)) {
        Merge merge = new Merge(log, contents.chunks(), progress, "Indexing the events");
        while (merge.next()) {
          builder.take(merge.event());
        }
        return complete(trace, part, arena, builder, contents, stamp);
      }
    } catch (IOException | UncheckedIOException e) {
      abandon(arena, part);
      throw new TraceException(trace + ": its index cannot be written: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      abandon(arena, part);
      throw e;
    }
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
