package org.lokoscope.views.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Trace;
import org.lokoscope.views.layout.GraphTrack;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.layout.RowBuilder;
import org.lokoscope.views.layout.RowFilter;
import org.lokoscope.views.layout.Rows;
import org.lokoscope.views.viewport.TimeRange;
import org.lokoscope.views.viewport.Viewport;

/**
 * An open trace as the user looks at it: one window on its time, one selection, one playhead, for
 * all views. Its commands are what a user intends; those that must ask the trace go through the
 * {@link Background}.
 */
public final class TimelineModel {

  /** Runs a query away from the model's thread and brings the answer back to it. */
  public interface Background {

    <T> void ask(java.util.function.Supplier<T> query, Consumer<? super T> then);
  }

  private static final double STEP = 0.12;

  private final Trace trace;
  private final Background background;
  private final RowBuilder builder;
  private final Cell<Viewport> window;
  private final Cell<Rows> rows;
  private final Cell<Double> scroll = new Cell<>(0.0);
  private final Cell<Selection> selection = new Cell<>(Selection.NONE);
  private final Cell<List<GraphTrack>> tracks = new Cell<>(List.of());
  private final Cell<Set<Long>> suspects = new Cell<>(Set.of());
  private final Cell<Set<LaneId>> collapsed = new Cell<>(Set.of());
  private final Cell<String> filter = new Cell<>("");
  private final LaneFilter lanes;
  private final Playback playback;
  private RowFilter shown = RowFilter.ALL;
  private double lanesHeight = 400;

  public TimelineModel(Trace trace, Background background) {
    this.trace = trace;
    this.background = background;
    builder = new RowBuilder(trace);
    window = new Cell<>(Viewport.fit(Math.max(1, trace.end()), 1000));
    rows = new Cell<>(builder.rows(Set.of(), RowFilter.ALL));
    lanes = new LaneFilter(trace, background, this::show);
    playback = new Playback(trace.end());
  }

  public Cell<Viewport> window() {
    return window;
  }

  public Cell<Rows> rows() {
    return rows;
  }

  /** Pixels of rows above the top of the pane. */
  public Cell<Double> scroll() {
    return scroll;
  }

  public Cell<Selection> selection() {
    return selection;
  }

  /** Which graphs are shown; set by the view that loads them. */
  public Cell<List<GraphTrack>> tracks() {
    return tracks;
  }

  /** Fibers that the diagnosis names; empty until it is known. */
  public Cell<Set<Long>> suspects() {
    return suspects;
  }

  public Cell<Set<LaneId>> collapsed() {
    return collapsed;
  }

  public Cell<String> filter() {
    return filter;
  }

  public Playback playback() {
    return playback;
  }

  public void resize(double plotWidth, double height) {
    window.set(window.get().resized(plotWidth));
    lanesHeight = height;
    scrollTo(scroll.get());
  }

  public void zoomAt(double x, double factor) {
    window.set(window.get().zoomed(x, factor));
  }

  public void zoom(double factor) {
    zoomAt(window.get().width() / 2, factor);
  }

  public void pan(double pixels) {
    window.set(window.get().panned(pixels));
  }

  /** Moves the window a step to the right, or with a negative count to the left. */
  public void step(int count) {
    pan(count * STEP * window.get().width());
  }

  public void scrollTo(double y) {
    scroll.set(Math.max(0, Math.min(y, rows.get().height() - lanesHeight)));
  }

  public void fitAll() {
    window.set(window.get().all());
  }

  /**
   * Shows the selected interval; without one, the life of the selected lane; else the whole run.
   */
  public void fitSelection() {
    Selection chosen = selection.get();
    if (chosen.interval() != null) {
      show(new TimeRange(chosen.interval().from(), chosen.interval().to()));
    } else {
      fitAll();
    }
  }

  public void show(TimeRange range) {
    window.set(window.get().showing(range));
  }

  public void clearSelection() {
    selection.set(Selection.NONE);
  }

  /** Selects a lane and, when it is known, what the lane did at a moment. */
  public void select(LaneId lane, long time) {
    selection.set(new Selection(lane, null));
    reveal(lane);
    background.ask(() -> trace.at(lane, time), interval -> selectInterval(lane, interval));
  }

  /** Selects a lane as a whole. */
  public void select(LaneId lane) {
    selection.set(new Selection(lane, null));
    reveal(lane);
  }

  private void selectInterval(LaneId lane, Interval interval) {
    if (lane.equals(selection.get().lane())) {
      selection.set(new Selection(lane, interval));
    }
  }

  /** Goes to the next interval of the selected lane, or with {@code -1} to the one before. */
  public void stepEvent(int direction) {
    Selection chosen = selection.get();
    LaneId lane = chosen.lane();
    if (lane == null) {
      return;
    }
    long now = playback.time().get();
    Interval interval = chosen.interval();
    long target =
        direction > 0
            ? (interval == null ? now : interval.to())
            : Math.max(0, (interval == null ? now : interval.from()) - 1);
    background.ask(
        () -> trace.at(lane, Math.min(target, trace.end())),
        next -> {
          selectInterval(lane, next);
          playback.moveTo(next.from());
          window.set(window.get().revealing(next.from()));
        });
  }

  public void toggle(LaneId process) {
    Set<LaneId> next = new HashSet<>(collapsed.get());
    if (!next.remove(process)) {
      next.add(process);
    }
    collapsed.set(Set.copyOf(next));
    layOut();
  }

  /** What there is to say of the filter's text: what is wrong with it, or how much it found. */
  public Cell<FilterNote> filterNote() {
    return lanes.note();
  }

  /** Shows only the fibers that a query asks for, and the processes above them. */
  public void filter(String text) {
    filter.set(text);
    lanes.set(text);
  }

  private void show(RowFilter next) {
    shown = next;
    layOut();
  }

  public Optional<Row> rowAt(double yInPane) {
    return rows.get().at(yInPane + scroll.get());
  }

  /** Scrolls no more than needed to show a lane; opens its process when that is closed. */
  public void reveal(LaneId lane) {
    LaneId process = builder.groupOf(lane);
    if (!process.equals(lane) && collapsed.get().contains(process)) {
      toggle(process);
    }
    rows.get()
        .of(lane)
        .ifPresent(
            row -> {
              if (row.y() < scroll.get()) {
                scrollTo(row.y());
              } else if (row.bottom() > scroll.get() + lanesHeight) {
                scrollTo(row.bottom() - lanesHeight);
              }
            });
  }

  private void layOut() {
    rows.set(builder.rows(collapsed.get(), shown));
    scrollTo(scroll.get());
  }
}
