// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.fx;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import javafx.animation.AnimationTimer;
import javafx.geometry.Orientation;
import javafx.scene.Scene;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Region;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.views.layout.GraphTrack;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.model.Cell;
import org.lokoscope.views.model.SmoothZoom;
import org.lokoscope.views.model.TimelineModel;
import org.lokoscope.views.paint.Areas;
import org.lokoscope.views.paint.HoverText;
import org.lokoscope.views.paint.LanePainter;
import org.lokoscope.views.paint.LegendPainter;
import org.lokoscope.views.paint.Overlay;
import org.lokoscope.views.paint.Snapping;
import org.lokoscope.views.paint.Theme;
import org.lokoscope.views.paint.TimelineFrame;
import org.lokoscope.views.paint.TimelinePainter;
import org.lokoscope.views.paint.Tone;
import org.lokoscope.views.query.Landmarks;
import org.lokoscope.views.query.LaneData;
import org.lokoscope.views.query.Moments;
import org.lokoscope.views.query.Overview;
import org.lokoscope.views.query.TimelineData;
import org.lokoscope.views.query.TimelineQuery;
import org.lokoscope.views.viewport.TimeAxis;
import org.lokoscope.views.viewport.TimeRange;
import org.lokoscope.views.viewport.Viewport;

/**
 * The timeline as a node: a canvas and a scroll bar. Any change marks it dirty; at the next pulse
 * it paints once with what it has and, when that is too coarse or does not reach far enough, asks
 * for finer data.
 */
public final class TimelineView extends Region implements Themed {

  /** Room loaded beyond each edge, as a part of the window. */
  static final double AHEAD = 0.3;

  private static final double COARSER = 1.3;
  private static final double BAR = 12;

  /** Graphs of a run that is recorded are looked for again after so long. */
  private static final long TRACKS_NANOS = 1_000_000_000;

  /** And the minimap, which shows the whole run, is made anew. */
  private static final long OVERVIEW_NANOS = 250_000_000;

  private final TimelineModel model;
  private final QueryExecutor queries;
  private @Nullable Runnable saveRange;
  private @Nullable LongConsumer stop;
  private final Canvas canvas = new Canvas();
  private final ScrollBar bar = new ScrollBar();
  private final CanvasSurface surface = new CanvasSurface(canvas.getGraphicsContext2D());
  private final AnimationTimer pulse;

  private Areas areas = Areas.of(1, 1, 0, List.of());
  private TimelineData coarse = TimelineData.NONE;
  private TimelineData fine = TimelineData.NONE;
  private TimelineQuery.@Nullable Request requested;
  private TimelineQuery.@Nullable Request shownFor;
  private @Nullable Overview overview;
  private Moments moments = Moments.NONE;
  private List<LaneId> momentsOf = List.of();
  private boolean askingMoments;
  private Areas.Split split = Areas.Split.AUTOMATIC;
  private final Cell<Boolean> timeOfDay = new Cell<>(false);
  private final HoverTip tip;
  private List<GraphTrack> present = List.of();
  private final SmoothZoom zoom;
  private @Nullable Instant started;
  private double trackScroll;
  private double hoverX = -1;
  private boolean dirty = true;
  private boolean askingOverview;

  /** Whether the run was recorded while it was looked at: then each answer is waited for. */
  private boolean growing;

  /** Until when the run was known that the data and the screen show. */
  private long loaded;

  private long drawn;
  private boolean stale;
  private boolean overviewStale;
  private long overviewLoaded;
  private boolean asking;
  private long tracksLoaded;
  private long lastPulse;

