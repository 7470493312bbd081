// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Trace;
import org.lokoscope.views.layout.Arrangement;
import org.lokoscope.views.layout.Arranger;
import org.lokoscope.views.layout.GraphTrack;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.layout.RowBuilder;
import org.lokoscope.views.layout.RowFilter;
import org.lokoscope.views.layout.Rows;
import org.lokoscope.views.layout.Suspects;
import org.lokoscope.views.layout.TrackChoice;
import org.lokoscope.views.query.Landmarks;
import org.lokoscope.views.query.Silences;
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

  /** A run that is recorded is looked through anew when it has become so much longer. */
  private static final double FOLDS_AGAIN = 1.1;

  /** Groups with more fibers begin folded. */
  public static final int MOST_OPEN = 20_000;

  /** More lanes than that are laid out in the background. */
  private static final int AT_ONCE = 2_000;

  private final Trace trace;
  private final Background background;
  private RowBuilder plain;
  private RowBuilder builder;
  private final Cell<Viewport> window;
  private final Cell<Rows> rows;
  private final Cell<Double> scroll = new Cell<>(0.0);
  private final Cell<Selection> selection = new Cell<>(Selection.NONE);
  private final Cell<List<GraphTrack>> tracks = new Cell<>(List.of());
  private final Cell<Suspects> suspects = new Cell<>(Suspects.NONE);
  private final Cell<Set<LaneId>> collapsed = new Cell<>(Set.of());
  private final Cell<String> filter = new Cell<>("");
  private final LaneFilter lanes;
  private final Playback playback;
  private final Navigation navigation = new Navigation(this::place, this::restore);
  private final TimeSelection range;
  private final Causality causality;
  private final Cell<Optional<Landmarks.Mark>> inspected = new Cell<>(Optional.empty());
  private final Cell<Long> growth = new Cell<>(-1L);
  private final Cell<Landmarks> landmarks = new Cell<>(Landmarks.NONE);
  private final Cell<List<Long>> bookmarks = new Cell<>(List.of());
  private final Cell<Map<Long, String>> notes = new Cell<>(Map.of());
  private final Cell<Arrangement> arrangement = new Cell<>(Arrangement.PLAIN);
  private final Cell<TrackChoice> trackChoice = new Cell<>(TrackChoice.ALL);
  private final Cell<List<LaneId>> pinned = new Cell<>(List.of());
  private final Cell<Optional<LaneId>> standing = new Cell<>(Optional.empty());
  private RowFilter shown = RowFilter.ALL;
  private final Cell<Boolean> foldsTime = new Cell<>(false);
  private final Cell<List<TimeRange>> folds = new Cell<>(List.of());
  private long foldings;
  private long foldedUpTo;
  private double lanesHeight = 400;
  private long layouts;

  public TimelineModel(Trace trace, Background background) {
    this(trace, new RowBuilder(trace), background);
  }

  /**
   * @param builder made of the trace before, as that reads all its lanes
   */
  public TimelineModel(Trace trace, RowBuilder builder, Background background) {
    this.trace = trace;
    this.background = background;
    this.plain = builder;
    this.builder = builder;
    Rows first = builder.prepare(MOST_OPEN);
    collapsed.set(builder.largerThan(MOST_OPEN));
    window = new Cell<>(Viewport.fit(Math.max(1, trace.end()), 1000));
    rows = new Cell<>(first);
    lanes = new LaneFilter(trace, background, this::show);
    playback = new Playback(trace.end());
    range = new TimeSelection(trace, background);
    causality = new Causality(trace, this);
  }

  <T> void ask(java.util.function.Supplier<T> query, Consumer<? super T> then) {
    background.ask(query, then);
  }

  private Navigation.Place place() {
    return new Navigation.Place(window.get(), selection.get(), playback.time().get(), scroll.get());
  }

  private void restore(Navigation.Place place) {
    window.set(place.window().resized(window.get().width()).folding(folds.get()));
    selection.set(place.selection());
    playback.moveTo(place.playhead());
    scrollTo(place.scroll());
  }

  /** The lane of the fiber at which a debugger of this run stands. */
  public Cell<Optional<LaneId>> standing() {
    return standing;
  }

  /** What was looked at before. */
  public Navigation navigation() {
    return navigation;
  }

  /** The stretch of time that is chosen, and its totals. */
  public TimeSelection range() {
    return range;
  }

  /** The wakes behind a delay. */
  public Causality causality() {
    return causality;
  }

  /** Holes, marks, spans and the like; nothing until they are read. */
  public Cell<Landmarks> landmarks() {
    return landmarks;
  }

  /** Shows what was found, which may make lanes higher. */
  public void show(Landmarks found) {
    landmarks.set(found);
    layOut();
    if (foldsTime.get()) {
      lookForFolds(none -> {});
    }
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

  /** Which of the graphs the user wants to see, in which order. */
  public Cell<TrackChoice> trackChoice() {
    return trackChoice;
  }

  /** Which graphs are shown; set by the view that loads them. */
  public Cell<List<GraphTrack>> tracks() {
    return tracks;
  }

  /** What the diagnosis names; nothing until it is known. */
  public Cell<Suspects> suspects() {
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

  /** Tells those who show data that there is more of it. */
  public Cell<Long> growth() {
    return growth;
  }

  /**
   * The run is still recorded, and has become longer.
   *
   * @param more null if there are no more lanes than before
   * @param tail whether to show the end: all, if all was shown, else as much as was shown
   */
  public void grow(@Nullable RowBuilder more, long end, boolean tail) {
    if (more != null) {
      plain = more;
      if (arrangement.get().equals(Arrangement.PLAIN)) {
        builder = more;
        layOut();
      } else {
        arrange(arrangement.get());
      }
    }
    window.set(grown(window.get(), end, tail));
    playback.grow(end);
    if (tail) {
      playback.moveTo(end);
    }
    growth.set(end);
    if (foldsTime.get() && end > foldedUpTo * FOLDS_AGAIN) {
      lookForFolds(none -> {});
    }
  }

  /** What a window becomes when the run is longer. */
  public static Viewport grown(Viewport window, long end, boolean tail) {
    Viewport grown = window.grown(Math.max(1, end));
    return !tail ? grown : window.showsAll() ? grown.all() : grown.atEnd();
  }

  /** Whether time in which nothing happens is folded away. */
  public Cell<Boolean> foldsTime() {
    return foldsTime;
  }

  /** What is folded now; empty also if there is nothing that could be. */
  public Cell<List<TimeRange>> folds() {
    return folds;
  }

  /**
   * Folds time in which nothing happens away, or shows it again.
   *
   * @param then learns what is folded, as soon as it was looked for
   */
  public void foldTime(boolean folded, Consumer<? super List<TimeRange>> then) {
    foldsTime.set(folded);
    if (folded) {
      lookForFolds(then);
    } else {
      foldings++;
      fold(List.of());
      then.accept(List.of());
    }
  }

  private void lookForFolds(Consumer<? super List<TimeRange>> then) {
    long number = ++foldings;
    List<Landmarks.Gap> holes = landmarks.get().gaps();
    foldedUpTo = trace.end();
    background.ask(
        () -> Silences.worthwhile(trace, holes),
        found -> {
          if (number == foldings) {
            fold(found);
            then.accept(found);
          }
        });
  }

  private void fold(List<TimeRange> found) {
    playback.skip(found);
    folds.set(found);
    window.set(window.get().folding(found));
  }

  /** Moves the window a step to the right, or with a negative count to the left. */
  public void step(int count) {
    pan(count * STEP * window.get().width());
  }

  public void scrollTo(double y) {
    scroll.set(Math.max(0, Math.min(y, rows.get().height() - lanesHeight)));
  }

  public void fitAll() {
    navigation.remember();
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

  public void show(TimeRange shownRange) {
    navigation.remember();
    window.set(window.get().showing(shownRange));
  }

  /** Shows exactly a stretch of time. */
  public void zoomTo(TimeRange exact) {
    navigation.remember();
    window.set(window.get().exactly(exact));
  }

  public void clearSelection() {
    selection.set(Selection.NONE);
  }

  /**
   * Takes away what was added last: the path of causes, else the chosen stretch of time, else the
   * selection. Whether there was any.
   */
  public boolean clear() {
    if (!causality.chain().get().isEmpty()) {
      causality.clear();
    } else if (range.get() != null) {
      range.choose(null);
    } else if (!selection.get().isEmpty()) {
      clearSelection();
    } else {
      return false;
    }
    return true;
  }

  /** Moves the playhead and shows the moment, as far as it is not in sight. */
  public void goTo(long time) {
    navigation.remember();
    playback.moveTo(time);
    window.set(window.get().revealing(time));
  }

  /**
   * Selects a lane and, when it is known, what the lane did at a moment, to which the playhead
   * moves: there is one clock for all views.
   */
  public void select(LaneId lane, long time) {
    navigation.remember();
    inspected.set(Optional.empty());
    selection.set(new Selection(lane, null));
    playback.moveTo(time);
    reveal(lane);
    background.ask(() -> trace.at(lane, time), interval -> selectInterval(lane, interval));
  }

  /** The mark that the user looks at; nothing else has been selected since. */
  public Cell<Optional<Landmarks.Mark>> inspected() {
    return inspected;
  }

  /** Selects a mark and its lane, and moves the playhead to it. */
  public void inspect(Landmarks.Mark mark) {
    select(mark.lane(), mark.time());
    inspected.set(Optional.of(mark));
  }

  /** Selects a lane as a whole. */
  public void select(LaneId lane) {
    navigation.remember();
    selection.set(new Selection(lane, null));
    reveal(lane);
  }

  private void selectInterval(LaneId lane, Interval interval) {
    boolean something = interval.state() != LaneState.ABSENT;
    if (something && lane.equals(selection.get().lane())) {
      selection.set(new Selection(lane, interval));
    }
  }

  /** Brings the selected interval into the middle; if it is there, makes it fill the window. */
  public void focusThenFit() {
    Interval interval = selection.get().interval();
    if (interval == null) {
      fitSelection();
      return;
    }
    double middle = (interval.from() + (double) interval.to()) / 2;
    Viewport centred = window.get().centred(middle);
    if (Math.abs(centred.from() - window.get().from()) < 2 * centred.nanosPerPixel()) {
      fitSelection();
    } else {
      navigation.remember();
      window.set(centred);
    }
  }

  /** Height of what is seen of the lanes, pixels. */
  public double lanesHeight() {
    return lanesHeight;
  }

  /** Moments that the user has marked, in order of time. */
  public Cell<List<Long>> bookmarks() {
    return bookmarks;
  }

  /** What was noted at the marks that have a text. */
  public Cell<Map<Long, String>> notes() {
    return notes;
  }

  /** Marks the playhead's moment, if it is not. */
  public void bookmark() {
    if (!bookmarks.get().contains(playback.time().get())) {
      toggleBookmark();
    }
  }

  /** Marks the playhead's moment with a text. */
  public void note(String text) {
    Map<Long, String> next = new HashMap<>(notes.get());
    next.put(playback.time().get(), text.replaceAll("\\s+", " ").strip());
    notes.set(Map.copyOf(next));
    bookmark();
  }

  /** Marks the playhead's moment, or takes its mark away. */
  public void toggleBookmark() {
    Set<Long> marks = new TreeSet<>(bookmarks.get());
    long time = playback.time().get();
    if (!marks.remove(time)) {
      marks.add(time);
    } else if (notes.get().containsKey(time)) {
      Map<Long, String> next = new HashMap<>(notes.get());
      next.remove(time);
      notes.set(Map.copyOf(next));
    }
    bookmarks.set(List.copyOf(marks));
  }

  /** Goes to the next mark of the user, or with {@code -1} to the one before. */
  public void stepBookmark(int direction) {
    long now = playback.time().get();
    bookmarks.get().stream()
        .filter(mark -> direction > 0 ? mark > now : mark < now)
        .min(Comparator.comparingLong(mark -> Math.abs(mark - now)))
        .ifPresent(this::goTo);
  }

  /** Chooses the visible time and adds it up. */
  public void chooseVisible() {
    TimeRange visible = window.get().range();
    long to = Math.clamp(visible.to(), visible.from(), Math.max(visible.from(), trace.end()));
    range.choose(new TimeRange(visible.from(), to));
    range.sum(selection.get().lane());
  }

  /** How the lanes are grouped and sorted. */
  public Cell<Arrangement> arrangement() {
    return arrangement;
  }

  /** Groups and sorts the lanes anew, in the background: all fibers are looked at. */
  public void arrange(Arrangement how) {
    arrangement.set(how);
    List<Long> rank = List.copyOf(suspects.get().fibers().keySet());
    long time = playback.time().get();
    background.ask(
        () -> Arranger.arranged(trace, plain, how, rank, time),
        arranged -> {
          if (how.equals(arrangement.get())) {
            builder = arranged;
            collapsed.set(arranged.largerThan(MOST_OPEN));
            layOut();
          }
        });
  }

  /** Folds all groups, or unfolds them. */
  public void foldAll(boolean folded) {
    RowBuilder of = builder;
    background.ask(
        () -> folded ? of.largerThan(0) : Set.<LaneId>of(),
        groups -> {
          if (of == builder) {
            collapsed.set(groups);
            layOut();
          }
        });
  }

  /** Lanes that stay at the top. */
  public Cell<List<LaneId>> pinned() {
    return pinned;
  }

  /** Pins the selected lane to the top, or lets it go. */
  public void togglePin() {
    LaneId lane = selection.get().lane();
    if (lane != null) {
      List<LaneId> next = new ArrayList<>(pinned.get());
      if (!next.remove(lane)) {
        next.add(lane);
      }
      pinned.set(List.copyOf(next));
      layOut();
    }
  }

  /**
   * Looks for lanes by what their headers say, whatever is folded or filtered away.
   *
   * @param most of them that are wanted
   */
  public void findLanes(
      Predicate<String> wanted, int most, Consumer<? super List<RowBuilder.Found>> then) {
    RowBuilder of = builder;
    background.ask(() -> of.find(wanted, most), then);
  }

  /** Selects the next lane of a fiber that the filter shows. */
  public void selectNextMatch() {
    List<Row> all = rows.get().rows();
    int from = rows.get().indexOf(selection.get().lane());
    for (int i = 1; i <= all.size(); i++) {
      Row row = all.get((Math.max(-1, from) + i) % all.size());
      if (row.lane().kind() == LaneId.Kind.FIBER) {
        select(row.lane(), playback.time().get());
        return;
      }
    }
  }

  /** Folds or unfolds the group of a lane. */
  public void fold(LaneId lane, boolean folded) {
    LaneId group = builder.groupOf(lane);
    if (collapsed.get().contains(group) != folded) {
      toggle(group);
      if (folded) {
        select(group);
      }
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

  /** The lane at a pixel; where several share a line, the one that lives at a time. */
  public Optional<Row> rowAt(double yInPane, double time) {
    return rows.get().at(yInPane, scroll.get(), time);
  }

  public Optional<Row> rowAt(double yInPane) {
    return rows.get().at(yInPane, scroll.get());
  }

  /** Scrolls no more than needed to show a lane; opens its process when that is closed. */
  public void reveal(LaneId lane) {
    Set<LaneId> open = new HashSet<>(collapsed.get());
    if (builder.groupsOf(lane).stream().filter(open::remove).count() > 0) {
      collapsed.set(Set.copyOf(open));
      layOut(() -> scrollTo(lane));
    } else {
      scrollTo(lane);
    }
  }

  private void scrollTo(LaneId lane) {
    rows.get()
        .of(lane)
        .ifPresent(
            row -> {
              if (row.y() < rows.get().pinnedHeight()) {
                return;
              }
              if (row.y() < scroll.get() + rows.get().pinnedHeight()) {
                scrollTo(row.y() - rows.get().pinnedHeight());
              } else if (row.bottom() > scroll.get() + lanesHeight) {
                scrollTo(row.bottom() - lanesHeight);
              }
            });
  }

  private void layOut() {
    layOut(() -> {});
  }

  /** Lays the rows out: at once if that is little, else as soon as it is done. */
  private void layOut(Runnable then) {
    long number = ++layouts;
    RowBuilder of = builder;
    Set<LaneId> folded = collapsed.get();
    RowFilter wanted = shown;
    Landmarks known = landmarks.get();
    List<LaneId> atTop = pinned.get();
    if (of.size() <= AT_ONCE) {
      rows.set(of.rows(folded, wanted, known::depth, atTop));
      scrollTo(scroll.get());
      then.run();
      return;
    }
    background.ask(
        () -> of.rows(folded, wanted, known::depth, atTop).indexed(),
        made -> {
          if (number == layouts) {
            rows.set(made);
            scrollTo(scroll.get());
            then.run();
          }
        });
  }
}
