// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

  /**
   * Events that are taken in at a time while more is recorded: who looks on sees that it goes on.
   */
  private static final int MOST_AT_ONCE = 1_000_000;

  private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(100);

  private final Path trace;
  private final Path directory;
  private final Arena arena = Arena.ofShared();
  private final IndexBuilder builder;
  private final long lag;
  private final Map<Integer, StreamTail> streams = new TreeMap<>();
  private List<Long> ends = List.of();

  /** Where it goes on, until it is known that the trace begins with what was taken. */
  private @Nullable Standing from;

  private long newest = Long.MIN_VALUE;
  private long last = Long.MIN_VALUE;
  private int lastStream = Integer.MIN_VALUE;
  private long grown;
  private boolean waiting;
  private boolean damaged;
  private boolean kept;

  private LiveIndex(Path trace, Path directory, long lag, boolean resume, Pace pace)
      throws IOException {
    this.trace = trace;
    this.directory = directory;
    this.lag = lag;
    try {
      if (resume) {
        IndexBuilder.Resumed resumed = IndexBuilder.resume(new Holes(), directory, arena, pace);
        builder = resumed.builder();
        from = resumed.standing();
        last = from.last();
        lastStream = from.lastStream();
      } else {
        builder = IndexBuilder.begin(new Holes(), directory, arena, pace);
        from = null;
      }
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /**
   * Begins an index in which there is nothing yet.
   *
   * @param lag nanoseconds of the trace
   */
  public static LiveIndex begin(Path trace, long lag) {
    return begin(trace, lag, Pace.USUAL);
  }

  static LiveIndex begin(Path trace, long lag, Pace pace) {
    try {
      return new LiveIndex(trace, IndexFiles.begin(trace), lag, false, pace);
    } catch (IOException e) {
      throw new TraceException(trace + ": its index cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * Goes on with an index that somebody has left before the trace was complete; null if there is
   * none. That it is one of this trace, the first {@link #extend} finds out.
   */
  public static @Nullable LiveIndex resume(Path trace, long lag) {
    return resume(trace, lag, Pace.USUAL);
  }

  static @Nullable LiveIndex resume(Path trace, long lag, Pace pace) {
    LiveIndex index = null;
    for (Path left : IndexFiles.adopt(trace)) {
      try {
        if (index == null) {
          index = new LiveIndex(trace, left, lag, true, pace);
          continue;
        }
      } catch (IOException | RuntimeException useless) {
        // Whatever it says that cannot be, the index is made from the events.
      }
      IndexFiles.discard(left);
    }
    return index;
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
    if (!resumed()) {
      return Change.TOO_LATE;
    }
    if (!more.chunks().isEmpty()) {
      grown = System.nanoTime();
      waiting = true;
    } else if (!waiting) {
      return Change.NOTHING;
    }
    boolean all = complete || more.chunks().isEmpty() && System.nanoTime() - grown > QUIET;
    long most = complete ? Long.MAX_VALUE : MOST_AT_ONCE;
    Change change = take(log, all ? Long.MAX_VALUE : newest - lag, most, progress);
    boolean listed = change == Change.NOTHING && !more.chunks().isEmpty();
    return listed ? Change.GROWN : change;
  }

  /** Has the streams go on where they stood; false if these are other events. */
  private boolean resumed() {
    Standing standing = from;
    if (standing == null) {
      return true;
    }
    Map<Integer, List<ChunkRef>> chunks = new TreeMap<>();
    streams.forEach((number, stream) -> chunks.put(number, stream.chunks()));
    if (standing.holes() != 0 || !standing.isIn(chunks)) {
      return false;
    }
    streams.values().forEach(stream -> stream.resume(standing));
    from = null;
    return true;
  }

  /** Where all streams stand, those included of which nothing is left to read. */
  private Standing standing(Merge merge, Set<Integer> read) {
    Standing standing = merge.standing(0);
    List<Standing.Place> places = new ArrayList<>(standing.places());
    streams.forEach(
        (number, stream) -> {
          if (!read.contains(number)) {
            places.add(stream.place());
          }
        });
    return new Standing(standing.last(), standing.lastStream(), 0, places);
  }

  /** Takes events up to a time, and at most so many. */
  private Change take(ChunkLog log, long until, long most, Progress progress) {
    List<StreamReader> readers = new ArrayList<>();
    Set<Integer> read = new HashSet<>();
    for (StreamTail stream : streams.values()) {
      StreamReader reader = stream.open(log);
      if (reader != null) {
        readers.add(reader);
        read.add(reader.stream());
      }
    }
    long before = builder.catalog().events;
    Merge merge = new Merge(readers, progress, "Indexing the events");
    waiting = false;
    long left = most;
    while (merge.next()) {
      long time = merge.event().time();
      if (time > until || left-- == 0) {
        waiting = true;
        break;
      }
      if (time < last || time == last && merge.stream() < lastStream) {
        return Change.TOO_LATE;
      }
      last = time;
      lastStream = merge.stream();
      builder.take(merge.event());
      if (builder.isDue() && isExact()) {
        builder.checkpoint(standing(merge, read));
      }
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
    IndexFiles.leave(trace, directory);
  }

  /** Closes an index with which nobody can go on. */
  public void discard() {
    try {
      IndexCheckpoint.remove(directory);
    } catch (IOException e) {
      // Whoever goes on with it finds out that it is of no use.
    }
    close();
  }
}
