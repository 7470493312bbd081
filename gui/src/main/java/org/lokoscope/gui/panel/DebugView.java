// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputDialog;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.debug.model.DebugModel;
import org.lokoscope.gui.debug.model.DebugModel.Move;
import org.lokoscope.gui.debug.model.DebugModel.Phase;
import org.lokoscope.gui.debug.model.Launch;
import org.lokoscope.gui.debug.model.Seen.Fiber;
import org.lokoscope.gui.debug.model.Seen.Frame;
import org.lokoscope.gui.debug.model.Seen.Place;
import org.lokoscope.gui.debug.model.Seen.Variable;
import org.lokoscope.gui.debug.model.Seen.Watch;
import org.lokoscope.runtime.debug.Unit;
import org.lokoscope.store.SourceText;
import org.lokoscope.views.source.SourceMark;

/**
 * A program that is debugged: its fibers, the stack of one, the source with breakpoints in its
 * margin, variables, watches, and an expression line. What it shows belongs to the moment at which
 * the program stands; while it runs, that of the last stop is dimmed.
 */
public final class DebugView extends BorderPane {

  /** Below this height, in pixels, lists stand side by side. */
  private static final double LOW = 460;

  /** Height of an entry of a list. */
  static final double ROW = 23;

  private static final PseudoClass RUNNING = PseudoClass.getPseudoClass("running");

  private final DebugModel model;
  private final BiConsumer<String, Consumer<@Nullable SourceText>> texts;
  private final Label note = new Label();
  private final ListView<Fiber> fibers = new ListView<>();
  private final ListView<Frame> stack = new ListView<>();
  private final SourceView source = new SourceView("debug-source");
  private final SourceDots dots;
  private final Label file = new Label();
  private final ValueTree variables;
  private final ValueTree watches;
  private final TextArea output = new TextArea();
  private final TextField expression = new TextField();
  private final TabPane side = new TabPane();
  private final SplitPane left = new SplitPane(fibers, stack);
  private final SplitPane right;
  private final SplitPane all;
  private Consumer<Fiber> onFiber = any -> {};
  private boolean updating;
  private String shown = "";
  private String wanted = "";

  /**
   * @param texts finds the text of a file, or null, and gives it on this thread
   */
  public DebugView(DebugModel model, BiConsumer<String, Consumer<@Nullable SourceText>> texts) {
    this.model = model;
    this.texts = texts;
    setId("debug-tab");
    dots = new SourceDots(source, model.breakpoints());
    variables =
        new ValueTree(
            model, "debug-variables", "Variables of the frame", Set.of("Locals", "Free variables"));
    watches = new ValueTree(model, "debug-watches", "Watches", Set.of());
    fibers();
    stack();
    source.setPlaceholder(
        ValueTree.nothing("The text of a frame, with breakpoints in its margin, stands here."));
    file.getStyleClass().addAll("text-muted", "source-name");
    BorderPane middle = new BorderPane(source);
    middle.setTop(file);
    right = new SplitPane(variables, side());
    all = new SplitPane(left, middle, right);
    all.setDividerPositions(0.22, 0.6);
    left.setDividerPositions(0.4);
    right.setDividerPositions(0.5);
    setTop(tools());
    setCenter(all);
    heightProperty().subscribe(height -> turn(height.doubleValue()));
    model.phase().bind(this::phase);
    model.fibers().bind(now -> show(fibers, now, model.fiber().get()));
    model.fiber().bind(now -> show(fibers, model.fibers().get(), now));
    model.stack().bind(now -> show(stack, now, model.frame().get()));
    model.frame().bind(this::frame);
    model.scopes().bind(groups -> variables.show(groups.all()));
    model.watches().bind(now -> watches(now.all()));
    model.output().bind(this::print);
    variables.setContextMenu(
        Actions.menu(
            Actions.item("Set value\u2026", () -> variables.withSettable(this::set)),
            Actions.item("Watch", this::watchSelected),
            Actions.item("Copy value", () -> copy(variables))));
    watches.setContextMenu(
        Actions.menu(
            Actions.item("Remove", this::unwatch),
            Actions.item("Copy value", () -> copy(watches))));
    source
        .getContextMenu()
        .getItems()
        .add(Actions.item("Run to this line (Ctrl+F10)", this::runToLine));
    source.getContextMenu().getItems().add(Actions.item("Breakpoint (F9)", () -> toggle(source)));
  }

