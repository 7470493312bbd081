package org.lokoscope.store.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.lokoscope.store.Progress;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkRef;
import org.lokoscope.tracer.lifecycle.Holes;

/**
 * The index of a trace that is still being recorded: it takes in what comes, and only that.
 *
 * <p>Streams are flushed one by one, so the last moments of one are there before those of another.
 * Events are taken in order of time, and so the last ones wait: for {@code lag} nanoseconds of the
 * trace, or until nothing more has come for a while. Where that was not enough an event comes that
 * should have been taken before: then the index cannot go on, and one with a longer lag is begun.
 *
 * <p>One thread changes it while nobody reads.
 */
public final class LiveIndex implements AutoCloseable {

  /** The recorder writes what is 50 ms old; more than that happens to a machine that is busy. */
  public static final long LAG = TimeUnit.MILLISECONDS.toNanos(60);

  private static final long MOST_LAG = TimeUnit.SECONDS.toNanos(10);
  private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(100);

  private final Path trace;
  private final Path directory;
  private final Arena arena = Arena.ofShared();
  private final IndexBuilder builder;
  private final long lag;
  private final Map<Integer, StreamTail> streams = new TreeMap<>();
  private List<Long> ends = List.of();
  private long newest = Long.MIN_VALUE;
  private long last = Long.MIN_VALUE;
  private int lastStream = Integer.MIN_VALUE;
  private long grown;
  private boolean waiting;
  private boolean damaged;
  private boolean kept;

  private LiveIndex(Path trace, Path directory, long lag) throws IOException {
    this.trace = trace;
    this.directory = directory;
    this.lag = lag;
    builder = new IndexBuilder(new Holes(), directory, arena);
  }

  /**
   * Begins an index in which there is nothing yet.
   *
   * @param lag nanoseconds of the trace
   */
  public static LiveIndex begin(Path trace, long lag) {
    try {
      return new LiveIndex(trace, IndexFiles.begin(trace), lag);
    } catch (IOException e) {
      throw new TraceException(trace + ": its index cannot be written: " + e.getMessage(), e);
    }
  }

  /** The lag of an index that takes this one's place because this one's was too short. */
  public long longerLag() {
    return Math.min(MOST_LAG, 4 * lag);
  }

  /** What a change has done. */
  public enum Change {
    NOTHING,
    /** There are more events, or more that wait for others. */
    GROWN,
    /** An event has come too late: the index must be made anew. */
    TOO_LATE
  }

  /** Where the chunks ended that are known. */
  public List<Long> ends() {
    return ends;
  }

  /**
   * Takes in what was appended.
   *
   * @param complete whether nothing more will come
   */
  public Change extend(ChunkLog log, boolean complete, Progress progress) {
    ChunkLog.Contents more = log.scanFrom(ends, progress);
    ends = more.ends();
    damaged |= more.damaged() > 0;
    for (ChunkRef chunk : more.chunks()) {
      newest = Math.max(newest, chunk.last());
      streams.computeIfAbsent(chunk.stream(), _ -> new StreamTail()).add(chunk);
    }
    if (!more.chunks().isEmpty()) {
      grown = System.nanoTime();
      waiting = true;
    } else if (!waiting) {
      return Change.NOTHING;
    }
    boolean all = complete || more.chunks().isEmpty() && System.nanoTime() - grown > QUIET;
    Change change = take(log, all ? Long.MAX_VALUE : newest - lag, progress);
    boolean listed = change == Change.NOTHING && !more.chunks().isEmpty();
    return listed ? Change.GROWN : change;
  }

  private Change take(ChunkLog log, long until, Progress progress) {
    List<StreamReader> readers = new ArrayList<>();
    for (StreamTail stream : streams.values()) {
      StreamReader reader = stream.open(log);
      if (reader != null) {
        readers.add(reader);
      }
    }
    long before = builder.catalog().events;
    Merge merge = new Merge(readers, progress, "Indexing the events");
    waiting = false;
    while (merge.next()) {
      long time = merge.event().time();
      if (time > until) {
        waiting = true;
        break;
      }
      if (time < last || time == last && merge.stream() < lastStream) {
        return Change.TOO_LATE;
      }
      last = time;
      lastStream = merge.stream();
      builder.take(merge.event());
    }
    streams.values().forEach(StreamTail::close);
    return builder.catalog().events > before ? Change.GROWN : Change.NOTHING;
  }

  private ChunkLog.Contents contents() {
    List<ChunkRef> chunks = new ArrayList<>();
    streams.values().forEach(stream -> chunks.addAll(stream.chunks()));
    return new ChunkLog.Contents(chunks, ends, 0, List.of(), new Holes());
  }

  /** What there is now. It must not be read while more is taken in, nor be closed. */
  public TraceIndex now() {
    Parts<Table> tables = builder.now();
    builder.catalog().contents = contents();
    return new TraceIndex(trace, directory, arena, builder.catalog(), tables);
  }

  /**
   * Whether the index of the whole trace, made from nothing, would say the same. Where events are
   * missing it knows more of what went before.
   */
  public boolean isExact() {
    return !damaged
        && builder.catalog().lost == 0
        && streams.values().stream().noneMatch(StreamTail::hasGap);
  }

  /** Keeps the index with the trace, which is complete. What is returned must be closed. */
  public TraceIndex finish(ChunkLog log) {
    try {
      TraceIndex index =
          TraceIndex.complete(trace, directory, arena, builder, contents(), log.stamp(ends));
      builder.close();
      kept = true;
      return index;
    } catch (IOException | UncheckedIOException e) {
      throw new TraceException(trace + ": its index cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    if (kept) {
      return;
    }
    kept = true;
    try {
      builder.close();
    } catch (IOException e) {
      // Its directory goes anyway.
    }
    arena.close();
    IndexFiles.discard(directory);
  }
}
