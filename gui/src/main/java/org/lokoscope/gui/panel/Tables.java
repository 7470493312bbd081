package org.lokoscope.gui.panel;

import java.util.Comparator;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.lokoscope.tracer.text.Figures;

/** Columns that show a value through a function, numbers at the right and sorted as numbers. */
final class Tables {

  private Tables() {}

  static <R> TableView<R> table(String id, String empty) {
    TableView<R> table = new TableView<>();
    table.setId(id);
    table.getStyleClass().addAll("dense", "edge-to-edge", "striped");
    table.setPlaceholder(new Label(empty));
    return table;
  }

  static <R> TableColumn<R, String> text(String title, double width, Function<R, String> value) {
    TableColumn<R, String> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
    return column;
  }

  static <R> TableColumn<R, Long> number(
      String title, double width, ToLongFunction<R> value, Function<Long, String> shown) {
    TableColumn<R, Long> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setComparator(Comparator.naturalOrder());
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
}