  /** Who hears that the user has chosen a fiber. */
  public void onFiber(Consumer<Fiber> then) {
    onFiber = then;
  }

  private void turn(double height) {
    Orientation way = height < LOW ? Orientation.HORIZONTAL : Orientation.VERTICAL;
    if (left.getOrientation() != way || right.getOrientation() != way) {
      left.setOrientation(way);
      right.setOrientation(way);
    }
    if (way == Orientation.HORIZONTAL) {
      all.setDividerPositions(0.31, 0.62);
    } else {
      all.setDividerPositions(0.22, 0.64);
    }
  }

  // The parts

  private HBox tools() {
    note.setId("debug-note");
    note.setMinWidth(0);
    HBox.setHgrow(note, Priority.ALWAYS);
    note.setMaxWidth(Double.MAX_VALUE);
    model.note().bind(this::say);
    ChoiceBox<Unit> stops = new ChoiceBox<>();
    stops.setId("debug-stops");
    stops.setAccessibleText("What stops");
    stops.setTooltip(new Tooltip("What stands when a fiber does"));
    stops.getItems().addAll(Unit.values());
    stops.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable Unit unit) {
            return switch (unit) {
              case null -> "";
              case ALL -> "stops everything";
              case PROCESS -> "stops its process";
              case FIBER -> "stops the fiber";
            };
          }

