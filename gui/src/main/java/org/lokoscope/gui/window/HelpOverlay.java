// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The keys and the mouse on one card. */
final class HelpOverlay extends StackPane {

  private static final String[][] MOUSE = {
    {"wheel", "zoom at the pointer; over the headers scroll"},
    {"Shift + wheel, drag", "pan"},
    {"click", "select a lane and what it does there"},
    {"double click", "select and fit"},
    {"Shift + drag", "choose a stretch of time and add it up"},
    {"Ctrl + drag", "zoom to a stretch of time"},
    {"drag on the ruler", "move the playhead"},
    {"drag an edge", "make headers, graphs, inspector or panel larger"},
  };

  /** Pixels of the height that the list does not get: title, border, and some of the window. */
  private static final double AROUND = 140;

  private final HBox columns = new HBox(40);

  HelpOverlay() {
    setId("help");
    getStyleClass().add("veil");
    Label title = new Label("Keys and mouse");
    title.getStyleClass().add("title-3");
    // The list is longer than a small window.
    ScrollPane scroll = new ScrollPane(columns);
    scroll.setId("help-scroll");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("edge-to-edge");
    scroll.maxHeightProperty().bind(heightProperty().subtract(AROUND));
    VBox card = new VBox(16, title, scroll);
    card.getStyleClass().add("card-box");
    card.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    getChildren().add(card);
    setVisible(false);
    setOnMouseClicked(event -> setVisible(false));
  }

  /** Lists the commands that have keys. */
  void list(List<Command> commands, KeyPreset preset) {
    GridPane left = grid();
    GridPane right = grid();
    List<Command> known =
        commands.stream().filter(command -> !preset.keys(command).isEmpty()).toList();
    for (int i = 0; i < known.size(); i++) {
      GridPane column = i < (known.size() + MOUSE.length + 1) / 2 ? left : right;
      row(column, Keys.shown(preset.keys(known.get(i))), known.get(i).title());
    }
    for (String[] line : MOUSE) {
      row(right, line[0], line[1]);
    }
    columns.getChildren().setAll(left, right);
  }

  private static GridPane grid() {
    GridPane grid = new GridPane();
    grid.setHgap(22);
    grid.setVgap(5);
    return grid;
  }

  private static void row(GridPane grid, String keys, String what) {
    Label key = new Label(keys);
    key.getStyleClass().add("key");
    grid.addRow(grid.getRowCount(), key, new Label(what));
  }
}
