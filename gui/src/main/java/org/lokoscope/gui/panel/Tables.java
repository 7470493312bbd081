// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.fx.QueryExecutor.Work;

/**
 * Columns that show a value through a function, numbers at the right and sorted as numbers. Rows
 * are copied by the usual key or the menu of the right button. What is longer than its column
 * stands in a tooltip.
 */
final class Tables {

  private static final KeyCombination COPY = KeyCombination.keyCombination("Shortcut+C");
  private static final String ORDER = "order";

  private Tables() {}

  static <R> TableView<R> table(String id, String empty) {
    TableView<R> table = new TableView<>();
    table.setId(id);
    table.getStyleClass().addAll("dense", "edge-to-edge", "striped");
    table.setFixedCellSize(24);
    table.setTableMenuButtonVisible(true);
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    Label nothing = new Label(empty);
    nothing.setWrapText(true);
    table.setPlaceholder(nothing);
    table.setOnKeyPressed(
        key -> {
          if (COPY.match(key)) {
            copy(table);
            key.consume();
          }
        });
    menu(table);
    return table;
  }

  /** The menu of the right button: what is special to the table, then copying. */
  static <R> void menu(TableView<R> table, MenuItem... special) {
    List<MenuItem> items = new ArrayList<>(List.of(special));
    items.add(Actions.item("Copy rows", () -> copy(table)));
    items.add(Actions.item("Select all", table.getSelectionModel()::selectAll));
    table.setContextMenu(Actions.menu(items.toArray(MenuItem[]::new)));
  }

  /** The selected rows with the headers, as a spreadsheet takes them. */
  private static <R> void copy(TableView<R> table) {
    List<TableColumn<R, ?>> columns = table.getVisibleLeafColumns();
    StringBuilder text = new StringBuilder();
    text.append(columns.stream().map(TableColumn::getText).collect(Collectors.joining("\t")));
    for (R row : table.getSelectionModel().getSelectedItems()) {
      text.append('\n');
      text.append(
          columns.stream()
              .map(column -> String.valueOf(column.getCellData(row)))
              .collect(Collectors.joining("\t")));
    }
    Actions.copy(text.toString());
  }

  static <R> TableColumn<R, String> text(String title, double width, Function<R, String> value) {
    TableColumn<R, String> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
    column.getProperties().put(ORDER, Comparator.comparing(value));
    column.setCellFactory(
        any ->
            new TableCell<>() {
              @Override
              protected void updateItem(String text, boolean empty) {
                super.updateItem(text, empty);
                setText(empty ? null : text);
                setTooltip(empty || text == null || text.length() < 16 ? null : new Tooltip(text));
              }
            });
    return column;
  }

  static <R> TableColumn<R, Long> number(
      String title, double width, ToLongFunction<R> value, Function<Long, String> shown) {
    TableColumn<R, Long> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setComparator(Comparator.naturalOrder());
    column.getProperties().put(ORDER, Comparator.comparingLong(value));
    column.getStyleClass().add("number-column");
    column.setCellValueFactory(
        row -> new ReadOnlyObjectWrapper<>(value.applyAsLong(row.getValue())));
    column.setCellFactory(
        any ->
            new TableCell<>() {
              @Override
              protected void updateItem(Long number, boolean empty) {
                super.updateItem(number, empty);
                setText(empty || number == null ? null : shown.apply(number));
                setStyle("-fx-alignment: CENTER-RIGHT;");
              }
            });
    return column;
  }

  static String count(long value) {
    return value == 0 ? "" : Figures.count(value);
  }

  /** Sorts off the FX thread: 100,000 rows take longer than a frame. */
  static <R> void sortInBackground(TableView<R> table, OpenTrace opened) {
    table.setSortPolicy(
        sorted -> {
          Comparator<R> order = order(sorted);
          List<R> rows = List.copyOf(sorted.getItems());
          if (order != null && !rows.isEmpty()) {
            opened.ask(
                Work.TABLES,
                trace -> rows.stream().sorted(order).toList(),
                answer -> {
                  if (sorted.getItems().size() == answer.size()) {
                    sorted.getItems().setAll(answer);
                  }
                });
          }
          return true;
        });
  }

  @SuppressWarnings("unchecked") // Each column was given a comparator of its own rows.
  private static <R> @org.jspecify.annotations.Nullable Comparator<R> order(TableView<R> table) {
    Comparator<R> order = null;
    for (TableColumn<R, ?> column : table.getSortOrder()) {
      Comparator<R> one = (Comparator<R>) column.getProperties().get(ORDER);
      if (one != null) {
        Comparator<R> directed =
            column.getSortType() == TableColumn.SortType.DESCENDING ? one.reversed() : one;
        order = order == null ? directed : order.thenComparing(directed);
      }
    }
    return order;
  }
}
