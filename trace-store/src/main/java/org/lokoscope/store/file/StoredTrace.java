package org.lokoscope.store.file;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.lokoscope.store.TraceInfo;
import org.lokoscope.store.index.DamagedIndexException;
import org.lokoscope.store.index.Entities;
import org.lokoscope.store.index.EventQuery;
import org.lokoscope.store.index.TraceIndex;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.Origins;
import org.lokoscope.store.log.TraceFolder;
import org.lokoscope.store.log.TraceMeta;
import org.lokoscope.store.walk.ChunkWalks;

/**
 * A trace in a directory. All that a query needs hangs on one {@link View}, which is replaced as a
 * whole when the trace has grown; the view before it stays open for queries that still use it.
 */
final class StoredTrace implements Trace {

  private final Path directory;
  private volatile View view;
  private @Nullable View previous;
  private boolean closed;

  private record View(
      TraceFolder folder,
      ChunkLog log,
      TraceIndex index,
      EventQuery query,
      ChunkWalks walks,
      TraceInfo info,
      List<Recording> recordings) {

    static View open(TraceFolder folder, Progress progress, boolean anew) {
      ChunkLog log = ChunkLog.open(folder);
      try {
        TraceIndex index = TraceIndex.open(folder.directory(), log, progress, anew);
        EventQuery query = new EventQuery(log, index);
        ChunkWalks walks = new ChunkWalks(log, index.contents().chunks(), query::row);
        List<Recording> recordings = Origins.of(log, index.contents().chunks());
        return new View(folder, log, index, query, walks, describe(folder, log, index), recordings);
      } catch (RuntimeException | Error e) {
        log.close();
        throw e;
      }
    }

    void close() {
      index.close();
      log.close();
    }
  }

  StoredTrace(TraceFolder folder, Progress progress) {
    directory = folder.directory();
    view = View.open(folder, progress, false);
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
        (int)
            index.timeline().lanes().stream()
                .filter(lane -> lane.kind() == LaneId.Kind.CPU)
                .count(),
        entities.processes().size(),
        entities.fibers().size(),
        entities.objects().size(),
        log.bytes(),
        contents.chunks().size(),
        index.lostEvents(),
        contents.damaged() + (meta.isLost() ? 1 : 0),
        List.copyOf(damage),
        index.illegalTransitions(),
        meta.removed());
  }

  @Override
  public boolean refresh(Progress progress) {
    synchronized (this) {
      View now = view;
      TraceFolder folder = TraceFolder.of(directory);
      try (ChunkLog log = ChunkLog.open(folder)) {
        if (folder.equals(now.folder) && now.index.isCurrent(log)) {
          return false;
        }
      }
      replace(View.open(folder, progress, false));
      return true;
    }
  }

  /**
   * Answers a question from the index. What is damaged in it is seen only when it is read: then the
   * index is made anew, and the question asked again.
   */
  private <T extends @Nullable Object> T ask(Function<View, T> question) {
    View now = view;
    try {
      return question.apply(now);
    } catch (DamagedIndexException | IndexOutOfBoundsException damaged) {
      return question.apply(mended(now, damaged));
    }
  }

  /** A list whose elements are put together when they are asked for. */
  private <T> List<T> list(Function<View, List<T>> question) {
    int size = ask(question).size();
    return new AnsweredList<>(size, at -> ask(question.andThen(all -> all.get(at))));
  }

  private synchronized View mended(View damaged, RuntimeException why) {
    if (view.index == damaged.index) {
      if (closed) {
        throw why;
      }
      replace(View.open(damaged.folder, Progress.NONE, true));
    }
    return view;
  }

  private void replace(View fresh) {
    if (previous != null) {
      previous.close();
    }
    previous = view;
    view = fresh;
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
  public Series series(SeriesId id, long from, long to, int maxPoints) {
    return ask(at -> at.index.measurements().series(id, from, to, maxPoints));
  }

  @Override
  public List<GrowthPoint> growth(long fiber, int maxPoints) {
    return ask(at -> at.index.measurements().growth(fiber, maxPoints));
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
    view.query.each(from, to, types, consumer);
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
  public synchronized void close() {
    if (!closed) {
      closed = true;
      view.close();
      if (previous != null) {
        previous.close();
      }
    }
  }
}
