// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.WinderKind;
import org.lokoscope.store.Arrow;
import org.lokoscope.store.ChunkSpan;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.EventWalk;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Hogging;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.ObjectInfo;
import org.lokoscope.store.ProcessInfo;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Reachability;
import org.lokoscope.store.Recording;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.Site;
import org.lokoscope.store.SourceForm;
import org.lokoscope.store.SourceText;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.store.Strip;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.TraceInfo;
import org.lokoscope.store.Unread;
import org.lokoscope.store.index.DamagedIndexException;
import org.lokoscope.store.index.Entities;
import org.lokoscope.store.index.EventQuery;
import org.lokoscope.store.index.LiveIndex;
import org.lokoscope.store.index.TraceIndex;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkRef;
import org.lokoscope.store.log.Origins;
import org.lokoscope.store.log.TraceFolder;
import org.lokoscope.store.log.TraceMeta;
import org.lokoscope.store.walk.ChunkWalks;
import org.lokoscope.tracer.text.Reason;

/**
 * A trace in a directory. All that a query needs hangs on one {@link TraceView}, which is replaced
 * as a whole when the trace has grown; the view before it stays open while queries still use it.
 *
 * <p>While it is recorded, what comes is added to one index, and views share it: so queries hold
 * the lock for reading, and what is added, for writing.
 */
final class StoredTrace implements Trace {

  /** An index of so many bytes of events is made in less than a second. */
  private static final long QUICK = 16 << 20;

  private final Path directory;
  private final ReadWriteLock changes = new ReentrantReadWriteLock();
  private volatile TraceView view;
  private @Nullable LiveIndex live;

  /** Those that were stopped in the middle of a change; the view may still show them. */
  private final List<LiveIndex> abandoned = new ArrayList<>();

  private volatile boolean closed;

  StoredTrace(TraceFolder folder, Progress progress) {
    directory = folder.directory();
    view = open(folder, progress, false);
  }

  private TraceView open(TraceFolder folder, Progress progress, boolean anew) {
    if (folder.recording()) {
      return follow(folder, progress);
    }
    ChunkLog log = ChunkLog.open(folder);
    try {
      TraceIndex index = TraceIndex.open(folder.directory(), log, progress, anew);
      return view(folder, log, index, true, List.of());
    } catch (RuntimeException | Error e) {
      log.close();
      throw e;
    }
  }

  /** Follows a trace that is being recorded, from where somebody else has followed it to. */
  private TraceView follow(TraceFolder folder, Progress progress) {
    LiveIndex left = LiveIndex.resume(directory, LiveIndex.LAG);
    if (left != null) {
      try {
        return follow(folder, progress, left, true);
      } catch (CancellationException stopped) {
        throw stopped;
      } catch (RuntimeException useless) {
        // Whatever it says that cannot be, the index is made from the events.
      }
    }
    return follow(folder, progress, LiveIndex.begin(directory, LiveIndex.LAG), true);
  }

  /**
   * Begins to follow a trace that is being recorded.
   *
   * @param begin whether to the very end, if it is not large yet
   */
  private TraceView follow(TraceFolder folder, Progress progress, LiveIndex fresh, boolean begin) {
    ChunkLog log = ChunkLog.open(folder);
    try {
      if (fresh.extend(log, begin && log.bytes() < QUICK, progress) == LiveIndex.Change.TOO_LATE) {
        throw new TraceException(directory + ": its events go back in time");
      }
      TraceView opened = view(folder, log, fresh.now(), false, fresh.unread());
      live = fresh;
      return opened;
    } catch (CancellationException stopped) {
      fresh.close();
      log.close();
      throw stopped;
    } catch (RuntimeException | Error e) {
      fresh.discard();
      log.close();
      throw e;
    }
  }

  private TraceView view(
      TraceFolder folder, ChunkLog log, TraceIndex index, boolean owned, List<Unread> unread) {
    EventQuery query = new EventQuery(log, index, changes.readLock());
    List<ChunkRef> chunks = index.contents().chunks();
    return new TraceView(
        folder,
        log,
        index,
        owned,
        query,
        new ChunkWalks(log, chunks, query::named),
        describe(folder, log, index),
        Origins.of(log, chunks),
        unread);
  }

  private static TraceInfo describe(TraceFolder folder, ChunkLog log, TraceIndex index) {
    TraceMeta meta = folder.meta();
    Entities entities = index.entities();
    List<String> damage = new ArrayList<>(index.contents().damage());
    if (meta.isLost()) {
      damage.addFirst(meta.incomplete());
    }
    ChunkLog.Contents contents = index.contents();
    return new TraceInfo(
        folder.directory(),
        meta.program(),
        meta.settings(),
        folder.recording(),
        meta.finished(),
        meta.ended(),
        meta.incomplete(),
        index.end(),
        index.events(),
        index.eventsByType(),
        index.timeline().cpus(),
        entities.processes().size(),
        entities.fibers().size(),
        entities.objects().size(),
        folder.recording() ? log.bytes(contents.ends()) : log.bytes(),
        contents.chunks().size(),
        index.lostEvents(),
        contents.damaged() + (meta.isLost() ? 1 : 0),
        List.copyOf(damage),
        index.illegalTransitions(),
        meta.removed());
  }

