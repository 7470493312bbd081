// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.debug.model.BreakpointList;
import org.lokoscope.gui.debug.model.BreakpointList.Kind;
import org.lokoscope.gui.debug.model.BreakpointList.Point;
import org.lokoscope.gui.debug.model.BreakpointList.State;
import org.lokoscope.tracer.text.Count;

/** The breakpoints with what each waits for and how often it was met, and what can be changed. */
final class BreakpointsView extends BorderPane {

  private final BreakpointList list;
  private final ListView<Point> view = new ListView<>();
  private final TextField condition = field("debug-condition", "if: an expression");
  private final TextField hits = field("debug-hit-count", "hits: 3, %2, ...");
  private final TextField log = field("debug-log", "print and go on: text {expression}");
  private final ChoiceBox<Kind> kind = new ChoiceBox<>();
  private final TextField subject = field("debug-subject", "");
  private boolean filling;

  BreakpointsView(BreakpointList list) {
    this.list = list;
    view.setId("debug-breakpoints");
    view.setAccessibleText("Breakpoints");
    view.getStyleClass().addAll("dense", "edge-to-edge", "points");
    view.setPlaceholder(
        ValueTree.nothing("Click beside a line number, or press F9, to set a breakpoint."));
    view.setFixedCellSize(DebugView.ROW);
    view.setCellFactory(any -> new PointCell());
    view.getSelectionModel().selectedItemProperty().subscribe(this::fill);
    view.setOnKeyPressed(
        key -> {
          if (key.getCode() == javafx.scene.input.KeyCode.DELETE) {
            remove();
            key.consume();
          }
        });
    view.setContextMenu(Actions.menu(Actions.item("Remove", this::remove)));
    for (TextField each : new TextField[] {condition, hits, log}) {
      each.setOnAction(event -> change());
      each.focusedProperty()
          .subscribe(
              focused -> {
                if (!focused) {
                  change();
                }
              });
    }
    hits.setPrefColumnCount(8);
    HBox.setHgrow(condition, Priority.ALWAYS);
    HBox.setHgrow(log, Priority.ALWAYS);
    kind.setId("debug-kind");
    kind.getItems().addAll(Kind.values());
    kind.getItems().remove(Kind.LINE);
    kind.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable Kind value) {
            return value == null ? "" : value.title();
          }

          @Override
          public Kind fromString(String name) {
            throw new UnsupportedOperationException(name);
          }
        });
    kind.valueProperty().subscribe(this::ask);
    kind.setValue(Kind.UNHANDLED);
    kind.setMaxWidth(220);
    HBox.setHgrow(subject, Priority.ALWAYS);
    Button add = new Button("Add");
    add.setId("debug-add");
    add.getStyleClass().add("small");
    add.setMinWidth(Region.USE_PREF_SIZE);
    add.setTooltip(new Tooltip("Stop at this, too"));
    add.setOnAction(event -> add());
    subject.setOnAction(event -> add());
    VBox below = new VBox(4, new HBox(4, condition, hits, log), new HBox(4, kind, subject, add));
    below.getStyleClass().add("point-fields");
    setCenter(view);
    setBottom(below);
    list.points().bind(points -> show());
    list.states().listen(states -> show());
    fill(null);
  }

  private static TextField field(String id, String prompt) {
    TextField field = new TextField();
    field.setId(id);
    field.setPromptText(prompt);
    field.setAccessibleText(prompt);
    field.getStyleClass().add("small");
    field.setMinWidth(50);
    return field;
  }

  private void show() {
    Point chosen = view.getSelectionModel().getSelectedItem();
    filling = true;
    view.getItems().setAll(list.points().get());
    if (chosen != null) {
      view.getItems().stream()
          .filter(each -> each.key() == chosen.key())
          .findFirst()
          .ifPresent(view.getSelectionModel()::select);
    }
    filling = false;
    if (view.getSelectionModel().isEmpty()) {
      fill(null);
    }
  }

  private void fill(@Nullable Point point) {
    if (filling) {
      return;
    }
    condition.setText(point == null ? "" : point.condition());
    hits.setText(point == null ? "" : point.hits());
    log.setText(point == null ? "" : point.log());
    boolean raise =
        point != null && (point.kind() == Kind.RAISED || point.kind() == Kind.UNHANDLED);
    boolean code = point != null && point.kind().isOfCode();
    condition.setDisable(!code && !raise);
    hits.setDisable(!code);
    log.setDisable(point == null || point.kind() != Kind.LINE);
  }

  private void change() {
    Point point = view.getSelectionModel().getSelectedItem();
    if (point != null) {
      Point next =
          point.with(condition.getText().strip(), hits.getText().strip(), log.getText().strip());
      if (!next.equals(point)) {
        list.change(next);
      }
    }
  }

  private void remove() {
    Point point = view.getSelectionModel().getSelectedItem();
    if (point != null) {
      list.remove(point);
    }
  }

  private void ask(@Nullable Kind chosen) {
    String prompt =
        switch (chosen) {
          case PROCEDURE -> "its name";
          case MESSAGE -> "the channel: its variable or number";
          case SUSPENDED, RESUMED -> "the fiber: its name or number";
          case WORDS -> "how many";
          case WINDER -> "FILE:LINE";
          case LINE, RAISED, UNHANDLED -> "";
          case null -> "";
        };
    subject.setPromptText(prompt);
    subject.setDisable(prompt.isEmpty());
  }

  private void add() {
    Kind chosen = kind.getValue();
    String text = subject.isDisabled() ? "" : subject.getText().strip();
    if (chosen != null && (subject.isDisabled() || !text.isEmpty())) {
      list.add(chosen, text, 0);
      subject.clear();
    }
  }

  private final class PointCell extends ListCell<Point> {
    private final CheckBox on = new CheckBox();
    private final Label where = new Label();
    private final Label more = new Label();
    private final Label met = new Label();
    private final Region gap = new Region();
    private final HBox box = new HBox(6, on, where, more, gap, met);

    PointCell() {
      setPrefWidth(0);
      HBox.setHgrow(gap, Priority.ALWAYS);
      box.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
      more.getStyleClass().add("text-muted");
      more.setMinWidth(0);
      met.getStyleClass().add("text-muted");
      met.setMinWidth(Region.USE_PREF_SIZE);
      where.setMinWidth(Region.USE_PREF_SIZE);
      on.setFocusTraversable(false);
      on.setOnAction(
          event -> {
            if (getItem() != null) {
              list.enable(getItem(), on.isSelected());
            }
          });
    }

    @Override
    protected void updateItem(@Nullable Point point, boolean empty) {
      super.updateItem(point, empty);
      setText(null);
      if (empty || point == null) {
        setGraphic(null);
        return;
      }
      State state = list.state(point);
      on.setSelected(point.enabled());
      on.setAccessibleText("Stop at " + point.describe());
      String moved =
          point.kind() == Kind.LINE && list.shownLine(point) != point.line()
              ? " \u2192 " + list.shownLine(point)
              : "";
      where.setText(point.describe() + moved);
      more.setText(state.message().isEmpty() ? point.details() : state.message());
      met.setText(state.hits() == 0 ? "" : Count.of(state.hits(), "hit"));
      setGraphic(box);
      setAccessibleText(where.getText() + " " + more.getText() + " " + met.getText());
    }
  }
}
