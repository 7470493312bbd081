// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Site;
import org.lokoscope.store.stacks.StackQuery.Weight;
import org.lokoscope.store.stacks.StackTree;
import org.lokoscope.store.stacks.StackTrees;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.detail.Detail.Target;
import org.lokoscope.views.fx.CanvasSurface;
import org.lokoscope.views.fx.QueryExecutor.Work;
import org.lokoscope.views.fx.Themed;
import org.lokoscope.views.paint.FlamePainter;
import org.lokoscope.views.paint.FlamePainter.Look;
import org.lokoscope.views.paint.FlamePainter.Placed;
import org.lokoscope.views.paint.Theme;
import org.lokoscope.views.query.FlameData;
import org.lokoscope.views.viewport.TimeRange;

/**
 * The flame graph: run time by stack if samples were taken, and words that suspended fibers retain.
 * A click fills the width with a frame, Backspace or Up goes back; what is looked for is lit.
 */
public final class FlameTab extends BorderPane implements TraceTab {

  private final OpenTrace opened;
  private final ChoiceBox<Weight> weight = new ChoiceBox<>();
  private final CheckBox visible = new CheckBox("_Visible time only");
  private final TextField search = new TextField();
  private final Button up = new Button("Up");
  private final Label note = new Label();
  private final Graph graph = new Graph();
  private final PauseTransition pause = new PauseTransition(Duration.millis(250));
  private final Deque<StackTree> zoomed = new ArrayDeque<>();
  private @Nullable FlameData data;
  private boolean front;
  private boolean stale = true;
  private boolean chosen;
  private int asked;

  public FlameTab(OpenTrace opened) {
    this.opened = opened;
    setId("flame");
    weight.setId("flame-weight");
    weight.getItems().setAll(Weight.values());
    weight.setValue(Weight.WORDS);
    weight.setConverter(new Names());
    weight.setAccessibleText("What the widths say");
    visible.setId("flame-visible");
    search.setId("flame-search");
    search.setPromptText("Find a procedure, file or form");
    search.setAccessibleText("Find in the flame graph");
    search.setPrefColumnCount(22);
    up.setId("flame-up");
    up.getStyleClass().add("small");
    up.setTooltip(new Tooltip("Back to what was shown before (Backspace)"));
    up.setDisable(true);
    up.setOnAction(event -> back());
    TabHead.note(note, "flame-note");
    HBox top = TabHead.of(weight, visible, search, up, note);
    setTop(top);
    setCenter(graph);
    pause.setOnFinished(done -> load());
    weight.setOnAction(event -> changed());
    visible.selectedProperty().subscribe(on -> changed());
    search.textProperty().subscribe(text -> graph.paint());
    opened
        .model()
        .window()
        .listen(
            window -> {
              if (visible.isSelected()) {
                changed();
              }
            });
  }

  @Override
  public String title() {
    return "Flame";
  }

  @Override
  public Node node() {
    return this;
  }

  @Override
  public void shown(boolean nowInFront) {
    front = nowInFront;
    if (front && stale) {
      load();
    }
  }

  private void changed() {
    stale = true;
    if (front) {
      pause.playFromStart();
    }
  }

  private void load() {
    stale = false;
    int number = ++asked;
    TimeRange range = visible.isSelected() ? opened.model().window().get().range() : null;
    Weight wanted = weight.getValue();
    boolean first = !chosen;
    note.setText("summing up…");
    opened.ask(
        Work.TABLES,
        trace -> {
          boolean samples = first ? StackTrees.hasSamples(trace) : wanted == Weight.SAMPLES;
          return samples ? FlameData.ofSamples(trace, range) : FlameData.of(trace, range);
        },
        answer -> {
          if (number == asked) {
            show(answer);
          }
        });
  }

  private void show(FlameData answer) {
    chosen = true;
    data = answer;
    zoomed.clear();
    if (weight.getValue() != answer.weight()) {
      weight.setValue(answer.weight());
    }
    graph.paint();
  }

  private void zoom(StackTree node) {
    zoomed.push(node);
    graph.paint();
  }

  private void back() {
    zoomed.poll();
    graph.paint();
  }

