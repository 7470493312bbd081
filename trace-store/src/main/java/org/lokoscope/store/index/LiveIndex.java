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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Family;
import org.lokoscope.store.Progress;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.Unread;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkRef;
import org.lokoscope.store.log.EventSet;
import org.lokoscope.tracer.lifecycle.Holes;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

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

  /**
   * Who looks on waits so long for an answer, nanoseconds; and has a look at the clock so often.
   */
  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(40);

  private static final int CLOCK_EVENTS = 4096;

  /** How often it is looked whether it falls further behind. */
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(250);

  /** What comes later refers to, and who is there: that is read even where the rest is left out. */
  private static final Set<String> ALWAYS =
      Set.of(
          "streamBegan",
          "processSpawned",
          "processDispatched",
          "processPreempted",
          "processWaiting",
          "processWoken",
          "processEnded",
          "processFailed",
          "fiberSpawned",
          "fiberEnded",
          "fiberFailed",
          "objectCreated",
          "offersPlaced",
          "timerWeighed",
          "eventsLost",
          "eventsRemoved");

  private static final EventSet DEFINING = codes(type -> type.family() == Family.DEFINITION);
  private static final EventSet NEEDED =
      codes(type -> type.family() == Family.DEFINITION || ALWAYS.contains(type.name()));

  /** Who looks on waits no longer than that for streams that may be late. */
  private static final long MOST_LAG_OF_HURRIED = TimeUnit.MILLISECONDS.toNanos(500);

  private final Path trace;
  private final Path directory;
  private final Arena arena = Arena.ofShared();
  private final IndexBuilder builder;
  private long lag;
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
  private final List<Unread> unread = new ArrayList<>();

  /** When it was looked how late this is, and how late it was. */
  private long looked;

  private long lateThen;

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

  private static EventSet codes(Predicate<EventType> wanted) {
    return Schema.events().stream()
        .filter(wanted)
        .map(EventType::code)
        .reduce(EventSet.NONE, EventSet::with, (a, b) -> a);
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
    return extend(log, complete, Long.MAX_VALUE, progress);
  }

  /**
   * Takes in what was appended, for who looks on: some of it, in a moment. Where this falls further
   * and further behind, events are left out.
   *
   * @param behind how late the last event may be before that, nanoseconds
   */
  public Change keepUp(ChunkLog log, long behind, Progress progress) {
    return extend(log, false, behind, progress);
  }

  private Change extend(ChunkLog log, boolean complete, long behind, Progress progress) {
    if (complete && !unread.isEmpty()) {
      return Change.TOO_LATE;
    }
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
    long until = all ? Long.MAX_VALUE : newest - lag;
    boolean hurried = behind != Long.MAX_VALUE;
    long most = complete || hurried ? Long.MAX_VALUE : MOST_AT_ONCE;
    long end = hurried ? System.nanoTime() + SLICE : Long.MAX_VALUE;
    long from = hurried && fallsBehind(behind) ? newest - lag - LAG : Long.MIN_VALUE;
    Change change = take(log, new Stretch(from, until, most, end), progress);
    boolean listed = change == Change.NOTHING && !more.chunks().isEmpty();
    return listed ? Change.GROWN : change;
  }

  /** Whether this is late, and does not become less so. */
  private boolean fallsBehind(long behind) {
    long now = System.nanoTime();
    long late = last == Long.MIN_VALUE ? 0 : newest - last;
    if (late <= behind) {
      looked = 0;
      return false;
    }
    if (looked != 0 && now - looked < LOOK) {
      return false;
    }
    boolean worse = looked != 0 && late >= lateThen;
    looked = now;
    lateThen = late;
    return worse;
  }

  /** What was left out. */
  public List<Unread> unread() {
    return List.copyOf(unread);
  }

  /**
   * Which events are taken.
   *
   * @param from those before are left out
   * @param until those behind wait
   * @param most so many at a time
   * @param end when the clock says that, the others wait
   */
  private record Stretch(long from, long until, long most, long end) {}

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

  private Change take(ChunkLog log, Stretch what, Progress progress) {
    boolean leaving = what.from > Long.MIN_VALUE;
    long ahead = leaving ? ahead() : 0;
    List<StreamReader> readers = new ArrayList<>();
    Set<Integer> read = new HashSet<>();
    for (StreamTail stream : streams.values()) {
      StreamReader reader =
          leaving
              ? stream.open(log, chunk -> chunk.last() >= what.from || chunk.types().meets(NEEDED))
              : stream.open(log);
      if (reader != null) {
        readers.add(reader);
        read.add(reader.stream());
      }
    }
    long before = builder.catalog().events;
    long begin = last;
    Merge merge = new Merge(readers, progress, "Indexing the events");
    if (leaving) {
      builder.leaveOut(begin, what.from);
    }
    waiting = false;
    long left = what.most;
    long firstLate = Long.MAX_VALUE;
    long late = 0;
    while (merge.next()) {
      long time = merge.event().time();
      if (time > what.until || left-- == 0 || time >= what.from && isLate(left, what.end)) {
        waiting = true;
        break;
      }
      if (time < last || time == last && merge.stream() < lastStream) {
        boolean needed = NEEDED.has(merge.event().code());
        if (what.end == Long.MAX_VALUE || needed && !DEFINING.has(merge.event().code())) {
          return Change.TOO_LATE;
        }
        if (needed) {
          builder.define(merge.event());
        }
        firstLate = Math.min(firstLate, time);
        late += needed ? 0 : 1;
        continue;
      }
      if (time < what.from && !NEEDED.has(merge.event().code())) {
        continue;
      }
      last = time;
      lastStream = merge.stream();
      builder.take(merge.event());
      if (builder.isDue() && isExact()) {
        builder.checkpoint(standing(merge, read));
      }
    }
    streams.values().forEach(StreamTail::close);
    if (leaving) {
      leftOut(begin, what.from, ahead - ahead() - (builder.catalog().events - before));
    } else if (late > 0) {
      lag = Math.max(lag, Math.min(MOST_LAG_OF_HURRIED, 2 * lag));
      leftOut(firstLate, begin, late);
    }
    return builder.catalog().events > before ? Change.GROWN : Change.NOTHING;
  }

  private static boolean isLate(long left, long end) {
    return end != Long.MAX_VALUE && left % CLOCK_EVENTS == 0 && System.nanoTime() > end;
  }

  private void leftOut(long from, long to, long events) {
    Unread stretch = new Unread(from, Math.max(from, to), events);
    while (!unread.isEmpty() && unread.getLast().to() >= stretch.from()) {
      Unread before = unread.removeLast();
      stretch =
          new Unread(
              Math.min(before.from(), stretch.from()),
              Math.max(before.to(), stretch.to()),
              before.events() + stretch.events());
    }
    unread.add(stretch);
  }

  /** Events that are not taken yet. */
  private long ahead() {
    return streams.values().stream().mapToLong(StreamTail::ahead).sum();
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
        && unread.isEmpty()
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