  @Override
  public boolean refresh(Progress progress) {
    return refresh(Long.MAX_VALUE, progress);
  }

  @Override
  public boolean keepUp(long behind, Progress progress) {
    return refresh(behind, progress);
  }

  private synchronized boolean refresh(long behind, Progress progress) {
    TraceFolder folder = TraceFolder.of(directory);
    LiveIndex following = live;
    if (following != null) {
      try {
        return extend(following, folder, behind, progress);
      } catch (UncheckedIOException e) {
        String why = Reason.of(Objects.requireNonNull(e.getCause()));
        throw new TraceException(directory + ": its index cannot be written: " + why, e);
      }
    }
    TraceView now = view;
    try (ChunkLog log = ChunkLog.open(folder)) {
      if (folder.equals(now.folder) && now.index.isCurrent(log)) {
        return false;
      }
    }
    replace(open(folder, progress, false));
    return true;
  }

  private boolean extend(LiveIndex following, TraceFolder folder, long behind, Progress progress) {
    ChunkLog log = ChunkLog.open(folder, following.ends());
    boolean gone = !log.goesOnFrom(view.log);
    TraceView fresh = null;
    changes.writeLock().lock();
    try {
      LiveIndex.Change change =
          gone ? LiveIndex.Change.TOO_LATE : take(following, folder, log, behind, progress);
      if (change == LiveIndex.Change.NOTHING && folder.equals(view.folder)) {
        return false;
      }
      if (change != LiveIndex.Change.TOO_LATE && folder.recording()) {
        fresh = view(folder, log, following.now(), false, following.unread());
        replace(fresh);
        return true;
      }
      if (change != LiveIndex.Change.TOO_LATE && folder.meta().finished() && following.isExact()) {
        fresh = view(folder, log, following.finish(log), true, List.of());
        live = null;
        replace(fresh);
        return true;
      }
    } catch (RuntimeException | Error e) {
      live = null;
      abandoned.add(following);
      throw e;
    } finally {
      changes.writeLock().unlock();
      if (fresh == null) {
        log.close();
      }
    }
    anew(following, folder, progress, gone);
    return true;
  }

  private static LiveIndex.Change take(
      LiveIndex into, TraceFolder folder, ChunkLog log, long behind, Progress progress) {
    return folder.recording() && behind != Long.MAX_VALUE
        ? into.keepUp(log, behind, progress)
        : into.extend(log, !folder.recording(), progress);
  }

  /**
   * Begins again: something has come too late, or the recording has not ended in order.
   *
   * @param gone whether the reason is that the oldest events were removed
   */
  private void anew(LiveIndex following, TraceFolder folder, Progress progress, boolean gone) {
    live = null;
    long lag = gone ? LiveIndex.LAG : following.longerLag();
    try {
      replace(
          folder.recording()
              ? follow(folder, progress, LiveIndex.begin(directory, lag), gone)
              : open(folder, progress, true));
    } finally {
      changes.writeLock().lock();
      try {
        following.discard();
      } finally {
        changes.writeLock().unlock();
      }
    }
  }

  /**
   * Answers a question from the index. What is damaged in it is seen only when it is read: then the
   * index is made anew, and the question asked again.
   */
  private <T extends @Nullable Object> T ask(Function<TraceView, T> question) {
    TraceView now = enter();
    try {
      return answer(now, question);
    } catch (DamagedIndexException | IndexOutOfBoundsException damaged) {
      mend(now, damaged);
    } finally {
      now.leave();
    }
    TraceView mended = enter();
    try {
      return answer(mended, question);
    } finally {
      mended.leave();
    }
  }

  private <T extends @Nullable Object> T answer(TraceView now, Function<TraceView, T> question) {
    changes.readLock().lock();
    try {
      return question.apply(now);
    } finally {
      changes.readLock().unlock();
    }
  }

  private TraceView enter() {
    while (true) {
      TraceView now = view;
      if (now.enter()) {
        return now;
      }
      if (closed) {
        throw new IllegalStateException("the trace is closed");
      }
    }
  }

  /** A list whose elements are put together when they are asked for. */
  private <T> List<T> list(Function<TraceView, List<T>> question) {
    int size = ask(question).size();
    return new AnsweredList<>(size, at -> ask(question.andThen(all -> all.get(at))));
  }

  private synchronized void mend(TraceView damaged, RuntimeException why) {
    if (view.index == damaged.index) {
      if (closed || live != null) {
        throw why;
      }
      replace(open(damaged.folder, Progress.NONE, true));
    }
  }