  private void tell(FlameData shown, StackTree focus) {
    up.setDisable(zoomed.isEmpty());
    String what = search.getText().strip().toLowerCase(Locale.ROOT);
    if (what.isEmpty()) {
      note.setText(
          shown.amount(focus.total())
              + (focus == shown.root() ? "" : " of " + shown.amount(shown.root().total())));
    } else {
      long found = found(focus, what);
      double part = focus.total() == 0 ? 0 : (double) found / focus.total();
      note.setText(shown.amount(found) + " found, " + Figures.percent(part));
    }
  }

  /** The weight of what is found, nothing counted twice. By hand: stacks can be deep. */
  private static long found(StackTree focus, String what) {
    long sum = 0;
    Deque<StackTree> left = new ArrayDeque<>();
    left.push(focus);
    while (!left.isEmpty()) {
      StackTree node = left.pop();
      if (FlamePainter.isFound(node, what)) {
        sum += node.total();
      } else {
        node.children().forEach(left::push);
      }
    }
    return sum;
  }

  private static final class Names extends StringConverter<Weight> {

    @Override
    public String toString(@Nullable Weight value) {
      return value == null ? "" : value == Weight.WORDS ? "Retained words" : "Run time (samples)";
    }

    @Override
    public Weight fromString(String text) {
      throw new UnsupportedOperationException(text);
    }
  }

  /** Whole boxes on show and what is said of them, for tests. */
  public List<Placed> boxes() {
    return graph.placed;
  }

  /** The picture, and what the mouse does in it. */
  private final class Graph extends Region implements Themed {

    private final Canvas canvas = new Canvas();
    private final CanvasSurface surface = new CanvasSurface(canvas.getGraphicsContext2D());
    private final Tooltip tooltip = new Tooltip();
    private List<Placed> placed = List.of();

    Graph() {
      setId("flame-graph");
      setAccessibleText("Flame graph");
      setFocusTraversable(true);
      setMinSize(0, 0);
      getChildren().add(canvas);
      tooltip.setShowDelay(Duration.millis(150));
      Tooltip.install(canvas, tooltip);
      canvas.setOnMouseMoved(this::hover);
      canvas.setOnMouseClicked(this::click);
      setOnKeyPressed(
          key -> {
            if (key.getCode() == KeyCode.BACK_SPACE && !zoomed.isEmpty()) {
              back();
              key.consume();
            }
          });
    }

    @Override
    public void use(Theme theme) {
      surface.use(theme);
      paint();
    }

    @Override
    protected void layoutChildren() {
      canvas.setWidth(getWidth());
      canvas.setHeight(getHeight());
      paint();
    }

    void paint() {
      FlameData shown = data;
      if (shown == null || canvas.getWidth() < 1) {
        return;
      }
      StackTree top = zoomed.peek();
      StackTree focus = top == null ? shown.root() : top;
      String what = search.getText().strip().toLowerCase(Locale.ROOT);
      placed =
          FlamePainter.paint(
              surface, shown, new Look(focus, what, false), canvas.getWidth(), canvas.getHeight());
      tell(shown, focus);
    }

    private @Nullable Placed at(MouseEvent event) {
      return placed.stream()
          .filter(box -> box.holds(event.getX(), event.getY()))
          .findFirst()
          .orElse(null);
    }

    private void hover(MouseEvent event) {
      Placed under = at(event);
      tooltip.setText(under == null ? "A click on a frame fills the width with it" : text(under));
    }

    private String text(Placed box) {
      Site site = box.box().nodes().getFirst().place().site();
      String form = site.form().isEmpty() || box.box().shared() ? "" : "\n" + site.form();
      return box.label().strip() + form;
    }

    private void click(MouseEvent event) {
      requestFocus();
      Placed under = at(event);
      if (under == null || under.box().shared()) {
        return;
      }
      StackTree node = under.box().nodes().getFirst();
      switch (event.getButton()) {
        case PRIMARY -> {
          if (under.box().level() > 0) {
            zoom(node);
          } else if (!zoomed.isEmpty()) {
            back();
          }
        }
        case SECONDARY -> menu(under, node).show(canvas, event.getScreenX(), event.getScreenY());
        default -> {}
      }
    }

    private ContextMenu menu(Placed under, StackTree node) {
      ContextMenu menu = Actions.menu(Actions.item("Copy", () -> Actions.copy(text(under))));
      Site site = node.place().site();
      if (site.line() > 0) {
        menu.getItems()
            .addFirst(Actions.item("Show the line", () -> opened.follow(new Target.Place(site))));
      }
      return menu;
    }
  }
}