          @Override
          public Unit fromString(String name) {
            throw new UnsupportedOperationException(name);
          }
        });
    stops.setValue(model.stops().get());
    stops.setMinWidth(Region.USE_PREF_SIZE);
    stops.setOnAction(event -> model.stops(stops.getValue()));
    Button go = DebugIcons.button("debug-go", DebugIcons.GO, "Start, or go on (F5)", this::go);
    Button pause =
        DebugIcons.button(
            "debug-pause", DebugIcons.PAUSE, "Stand as soon as it can (F6)", model::pause);
    Button end =
        DebugIcons.button("debug-end", DebugIcons.STOP, "End the program (Ctrl+F2)", model::stop);
    Button again =
        DebugIcons.button("debug-again", DebugIcons.AGAIN, "Run it again (Ctrl+F5)", model::again);
    HBox head =
        new HBox(
            2,
            go,
            pause,
            end,
            again,
            gap(),
            move("debug-over", DebugIcons.OVER, "Next line (F10)", Move.OVER),
            move("debug-in", DebugIcons.IN, "Into the call (F11)", Move.IN),
            move("debug-out", DebugIcons.OUT, "Out of the procedure (Shift+F11)", Move.OUT),
            move(
                "debug-switch",
                DebugIcons.SWITCH,
                "Until the fiber is suspended or resumed (F7)",
                Move.SWITCH),
            gap(),
            move(
                "debug-back", DebugIcons.BACK, "Back to the last breakpoint (Shift+F5)", Move.BACK),
            move(
                "debug-back-over",
                DebugIcons.BACK_OVER,
                "Back by a line of the procedure (Shift+F10)",
                Move.BACK_OVER),
            move("debug-back-in", DebugIcons.BACK_IN, "Back by a line (Ctrl+F11)", Move.BACK_IN),
            gap(),
            note,
            stops);
    head.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    head.getStyleClass().add("debug-tools");
    model
        .phase()
        .bind(
            phase -> {
              go.setDisable(phase == Phase.RUNNING || phase == Phase.STARTING);
              pause.setDisable(phase != Phase.RUNNING);
              end.setDisable(!model.isActive());
              again.setDisable(model.launch().isEmpty());
              boolean attached = model.launch().filter(l -> l.pid().isPresent()).isPresent();
              tip(
                  end,
                  attached ? "Detach; the program runs on (Ctrl+F2)" : "End the program (Ctrl+F2)");
              tip(again, attached ? "Attach again (Ctrl+F5)" : "Run it again (Ctrl+F5)");
            });
    return head;
  }

  private static void tip(Button button, String text) {
    button.getTooltip().setText(text);
    button.setAccessibleText(text);
  }

  private static Region gap() {
    Region gap = new Region();
    gap.setMinWidth(10);
    return gap;
  }

  private Button move(String id, String path, String tip, Move move) {
    Button button = DebugIcons.button(id, path, tip, () -> model.move(move));
    model.phase().bind(phase -> able(button, move));
    model.reversible().bind(can -> able(button, move));
    return button;
  }

  private void able(Button button, Move move) {
    button.setDisable(!model.stands() || move.isBack() && !model.reversible().get());
  }

  /** Starts what was prepared or has ended, or goes on. */
  public void go() {
    if (model.stands()) {
      model.move(Move.GO_ON);
    } else if (!model.isActive()) {
      model.again();
    }
  }

  private void fibers() {
    fibers.setId("debug-fibers");
    fibers.setAccessibleText("Fibers");
    fibers.getStyleClass().addAll("edge-to-edge", "seen");
    fibers.setPlaceholder(ValueTree.nothing("Fibers, while the program stands."));
    fibers.setFixedCellSize(ROW);
    fibers.setCellFactory(any -> new FiberCell());
    chosen(
        fibers.getSelectionModel().selectedItemProperty(),
        fiber -> {
          model.choose(fiber);
          onFiber.accept(fiber);
        });
    fibers.setContextMenu(
        Actions.menu(
            Actions.item("End its wait with a value\u2026", () -> endWait(false)),
            Actions.item("Raise where it waits\u2026", () -> endWait(true))));
  }

  private void stack() {
    stack.setId("debug-stack");
    stack.setAccessibleText("Stack");
    stack.getStyleClass().addAll("edge-to-edge", "seen");
    stack.setPlaceholder(ValueTree.nothing("The stack of the chosen fiber."));
    stack.setFixedCellSize(ROW);
    stack.setCellFactory(any -> new FrameCell());
    chosen(stack.getSelectionModel().selectedItemProperty(), model::choose);
  }

  private <T> void chosen(ObservableValue<T> selected, Consumer<T> then) {
    selected.subscribe(
        item -> {
          if (item != null && !updating) {
            then.accept(item);
          }
        });
  }

  /** Output, watches and breakpoints, and the expression line below. */
  private Node side() {
    side.setId("debug-side");
    side.getStyleClass().add("dense");
    side.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    output.setId("debug-output");
    output.setEditable(false);
    output.getStyleClass().addAll("code", "edge-to-edge");
    output.setAccessibleText("Output and values");
    expression.setId("debug-expression");
    expression.setPromptText("Expression in the frame");
    expression.setAccessibleText("Expression in the frame; Enter evaluates it");
    expression.getStyleClass().add("code");
    expression.setOnAction(event -> evaluate());
    HBox.setHgrow(expression, Priority.ALWAYS);
    Button watch = new Button("Watch");
    watch.setId("debug-watch");
    watch.getStyleClass().add("small");
    watch.setMinWidth(Region.USE_PREF_SIZE);
    watch.setTooltip(new Tooltip("Show its value whenever the program stands"));
    watch.setOnAction(event -> watchExpression());
    HBox line = new HBox(4, expression, watch);
    line.getStyleClass().add("point-fields");
    watches.setOnKeyPressed(
        key -> {
          if (key.getCode() == KeyCode.DELETE) {
            unwatch();
            key.consume();
          }
        });
    side.getTabs()
        .addAll(
            tab("Output", output),
            tab("Watches", watches),
            tab("Breakpoints", new BreakpointsView(model.breakpoints())));
    BorderPane sides = new BorderPane(side);
    sides.setBottom(line);
    return sides;
  }

  private static Tab tab(String title, Node content) {
    Tab tab = new Tab(title, content);
    tab.setId("debug-side-" + title.toLowerCase(java.util.Locale.ROOT));
    return tab;
  }

  // What is shown

  private void say(String text) {
    note.setText(text);
    note.setTooltip(text.isEmpty() ? null : new Tooltip(text));
  }

  private void phase(Phase phase) {
    boolean runs = phase == Phase.RUNNING || phase == Phase.STARTING;
    for (Node each : List.of(fibers, stack, variables, watches)) {
      each.pseudoClassStateChanged(RUNNING, runs);
    }
    if (phase == Phase.STARTING) {
      model.launch().map(Launch::file).filter(name -> !name.isEmpty()).ifPresent(this::show);
    }
    if (phase != Phase.STANDING) {
      source.mark(List.of());
    } else {
      frame(model.frame().get());
    }
  }

  private <T> void show(ListView<T> list, List<T> items, Optional<T> chosen) {
    updating = true;
    if (!list.getItems().equals(items)) {
      list.getItems().setAll(items);
    }
    list.getSelectionModel().clearSelection();
    chosen.ifPresent(list.getSelectionModel()::select);
    updating = false;
  }

  private void frame(Optional<Frame> chosen) {
    show(stack, model.stack().get(), chosen);
    Optional<Place> place =
        chosen.map(Frame::place).filter(each -> each.line() > 0 && !each.file().isEmpty());
    place.ifPresent(this::go);
    if (place.isEmpty()) {
      source.mark(List.of());
    }
  }

  /** Shows the text of a file, without a mark. */
  public void show(String name) {
    load(name, () -> source.mark(List.of()));
  }

  /** Whether the text is there that is to be shown. */
  public boolean isSettled() {
    return wanted.equals(shown);
  }

  /** Shows nothing of what was debugged last. */
  public void forget() {
    shown = "";
    wanted = "";
    file.setText("");
    file.setTooltip(null);
    source.show(null);
    dots.show();
  }

  private void go(Place place) {
    load(place.file(), () -> mark(place));
  }

  private void load(String name, Runnable then) {
    wanted = name;
    if (name.equals(shown)) {
      then.run();
      return;
    }
    texts.accept(
        name,
        text -> {
          if (wanted.equals(name)) {
            shown = name;
            file.setText(
                text == null ? name + ": its text is not there" : name.replaceFirst("^.*/", ""));
            file.setTooltip(new Tooltip(name));
            source.show(text);
            dots.show();
            then.run();
          }
        });
  }

  private void mark(Place place) {
    if (!model.stands()) {
      return;
    }
    boolean top =
        model.stack().get().stream()
            .filter(each -> !each.isSystem())
            .findFirst()
            .equals(model.frame().get());
    source.mark(
        List.of(
            new SourceMark(
                place.line(),
                place.column(),
                top ? SourceMark.Role.HERE : SourceMark.Role.CALL,
                top ? "" : "waits for this")));
    source.reveal(place.line());
  }

  private void watches(List<Watch> now) {
    watches.show(
        now.stream()
            .map(
                each ->
                    new Variable(each.expression(), each.value(), each.reference(), 0, false, 0))
            .toList());
  }

  private void print(String text) {
    String before = output.getText();
    if (text.startsWith(before)) {
      output.appendText(text.substring(before.length()));
    } else {
      output.setText(text);
      output.setScrollTop(Double.MAX_VALUE);
    }
  }

  // What can be done

  private void evaluate() {
    side.getSelectionModel().select(0);
    model.evaluate(expression.getText());
    expression.selectAll();
  }

  private void watchExpression() {
    if (!expression.getText().isBlank()) {
      side.getSelectionModel().select(1);
      model.watch(expression.getText());
      expression.clear();
    }
  }

  private void watchSelected() {
    Variable variable = variables.selected();
    if (variable != null && variable.canBeSet()) {
      side.getSelectionModel().select(1);
      model.watch(variable.name());
    }
  }

  private void unwatch() {
    Variable variable = watches.selected();
    if (variable != null) {
      model.unwatch(variable.name());
    }
  }

  private static void copy(ValueTree tree) {
    Variable variable = tree.selected();
    if (variable != null) {
      Actions.copy(variable.value());
    }
  }

  private void set(Variable variable) {
    ask(
        "Set " + variable.name(),
        "Expression",
        variable.value(),
        text -> model.assign(variable, text));
  }

  private void endWait(boolean raise) {
    Fiber fiber = fibers.getSelectionModel().getSelectedItem();
    if (fiber != null) {
      ask(
          raise ? "Raise in " + fiber.name() : "End the wait of " + fiber.name(),
          "Expression",
          "",
          text -> model.endWait(fiber, text, raise));
    }
  }

  private void ask(String title, String what, String text, Consumer<String> then) {
    TextInputDialog dialog = new TextInputDialog(text);
    dialog.initOwner(getScene().getWindow());
    dialog.setTitle(title);
    dialog.setHeaderText(null);
    dialog.setContentText(what);
    dialog.getEditor().setId("debug-value");
    dialog.setOnHidden(
        event -> {
          if (dialog.getResult() != null && !dialog.getResult().isBlank()) {
            then.accept(dialog.getResult());
          }
        });
    dialog.show();
  }

  /** Sets a breakpoint at the selected line of a text, or takes it away. */
  public void toggle(SourceView of) {
    if (of.selectedLine() > 0 && !of.file().isEmpty()) {
      model.breakpoints().toggle(of.file(), of.selectedLine());
    }
  }

  /** The text of this view. */
  public SourceView source() {
    return source;
  }

  /** Goes on to the selected line. */
  public void runToLine() {
    if (source.selectedLine() > 0 && !source.file().isEmpty()) {
      model.runTo(source.file(), source.selectedLine());
    }
  }

  // Cells

  private static final class FiberCell extends ListCell<Fiber> {
    private final Label name = new Label();
    private final Label state = new Label();
    private final HBox box = new HBox(8, name, state);

    FiberCell() {
      setPrefWidth(0);
      name.setMinWidth(Region.USE_PREF_SIZE);
      box.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
      state.setMinWidth(0);
      state.getStyleClass().add("text-muted");
    }

    @Override
    protected void updateItem(@Nullable Fiber fiber, boolean empty) {
      super.updateItem(fiber, empty);
      setText(null);
      setGraphic(null);
      if (!empty && fiber != null) {
        name.setText((fiber.stands() ? "\u25b6 " : "") + fiber.name());
        state.setText(
            fiber.state() + (fiber.place().line() == 0 ? "" : "  " + fiber.place().text()));
        setGraphic(box);
        setAccessibleText(fiber.name() + ", " + state.getText());
        setTooltip(new Tooltip(fiber.name() + "\n" + state.getText()));
      }
    }
  }

  private static final class FrameCell extends ListCell<Frame> {
    private static final PseudoClass SYSTEM = PseudoClass.getPseudoClass("system");
    private final Label name = new Label();
    private final Label place = new Label();
    private final HBox box = new HBox(8, name, place);

    FrameCell() {
      setPrefWidth(0);
      name.setMinWidth(Region.USE_PREF_SIZE);
      box.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
      place.setMinWidth(0);
      place.getStyleClass().add("text-muted");
    }

    @Override
    protected void updateItem(@Nullable Frame frame, boolean empty) {
      super.updateItem(frame, empty);
      setText(null);
      setGraphic(null);
      pseudoClassStateChanged(SYSTEM, !empty && frame != null && frame.isSystem());
      if (!empty && frame != null) {
        name.setText(frame.procedure());
        place.setText(frame.place().text());
        setGraphic(box);
        setAccessibleText(frame.procedure() + " at " + frame.place().text());
      }
    }
  }
}
