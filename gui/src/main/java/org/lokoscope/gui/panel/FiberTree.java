package org.lokoscope.gui.panel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableCell;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.layout.Rows;
import org.lokoscope.views.query.StateText;

/** Processes and their fibers, each with its state and its words at the playhead. */
public final class FiberTree extends VBox {

  private final OpenTrace opened;
  private final TextField filter = new TextField();
  private final TreeTableView<Row> tree = new TreeTableView<>();
  private final Map<LaneId, TreeItem<Row>> items = new HashMap<>();
  private final PlayheadStates states;
  private boolean following;

  public FiberTree(OpenTrace opened) {
    this.opened = opened;
    this.states = new PlayheadStates(opened, tree::refresh);
    setId("fiber-tree-panel");
    getStyleClass().add("panel");
    filter.setId("fiber-filter");
    filter.setPromptText("Name or query");
    filter.setTooltip(
        new Tooltip("For example: worker   fiber:worker* state:blocked > 10ms   site:a.sps:40"));
    filter.textProperty().subscribe(text -> opened.model().filter(text));
    tree.setId("fiber-tree");
    tree.setShowRoot(false);
    tree.getStyleClass().addAll("dense", "edge-to-edge");
    tree.setPlaceholder(new Label("No fiber matches"));
    columns();
    VBox.setVgrow(tree, Priority.ALWAYS);
    getChildren().addAll(filter, new FilterProblem(filter, opened.model()), tree);
    opened.model().rows().bind(this::show);
    opened.model().selection().listen(chosen -> follow(chosen.lane()));
    tree.getSelectionModel().selectedItemProperty().subscribe(this::choose);
  }

  private void columns() {
    TreeTableColumn<Row, Row> name = column("Fiber", 150);
    name.setCellFactory(column -> new TextCell(Row::label));
    TreeTableColumn<Row, Row> state = column("State", 116);
    state.setCellFactory(column -> new StateCell());
    TreeTableColumn<Row, Row> words = column("Words", 56);
    words.setStyle("-fx-alignment: CENTER-RIGHT;");
    words.setCellFactory(column -> new TextCell(row -> states.words(row.lane())));
    tree.getColumns().setAll(List.of(name, state, words));
    tree.setColumnResizePolicy(TreeTableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
  }

  private static TreeTableColumn<Row, Row> column(String title, double width) {
    TreeTableColumn<Row, Row> column = new TreeTableColumn<>(title);
    column.setPrefWidth(width);
    column.setSortable(false);
    column.setReorderable(false);
    column.setCellValueFactory(
        features -> new ReadOnlyObjectWrapper<>(features.getValue().getValue()));
    return column;
  }

  /** Rebuilds the tree; the timeline's rows are its source, so that both always agree. */
  private void show(Rows rows) {
    following = true;
    items.clear();
    TreeItem<Row> root = new TreeItem<>();
    TreeItem<Row> process = root;
    for (Row row : rows.rows()) {
      if (row.lane().kind() == LaneId.Kind.CPU) {
        continue;
      }
      TreeItem<Row> item = new TreeItem<>(row);
      items.put(row.lane(), item);
      if (row.depth() == 0) {
        process = item;
        item.setExpanded(true);
        root.getChildren().add(item);
      } else {
        process.getChildren().add(item);
      }
    }
    tree.setRoot(root);
    following = false;
    follow(opened.model().selection().get().lane());
  }

  private void follow(@Nullable LaneId lane) {
    TreeItem<Row> item = items.get(lane);
    following = true;
    if (item == null) {
      tree.getSelectionModel().clearSelection();
    } else if (tree.getSelectionModel().getSelectedItem() != item) {
      tree.getSelectionModel().select(item);
      tree.scrollTo(Math.max(0, tree.getRow(item) - 4));
    }
    following = false;
  }

  private void choose(@Nullable TreeItem<Row> item) {
    if (!following && item != null) {
      LaneId lane = item.getValue().lane();
      if (!Objects.equals(lane, opened.model().selection().get().lane())) {
        opened.model().select(lane, opened.model().playback().time().get());
      }
    }
  }

  private static final class TextCell extends TreeTableCell<Row, Row> {

    private final java.util.function.Function<Row, String> text;

    TextCell(java.util.function.Function<Row, String> text) {
      this.text = text;
    }

    @Override
    protected void updateItem(Row row, boolean empty) {
      super.updateItem(row, empty);
      String shown = empty || row == null ? null : text.apply(row);
      setText(shown);
      setTooltip(shown == null || shown.isEmpty() ? null : new Tooltip(shown));
    }
  }

  private final class StateCell extends TreeTableCell<Row, Row> {

    @Override
    protected void updateItem(Row row, boolean empty) {
      super.updateItem(row, empty);
      if (empty || row == null) {
        setGraphic(null);
        setTooltip(null);
      } else {
        LaneState state = states.state(row.lane());
        setGraphic(state == LaneState.ABSENT ? null : StateChip.chip(state));
        setTooltip(state == LaneState.ABSENT ? null : new Tooltip(StateText.name(state)));
      }
    }
  }
}