  private void replace(TraceView fresh) {
    TraceView before = view;
    view = fresh;
    before.retire();
  }

  @Override
  public TraceInfo info() {
    return view.info;
  }

  @Override
  public List<Recording> recordings() {
    return view.recordings;
  }

  @Override
  public @Nullable Instant started() {
    try {
      return Instant.parse(view.folder.meta().started());
    } catch (DateTimeParseException unknown) {
      return null;
    }
  }

  @Override
  public long end() {
    return ask(at -> at.index.end());
  }

  @Override
  public List<ProcessInfo> processes() {
    return list(at -> at.index.entities().processes());
  }

  @Override
  public List<FiberInfo> fibers() {
    return list(at -> at.index.entities().fibers());
  }

  @Override
  public List<FiberInfo> fibersWithoutTimes() {
    return list(at -> at.index.entities().fibersWithoutTimes());
  }

  @Override
  public List<ObjectInfo> objects() {
    return list(at -> at.index.entities().objects());
  }

  @Override
  public Site site(long site) {
    return ask(at -> at.index.entities().site(site));
  }

  @Override
  public @Nullable SourceText source(String file) {
    return KeptSources.read(directory, file);
  }

  @Override
  public Site spawnSite(long fiber) {
    return ask(at -> at.index.entities().spawnSite(fiber));
  }

  @Override
  public List<SourceForm> forms() {
    return list(at -> at.index.entities().forms());
  }

  @Override
  public @Nullable WinderKind winderKind(long site) {
    return ask(at -> at.index.entities().winderKind(site));
  }

  @Override
  public List<Hogging> hoggings() {
    return ask(at -> at.index.measurements().hoggings());
  }

  @Override
  public Reachability reachability() {
    return ask(at -> at.index.measurements().reachability());
  }

  @Override
  public long timerWords() {
    return ask(at -> at.index.entities().timerWords());
  }

  @Override
  public String string(long string) {
    return ask(at -> at.index.entities().string(string));
  }

  @Override
  public String nameOf(long subject) {
    return ask(at -> at.index.entities().nameOf(subject));
  }

  @Override
  public List<LaneId> lanes() {
    return ask(at -> at.index.timeline().lanes());
  }

  @Override
  public Strip strip(LaneId lane, long from, long to, int buckets) {
    return ask(at -> at.index.timeline().strip(lane, from, to, buckets));
  }

  @Override
  public List<Interval> intervals(LaneId lane, long from, long to, int limit) {
    return ask(at -> at.index.timeline().intervals(lane, from, to, limit));
  }

  @Override
  public Interval at(LaneId lane, long time) {
    return ask(at -> at.index.timeline().at(lane, time));
  }

  @Override
  public Map<LaneState, Long> timeInState(LaneId lane, long from, long to) {
    return view.index.timeline().timeInState(lane, from, to);
  }

  @Override
  public List<Arrow> arrows(LaneId lane, long from, long to, int limit) {
    return ask(at -> at.index.timeline().arrows(lane, from, to, limit));
  }

  @Override
  public List<SeriesId> series() {
    return ask(at -> at.index.measurements().series());
  }

  @Override
  public List<SeriesId> series(SeriesId.Quantity quantity) {
    return ask(at -> at.index.measurements().series(quantity));
  }

  @Override
  public Series series(SeriesId id, long from, long to, int maxPoints) {
    return ask(at -> at.index.measurements().series(id, from, to, maxPoints));
  }

  @Override
  public List<GrowthPoint> growth(long fiber, int maxPoints) {
    return ask(at -> at.index.measurements().growth(fiber, maxPoints));
  }

  @Override
  public @Nullable GrowthPoint growthAt(long fiber, long time) {
    return ask(at -> at.index.measurements().growthAt(fiber, time));
  }

  @Override
  public List<StackSnapshot> stacks(long fiber) {
    return ask(at -> at.index.measurements().stacks(fiber));
  }

  @Override
  public List<EventRow> events(long from, long to, Set<String> types, int limit) {
    return ask(at -> at.query.events(from, to, types, limit));
  }

  @Override
  public void eachEvent(long from, long to, Set<String> types, Predicate<EventRow> consumer) {
    TraceView now = enter();
    try {
      now.query.each(from, to, types, consumer);
    } finally {
      now.leave();
    }
  }

  @Override
  public List<ChunkSpan> chunks() {
    return view.walks.spans();
  }

  @Override
  public EventWalk walk(long from, IntPredicate chunks) {
    return view.walks.from(from, chunks);
  }

  @Override
  public EventWalk walk(EventWalk.Position from) {
    return view.walks.from(from);
  }

  @Override
  public List<Unread> unread() {
    return view.unread;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      view.retire();
      abandoned.forEach(LiveIndex::close);
      if (live != null) {
        live.close();
      }
    }
  }
}
