// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Trace;
import org.lokoscope.store.stacks.StackQuery.Weight;
import org.lokoscope.views.compare.ComparePainter;
import org.lokoscope.views.compare.CompareQuery;
import org.lokoscope.views.compare.ComparedRuns;
import org.lokoscope.views.fx.CanvasSurface;
import org.lokoscope.views.fx.Themed;
import org.lokoscope.views.paint.FlamePainter;
import org.lokoscope.views.paint.Theme;
import org.lokoscope.views.paint.Tone;
import org.lokoscope.views.query.FlameDifference;
import org.lokoscope.views.viewport.Viewport;

/**
 * Two traces on one axis. The wheel zooms both at the pointer, dragging moves both; over the
 * headers the wheel scrolls. Owns both traces until it is closed.
 */
final class ComparePane extends BorderPane implements Themed {

  private static final double ZOOM = 1.25;
  private static final double STEP = 0.15;

  /** Pairs of lanes that are read at most. */
  private static final int MOST_ROWS = 200;

  /** Places that are told to who cannot see the graph. */
  private static final int MOST_LINES = 12;

  private final Trace before;
  private final Trace after;
  private final ComparedRuns runs;
  private final CompareQuery query;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("compare").factory());
  private final Canvas canvas = new Canvas();
  private final CanvasSurface surface = new CanvasSurface(canvas.getGraphicsContext2D());
  private final Pane plot = new Plot();
  private Viewport window;
  private List<CompareQuery.Row> rows = List.of();
  private boolean asking;
  private boolean stale = true;
  private boolean closed;
  private double scroll;
  private double dragged;
  private View view = View.TIMELINES;
  private @Nullable FlameDifference stacks;

  /** What is compared. */
  private enum View {
    TIMELINES("Timelines"),
    WORDS("Words by stack"),
    RUN_TIME("Run time by stack");

    private final String words;

    View(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** What opening both took. */
  record Pair(Path first, Path second, Trace before, Trace after, ComparedRuns runs) {}

  /** What the pane asks of the window. */
  interface Actions {

    void open(Path trace);

    void leave();
  }

  ComparePane(Pair pair, Theme theme, Actions actions) {
    before = pair.before();
    after = pair.after();
    runs = pair.runs();
    query = new CompareQuery(before, after, runs);
    window = Viewport.fit(runs.end(), 1000);
    surface.use(theme);
    setId("compare");
    Label note = new Label("Two runs on one axis: the wheel zooms both, dragging moves both");
    note.getStyleClass().add("text-muted");
    note.setMinWidth(0);
    ChoiceBox<View> views = new ChoiceBox<>();
    views.setId("compare-view");
    views.setAccessibleText("What is compared");
    views.getItems().setAll(View.values());
    views.setValue(view);
    views.setMinWidth(USE_PREF_SIZE);
    Button whole =
        button("compare-fit", "Whole runs", "Show both from begin to end (0)", this::fit);
    views
        .valueProperty()
        .addListener(
            (any, old, next) -> {
              note.setVisible(next == View.TIMELINES);
              whole.setDisable(next != View.TIMELINES);
              choose(next);
            });
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox bar =
        new HBox(
            8,
            views,
            note,
            gap,
            whole,
            button("compare-first", "Open the first", "", () -> actions.open(pair.first())),
            button("compare-second", "Open the second", "", () -> actions.open(pair.second())),
            button("compare-leave", "Leave", "Back to the timeline (Esc)", actions::leave));
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("tools");
    setTop(bar);
    setCenter(plot);
    plot.setId("compare-plot");
    plot.setAccessibleRole(AccessibleRole.TEXT);
    plot.setAccessibleText(String.join("\n", runs.words()));
    plot.setFocusTraversable(true);
    plot.addEventHandler(ScrollEvent.SCROLL, this::turned);
    plot.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> pressed(event.getX()));
    plot.addEventHandler(MouseEvent.MOUSE_DRAGGED, event -> drag(event.getX()));
    plot.addEventHandler(KeyEvent.KEY_PRESSED, event -> key(event, actions));
  }

  private static Button button(String id, String text, String tip, Runnable action) {
    Button button = new Button(text);
    button.setId(id);
    button.setFocusTraversable(false);
    button.setMinWidth(USE_PREF_SIZE);
    button.getStyleClass().add("small");
    if (!tip.isEmpty()) {
      button.setTooltip(new Tooltip(tip));
    }
    button.setOnAction(event -> action.run());
    return button;
  }

  private final class Plot extends Pane {

    Plot() {
      getChildren().add(canvas);
    }

    @Override
    protected void layoutChildren() {
      if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        look(window.resized(Math.max(100, getWidth() - ComparePainter.GUTTER)));
      }
    }
  }

  private void choose(View next) {
    view = next;
    stacks = null;
    paint();
    if (next == View.TIMELINES) {
      plot.setAccessibleText(String.join("\n", runs.words()));
      return;
    }
    plot.setAccessibleText("");
    worker.execute(
        () -> {
          Weight weight = next == View.WORDS ? Weight.WORDS : Weight.SAMPLES;
          FlameDifference found = FlameDifference.of(before, after, null, weight);
          Platform.runLater(() -> told(next, found));
        });
  }

  private void told(View asked, FlameDifference found) {
    if (asked == view) {
      stacks = found;
      plot.setAccessibleText(String.join("\n", found.lines(MOST_LINES)));
      paint();
    }
  }

  /** The time that both show. */
  Viewport window() {
    return window;
  }

  /** Whether what is seen is of the time that is shown. */
  boolean settled() {
    return !asking && !stale;
  }

  void focus() {
    plot.requestFocus();
  }

  private void look(Viewport next) {
    window = next;
    stale = true;
    ask();
    paint();
  }

  private void fit() {
    look(window.all());
  }

  private void turned(ScrollEvent event) {
    if (view != View.TIMELINES) {
      return;
    }
    double amount = event.getDeltaY() != 0 ? event.getDeltaY() : event.getDeltaX();
    if (event.getX() < ComparePainter.GUTTER) {
      double room = Math.max(0, canvas.getHeight() - ComparePainter.top(runs));
      scroll = Math.clamp(scroll - amount, 0, Math.max(0, ComparePainter.height(rows) - room));
      paint();
    } else if (amount != 0) {
      double x = event.getX() - ComparePainter.GUTTER;
      look(window.zoomed(x, amount > 0 ? ZOOM : 1 / ZOOM));
    }
    event.consume();
  }

  private void pressed(double x) {
    plot.requestFocus();
    dragged = x;
  }

  private void drag(double x) {
    if (view != View.TIMELINES) {
      return;
    }
    look(window.panned(dragged - x));
    dragged = x;
  }

  private void key(KeyEvent event, Actions actions) {
    if (event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    if (view != View.TIMELINES && event.getCode() != KeyCode.ESCAPE) {
      return;
    }
    double step = STEP * window.width();
    switch (event.getCode()) {
      case W -> look(window.zoomed(window.width() / 2, ZOOM));
      case S -> look(window.zoomed(window.width() / 2, 1 / ZOOM));
      case A, LEFT -> look(window.panned(-step));
      case D, RIGHT -> look(window.panned(step));
      case DIGIT0, HOME -> fit();
      case ESCAPE -> actions.leave();
      default -> {
        return;
      }
    }
    event.consume();
  }

  /** One question is under way at a time; when it is answered, what has become of the view. */
  private void ask() {
    if (asking || closed || window.width() < 1) {
      return;
    }
    asking = true;
    stale = false;
    Viewport asked = window;
    worker.execute(
        () -> {
          List<CompareQuery.Row> found = query.load(asked, (int) asked.width(), 0, MOST_ROWS);
          Platform.runLater(() -> answered(found));
        });
  }

  private void answered(List<CompareQuery.Row> found) {
    asking = false;
    rows = found;
    paint();
    if (stale) {
      ask();
    }
  }

  private void paint() {
    double width = canvas.getWidth();
    double height = canvas.getHeight();
    canvas.getGraphicsContext2D().clearRect(0, 0, width, height);
    if (width > 0 && height > 0 && view != View.TIMELINES) {
      surface.fill(0, 0, width, height, surface.theme().of(Tone.BACKGROUND));
      if (stacks != null) {
        FlamePainter.paint(surface, stacks, width, height);
      }
    } else if (width > 0 && height > 0) {
      ComparePainter.paint(surface, runs, window, rows, scroll, width, height);
    }
  }

  @Override
  public void use(Theme theme) {
    surface.use(theme);
    paint();
  }

  /** Closes both traces when the last question has been answered. */
  void close() {
    closed = true;
    worker.execute(
        () -> {
          before.close();
          after.close();
        });
    worker.shutdown();
  }
}
