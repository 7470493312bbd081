// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceInfo;
import org.lokoscope.store.Unread;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.views.detail.Detail.Target;
import org.lokoscope.views.fx.QueryExecutor;
import org.lokoscope.views.layout.RowBuilder;
import org.lokoscope.views.layout.Suspects;
import org.lokoscope.views.model.Cell;
import org.lokoscope.views.model.TimelineModel;
import org.lokoscope.views.query.Landmarks;
import org.lokoscope.views.viewport.TimeRange;

/**
 * An open trace in the window. What is small and needed everywhere was read when it was opened; all
 * else is asked for through {@link #ask}.
 */
public final class OpenTrace implements AutoCloseable {

  /** States of a run that is recorded are made anew after so long: that reads all events. */
  private static final long STATES_NANOS = 2_000_000_000;

  /** If that takes long, after so many times that. */
  private static final int STATES_REST = 4;

  /** What {@link #load} reads off the FX thread. */
  public record Loaded(
      Trace trace,
      TraceInfo info,
      List<FiberInfo> fibers,
      Map<Long, FiberInfo> fiberById,
      TimelineModelFactory model) {}

  /**
   * What a trace that is recorded has become.
   *
   * @param fibers null if they were not listed anew
   * @param rows null if there are no more lanes than before, as far as was looked
   * @param unread what was left out
   */
  public record Grown(
      TraceInfo info,
      @Nullable List<FiberInfo> fibers,
      @Nullable Map<Long, FiberInfo> fiberById,
      @Nullable RowBuilder rows,
      List<Unread> unread) {

    public Grown(
        TraceInfo info,
        @Nullable List<FiberInfo> fibers,
        @Nullable RowBuilder rows,
        List<Unread> unread) {
      this(info, fibers, fibers == null ? null : byId(fibers), rows, unread);
    }
  }

  private static Map<Long, FiberInfo> byId(List<FiberInfo> fibers) {
    return fibers.stream().collect(Collectors.toMap(FiberInfo::id, Function.identity()));
  }

  /** Builds the model with what was read. */
  public interface TimelineModelFactory {

    TimelineModel create(TimelineModel.Background background);
  }

  /** Events of one kind at one time that are looked through for that of a mark. */
  private static final int MOST_AT_ONCE = 1000;

  private final Trace trace;
  private TraceInfo info;
  private List<FiberInfo> fibers;
  private Map<Long, FiberInfo> fiberById;
  private List<Unread> unread = List.of();
  private boolean live;
  private long forgotten;
  private final QueryExecutor queries;
  private final TimelineModel model;
  private final StateAtPlayhead state;
  private final Cell<Optional<Diagnosis>> diagnosis = new Cell<>(Optional.empty());
  private final Cell<Optional<Finding>> finding = new Cell<>(Optional.empty());
  private final Cell<Optional<LookedAt>> looked = new Cell<>(Optional.empty());
  private final Cell<Optional<Site>> place = new Cell<>(Optional.empty());
  private @Nullable RunDebugger debugger;
  private volatile boolean diagnosisStopped;

  /** Reads what a opened holds. Slow for large traces: not for the FX thread. */
  public static Loaded load(Trace trace) {
    List<FiberInfo> fibers = List.copyOf(trace.fibersWithoutTimes());
    RowBuilder rows = new RowBuilder(trace);
    rows.prepare(TimelineModel.MOST_OPEN);
    return new Loaded(
        trace,
        trace.info(),
        fibers,
        byId(fibers),
        background -> new TimelineModel(trace, rows, background));
  }

  public OpenTrace(Loaded loaded, Consumer<Throwable> failure) {
    trace = loaded.trace();
    info = loaded.info();
    fibers = loaded.fibers();
    fiberById = loaded.fiberById();
    queries = new QueryExecutor(trace, failure);
    model = loaded.model().create(queries);
    model.playback().moveTo(trace.end() / 2.0);
    state = new StateAtPlayhead(this);
    model.selection().listen(chosen -> looked.set(Optional.empty()));
    model.inspected().listen(mark -> mark.ifPresent(this::lookAt));
    ask(
        QueryExecutor.Work.LANDMARKS,
        asked -> Landmarks.of(asked, (done, total, what) -> !queries.isClosed()),
        model::show);
    diagnosis.listen(
        known ->
            ask(
                QueryExecutor.Work.DETAILS,
                asked -> Suspects.of(asked, known.orElseThrow().findings()),
                model.suspects()::set));
  }

  /** Gives the views a debugger; before there are any. */
  public void debugger(RunDebugger of) {
    debugger = of;
  }

  /** The debugger; null where there is none, as in images. */
  public @Nullable RunDebugger debugger() {
    return debugger;
  }

  /** Says whether the trace is being recorded and followed. */
  public void follow(boolean now) {
    live = now;
  }

  /** Whether the trace is being recorded and followed. */
  public boolean isLive() {
    return live;
  }

  /**
   * Takes in what was recorded meanwhile.
   *
   * @param tail whether to show the end
   */
  public void grow(Grown more, boolean tail) {
    info = more.info();
    if (more.fibers() != null && more.fiberById() != null) {
      fibers = more.fibers();
      fiberById = more.fiberById();
    }
    if (!unread.equals(more.unread())) {
      unread = more.unread();
      model.show(Landmarks.NONE.with(unread));
    }
    model.grow(more.rows(), info.duration(), tail);
    if (System.nanoTime() - forgotten > Math.max(STATES_NANOS, STATES_REST * state.cost())) {
      forgotten = System.nanoTime();
      state.forget();
    }
  }