  public TimelineView(TimelineModel model, QueryExecutor queries) {
    this.model = model;
    this.queries = queries;
    setId("timeline");
    getStyleClass().add("timeline");
    canvas.setId("timeline-canvas");
    canvas.setFocusTraversable(true);
    bar.setId("timeline-scroll");
    bar.setOrientation(Orientation.VERTICAL);
    getChildren().addAll(canvas, bar);
    pulse =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            onPulse(now);
          }
        };
    // A timer that runs is held by the toolkit, and all that it shows with it.
    sceneProperty()
        .flatMap(Scene::windowProperty)
        .flatMap(Window::showingProperty)
        .orElse(false)
        .subscribe(this::run);
    listen();
    tip = new HoverTip(canvas, this);
    zoom = new SmoothZoom(model);
    new TimelineBehaviour(model, canvas, this);
    new TimelineMenu(model, canvas, this);
    loadOverview();
    model.growth().listen(end -> grown());
  }

  /** Says what saves the chosen time; the menu of that time offers it then. */
  public void onSaveRange(Runnable save) {
    saveRange = save;
  }

  /** What has a debugger stand at a time of the run; null if its run cannot be repeated. */
  public void onStop(@Nullable LongConsumer at) {
    stop = at;
  }

  @Nullable LongConsumer stop() {
    return stop;
  }

  @Nullable Runnable saveRange() {
    return saveRange;
  }

  private void loadOverview() {
    askingOverview = true;
    overviewStale = false;
    overviewLoaded = System.nanoTime();
    queries.overview(
        TimeAxis.of(model.folds().get()),
        whole -> {
          askingOverview = false;
          overview = whole;
          dirty();
        });
  }

  /** The run is recorded: what was loaded of its end is no longer all that is there. */
  private void grown() {
    growing = true;
    stale = true;
    overviewStale = true;
    if (System.nanoTime() - tracksLoaded > TRACKS_NANOS) {
      tracksLoaded = System.nanoTime();
      loadTracks();
    }
    dirty();
  }

  private void listen() {
    model.window().listen(value -> dirty());
    model.rows().listen(value -> layOut());
    model.tracks().listen(value -> layOut());
    model.scroll().listen(value -> dirty());
    model.suspects().listen(value -> loadTracks());
    model.standing().listen(value -> dirty());
    model.trackChoice().listen(choice -> model.tracks().set(choice.of(present)));
    model.folds().listen(value -> loadOverview());
    model.range().chosen().listen(value -> dirty());
    model.causality().step().listen(value -> dirty());
    model.causality().chain().listen(value -> dirty());
    timeOfDay.listen(value -> dirty());
    model.bookmarks().listen(value -> dirty());
    model.notes().listen(value -> dirty());
    model.playback().time().listen(value -> follow());
    model
        .selection()
        .bind(
            chosen -> {
              loadTracks();
              dirty();
            });
    bar.valueProperty().subscribe(value -> model.scrollTo(value.doubleValue()));
    model.scroll().listen(bar::setValue);
  }

  private void loadTracks() {
    queries.tracks(
        model.selection().get().fiber(),
        model.suspects().get(),
        found -> {
          present = found;
          model.tracks().set(model.trackChoice().get().of(found));
        });
  }

  private void run(boolean shown) {
    if (shown) {
      pulse.start();
    } else {
      pulse.stop();
    }
  }

  /** Lets the keys reach the timeline. */
  public void focus() {
    canvas.requestFocus();
  }

  /** Where the parts stand now. */
  public Areas areas() {
    return areas;
  }

  @Override
  public void use(Theme theme) {
    surface.use(theme);
    // Pictures of strips keep the colours that they were drawn in.
    coarse = TimelineData.NONE;
    fine = TimelineData.NONE;
    requested = null;
    shownFor = null;
    dirty();
  }

  /** Moves the graphs that do not fit by pixels. */
  void scrollTracks(double by) {
    trackScroll = Math.clamp(trackScroll + by, 0, areas.hiddenTracks());
    dirty();
  }

  /** Makes the lanes' headers as wide as the user drags them. */
  void splitGutter(double width) {
    split = new Areas.Split(width, split.graphs());
    layOut();
  }

  /** Makes the graphs begin where the user drags their upper edge. */
  void splitGraphs(double y) {
    split = new Areas.Split(split.gutter(), Math.max(1, paneHeight() - y - Areas.GAP / 2));
    layOut();
  }

  void hover(double x) {
    hoverX = x;
    dirty();
  }

  /** The pointer rests at a pixel, or with a negative one nowhere. */
  void point(double x, double y) {
    tip.point(x, y);
  }

  /** What there is to say of a pixel. */
  public String textAt(double x, double y) {
    return HoverText.of(frame(), x, y, started);
  }

  /** The mark at a pixel, if any. */
  Optional<Landmarks.Mark> markAt(double x, double y) {
    return HoverText.markAt(frame(), x, y);
  }

  /** The graph at a pixel. */
  Optional<GraphTrack> trackAt(double y) {
    double within = y + trackScroll;
    for (int i = 0; i < tracks().size(); i++) {
      double top = areas.trackTop(i);
      if (within >= top && within < top + areas.trackHeight(i)) {
        return Optional.of(tracks().get(i));
      }
    }
    return Optional.empty();
  }

  /** The moment at a pixel; over the headers the playhead's. */
  long timeAt(double x) {
    return x < areas.gutter()
        ? model.playback().time().get()
        : Math.max(0, Math.round(model.window().get().time(x - areas.gutter())));
  }

  /** The end of an interval near a pixel; without one {@code time}. */
  long snapped(double x, double y, long time) {
    return Snapping.at(frame(), x, y, time);
  }

  /** Zooms by a factor at a pixel of the plot, in a few steps that a next one cuts short. */
  public void zoomSmoothly(double x, double factor) {
    zoom.start(x, factor);
  }

  /** Whether the ruler shows the time of day, as far as the trace knows it. */
  public Cell<Boolean> timeOfDay() {
    return timeOfDay;
  }

  /** Tells when the run began by the clock on the wall. */
  public void startedAt(@Nullable Instant moment) {
    started = moment;
    dirty();
  }

  public @Nullable Instant startedAt() {
    return started;
  }

  /** The pixel of the plot at which the pointer is, or -1. */
  public double hoverX() {
    return hoverX;
  }

  void dirty() {
    dirty = true;
  }

  /** Until when the run was known that is on the screen, nanoseconds; 0 if nobody follows it. */
  public long drawnUntil() {
    return drawn;
  }

  /** Whether what is on the screen is as fine as it can be; robots wait for it. */
  public boolean settled() {
    return !dirty
        && !zoom.isRunning()
        && overview != null
        && !overviewStale
        && good(fine)
        && moments.time() == model.playback().time().get();
  }

  @Override
  protected void layoutChildren() {
    canvas.setWidth(Math.max(1, getWidth()));
    canvas.setHeight(getHeight());
    layOut();
  }

  @Override
  protected double computePrefWidth(double height) {
    return 900;
  }

  @Override
  protected double computePrefHeight(double width) {
    return 520;
  }

  /** Without the line that explains the colours. */
  private double paneHeight() {
    return Math.max(0, getHeight() - LegendPainter.HEIGHT);
  }

  private void layOut() {
    double width = Math.max(1, getWidth() - BAR);
    areas = Areas.of(width, paneHeight(), model.rows().get().height(), model.tracks().get(), split);
    model.resize(areas.plotWidth(), areas.lanesHeight());
    bar.resizeRelocate(width, areas.lanesTop(), BAR, areas.lanesHeight());
    double hidden = Math.max(0, model.rows().get().height() - areas.lanesHeight());
    bar.setMax(hidden);
    bar.setVisibleAmount(hidden * areas.lanesHeight() / Math.max(1, model.rows().get().height()));
    bar.setBlockIncrement(Math.max(20, areas.lanesHeight() - 40));
    bar.setUnitIncrement(60);
    bar.setVisible(hidden > 0);
    scrollTracks(0);
    dirty();
  }

  private void follow() {
    if (model.playback().playing().get()) {
      model.window().set(model.window().get().revealing(model.playback().time().get()));
    }
    dirty();
  }

  private void onPulse(long now) {
    double seconds = lastPulse == 0 ? 0 : (now - lastPulse) / 1e9;
    lastPulse = now;
    model.playback().advance(Math.min(seconds, 0.25));
    zoom.advance(seconds);
    if (overviewStale && !askingOverview && System.nanoTime() - overviewLoaded > OVERVIEW_NANOS) {
      loadOverview();
    }
    if (dirty) {
      dirty = false;
      paint();
      request();
      requestMoments();
    }
  }

  private void paint() {
    drawn = loaded;
    TimelinePainter.paint(surface, frame());
    // Beside the plot is the scroll bar, which is as high as the lanes.
    surface.fill(areas.width(), 0, BAR, areas.height(), surface.theme().of(Tone.PANEL));
    LegendPainter.paint(surface, 0, areas.height(), areas.width() + BAR);
  }

  /** What is shown now, for an image of it. */
  public TimelineFrame frame() {
    TimelineFrame.Marks marks =
        new TimelineFrame.Marks(
            model.selection().get().lane(),
            model.selection().get().interval(),
            model.playback().time().get(),
            hoverX);
    return new TimelineFrame(
        areas,
        model.window().get(),
        model.rows().get(),
        model.scroll().get(),
        model.tracks().get(),
        List.of(coarse, fine),
        overview,
        marks,
        overlay());
  }

  private Map<Long, String> bookmarks() {
    Map<Long, String> all = new java.util.LinkedHashMap<>();
    for (long moment : model.bookmarks().get()) {
      all.put(moment, model.notes().get().getOrDefault(moment, ""));
    }
    return all;
  }

  private Overlay overlay() {
    return new Overlay(
        moments,
        model.suspects().get(),
        trackScroll,
        model.landmarks().get(),
        model.range().get(),
        model.causality().chain().get(),
        model.causality().step().get(),
        bookmarks(),
        timeOfDay.get() ? started : null,
        null,
        model.standing().get().orElse(null));
  }

  /** One question is under way at a time; moments that pass meanwhile are skipped. */
  private void requestMoments() {
    long time = model.playback().time().get();
    List<LaneId> lanes = lanesAt(time);
    if (!askingMoments && !(moments.time() == time && momentsOf.equals(lanes))) {
      askingMoments = true;
      queries.moments(
          lanes,
          time,
          found -> {
            askingMoments = false;
            moments = found;
            momentsOf = lanes;
            dirty();
          });
    }
  }

  private void request() {
    if (growing && asking) {
      return;
    }
    if (stale) {
      stale = false;
      requested = null;
    } else if (good(fine)) {
      return;
    }
    Viewport window = model.window().get();
    TimelineQuery.Request asked =
        TimelineQuery.Request.of(
            window, AHEAD, List.of(), model.tracks().get(), model.selection().get().lane());
    TimelineQuery.Request next = asked.with(visibleLanes(asked.range().from(), asked.range().to()));
    if (!next.equals(requested)) {
      requested = next;
      asking = true;
      Theme colours = surface.theme();
      long known = Math.max(0, model.growth().get());
      queries.timeline(
          next,
          colours,
          data -> {
            asking = false;
            // A frame that was loaded ahead may have come meanwhile.
            if (colours == surface.theme() && (known >= loaded || !good(fine))) {
              loaded = known;
              show(next, data);
            }
          });
    }
  }

  /**
   * What is to be loaded for a run that will have become longer.
   *
   * @param tail whether the end is to be shown
   */
  public NextFrame next(boolean tail) {
    return new NextFrame(
        model.window().get(),
        model.rows().get(),
        model.scroll().get(),
        areas.lanesHeight(),
        model.tracks().get(),
        model.selection().get().lane(),
        model.playback().time().get(),
        surface.theme(),
        tail);
  }

  /**
   * Shows a frame that was loaded ahead, if it is what is looked at now; else one is asked for.
   * Whether it is.
   */
  public boolean show(NextFrame.Loaded next) {
    if (next.theme() != surface.theme() || next.end() < loaded) {
      return false;
    }
    TimelineData before = fine;
    TimelineQuery.Request beforeFor = shownFor;
    fine = next.data();
    shownFor = next.request();
    if (!good(fine)) {
      fine = before;
      shownFor = beforeFor;
      return false;
    }
    stale = false;
    requested = next.request();
    loaded = next.end();
    moments = next.moments();
    momentsOf = next.lanes();
    show(next.request(), next.data());
    return true;
  }

  private void show(TimelineQuery.Request request, TimelineData data) {
    fine = data;
    shownFor = request;
    if (data.range().length() >= coarse.range().length()) {
      coarse =
          new TimelineData(
              data.range(),
              data.nanosPerColumn(),
              merged(coarse.lanes(), data.lanes()),
              Map.<SeriesId, Series>of(),
              List.of(),
              false);
    }
    dirty();
  }

  private static Map<LaneId, LaneData> merged(
      Map<LaneId, LaneData> old, Map<LaneId, LaneData> young) {
    Map<LaneId, LaneData> all = new java.util.HashMap<>(old);
    all.putAll(young);
    return all;
  }

  private boolean good(TimelineData data) {
    Viewport window = model.window().get();
    return shownFor != null
        && data.range().covers(clipped(window))
        && data.nanosPerColumn() <= window.nanosPerPixel() * COARSER
        && data.nanosPerColumn() >= window.nanosPerPixel() / 2.5
        && shownFor.tracks().equals(model.tracks().get())
        && shownFor.axis().folds().equals(window.axis().folds())
        && java.util.Objects.equals(shownFor.selected(), model.selection().get().lane())
        && data.lanes().keySet().containsAll(visibleLanes(window.from(), window.to()));
  }

  /** The visible time that belongs to the run; one nanosecond of rounding is no reason to load. */
  private static TimeRange clipped(Viewport window) {
    long from = (long) Math.max(0, Math.ceil(window.from()));
    return new TimeRange(from, Math.max(from, (long) Math.min(window.highest(), window.to())));
  }

  private List<LaneId> visibleLanes(double from, double to) {
    Viewport window = model.window().get();
    return lanes(life -> life.overlaps(from, to) && LanePainter.isWide(life, window));
  }

  private List<LaneId> lanesAt(double time) {
    return lanes(life -> life.overlaps(time, time));
  }

  /** The lanes in sight; of those that share a line only such that live as is wanted. */
  private List<LaneId> lanes(Predicate<Row.Life> wanted) {
    double top = model.scroll().get();
    return lanes(model.rows().get().visible(top, top + areas.lanesHeight()), wanted);
  }

  static List<LaneId> lanes(List<Row> rows, Predicate<Row.Life> wanted) {
    return rows.stream()
        .filter(row -> row.life() == null || wanted.test(row.life()))
        .map(Row::lane)
        .toList();
  }

  /** The tracks on show, for tests and pickers. */
  public List<GraphTrack> tracks() {
    return model.tracks().get();
  }
}