  /** Looks again for what was read when the trace was opened. */
  public void readAgain() {
    state.forget();
    ask(
        QueryExecutor.Work.LANDMARKS,
        asked -> Landmarks.of(asked, (done, total, what) -> !queries.isClosed()),
        model::show);
  }

  public TraceInfo info() {
    return info;
  }

  /** What was left out of a trace that is recorded, to keep up with it. */
  public List<Unread> unread() {
    return unread;
  }

  public List<FiberInfo> fibers() {
    return fibers;
  }

  /** When the run began by the clock on the wall; null if nobody noted it. */
  public @Nullable Instant started() {
    return trace.started();
  }

  /** Null for an unknown one. */
  public @Nullable FiberInfo fiber(long id) {
    return fiberById.get(id);
  }

  public QueryExecutor queries() {
    return queries;
  }

  public TimelineModel model() {
    return model;
  }

  /** Empty until it is known. */
  public Cell<Optional<Diagnosis>> diagnosis() {
    return diagnosis;
  }

  /** The finding that the leaks tab shows, if any. */
  public Cell<Optional<Finding>> finding() {
    return finding;
  }

  /** An object or an event that is looked at in place of the selected lane, if any. */
  public Cell<Optional<LookedAt>> looked() {
    return looked;
  }

  /** A place in a source that the user wants to see. */
  public Cell<Optional<Site>> place() {
    return place;
  }

  /** Goes where a link leads. */
  public void follow(Target target) {
    switch (target) {
      case Target.Lane(LaneId lane) -> {
        looked.set(Optional.empty());
        model.select(lane, model.playback().time().get());
      }
      case Target.Thing(long object) -> looked.set(Optional.of(new LookedAt.OneObject(object)));
      case Target.Place(Site site) -> {
        place.set(Optional.empty());
        place.set(Optional.of(site));
      }
      case Target.Moment(long time) -> {
        model.playback().moveTo(time);
        model.window().set(model.window().get().revealing(time));
      }
    }
  }

  /** Shows the event behind a mark of the timeline. */
  private void lookAt(Landmarks.Mark mark) {
    ask(
        trace ->
            trace.events(mark.time(), mark.time() + 1, Set.of(mark.event()), MOST_AT_ONCE).stream()
                .filter(row -> Landmarks.isOf(row, mark))
                .findFirst(),
        found -> {
          if (model.inspected().get().equals(Optional.of(mark))) {
            found.ifPresent(event -> looked.set(Optional.of(new LookedAt.OneEvent(event))));
          }
        });
  }

  /** Asks the trace off the FX thread; the answer arrives on it. */
  public <T> void ask(Function<Trace, T> query, Consumer<? super T> then) {
    queries.ask(() -> query.apply(trace), then);
  }

  /** The same for what takes long: nothing that a user clicks on waits for it. */
  public <T> void ask(QueryExecutor.Work work, Function<Trace, T> query, Consumer<? super T> then) {
    queries.ask(work, () -> query.apply(trace), then);
  }

  /** The same for who must know when a query failed and there will be no answer. */
  public <T> void ask(
      QueryExecutor.Work work,
      Function<Trace, T> query,
      Consumer<? super T> then,
      Runnable unanswered) {
    queries.ask(work, () -> query.apply(trace), then, unanswered);
  }

  /** The state of the whole scheduler at the playhead. */
  public StateAtPlayhead state() {
    return state;
  }

  /** Looks for leaks until it has found them, {@link #stopDiagnosis} is called or all is closed. */
  public void diagnose(BiFunction<Trace, Progress, Diagnosis> diagnose) {
    Progress whileWanted = (done, total, what) -> !diagnosisStopped;
    ask(
        QueryExecutor.Work.DIAGNOSIS,
        trace -> {
          try {
            return Optional.of(diagnose.apply(trace, whileWanted));
          } catch (CancellationException stopped) {
            return Optional.<Diagnosis>empty();
          }
        },
        found -> found.ifPresent(known -> diagnosis.set(found)));
  }

  public void stopDiagnosis() {
    diagnosisStopped = true;
  }

  /** Shows a leak everywhere: its fiber is selected and the fiber's life fills the window. */
  public void show(Finding leak) {
    finding.set(Optional.of(leak));
    FiberInfo fiber = fiber(leak.fiber());
    if (fiber != null) {
      model.select(LaneId.fiber(fiber.id()));
      long end = fiber.ended() < 0 ? info.duration() : fiber.ended();
      model.show(new TimeRange(fiber.spawned(), Math.max(fiber.spawned() + 1, end)));
      model.playback().moveTo(fiber.spawned() + 0.75 * (end - fiber.spawned()));
    }
  }

  /** Shows a moment of a leak: the time around it fills the window, the playhead is at its end. */
  public void show(Finding leak, TimeRange moment) {
    finding.set(Optional.of(leak));
    if (fiber(leak.fiber()) != null) {
      model.select(LaneId.fiber(leak.fiber()), moment.from());
    }
    long around = Math.max(1, moment.length());
    long from = Math.max(0, moment.from() - around);
    model.show(new TimeRange(from, Math.min(info.duration(), moment.to() + around)));
    model.playback().moveTo(moment.to() - 1.0);
  }

  @Override
  public void close() {
    stopDiagnosis();
    state.close();
    queries.close();
  }
}
