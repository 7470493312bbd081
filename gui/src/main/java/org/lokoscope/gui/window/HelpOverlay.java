package org.lokoscope.gui.window;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The keys and the mouse on one card. */
final class HelpOverlay extends StackPane {

  private static final String[][] KEYS = {
    {"wheel", "zoom at the cursor"},
    {"Shift + wheel, drag", "pan"},
    {"W  S", "zoom in, out at the cursor"},
    {"A  D", "pan left, right"},
    {"F", "fit the selected interval"},
    {"0", "show the whole run"},
    {"click", "select a lane and what it does there"},
    {"double click", "select and fit"},
    {"←  →", "previous, next event of the lane"},
    {"↑  ↓", "lane above, below"},
    {"Esc", "clear the selection"},
    {"click or drag on the ruler", "move the playhead"},
    {"Space", "play, pause"},
    {",  .", "play slower, faster"},
    {"?", "this help"},
  };

  HelpOverlay() {
    setId("help");
    getStyleClass().add("veil");
    Label title = new Label("Keys and mouse");
    title.getStyleClass().add("title-3");
    GridPane grid = new GridPane();
    grid.setHgap(26);
    grid.setVgap(6);
    for (String[] line : KEYS) {
      Label key = new Label(line[0]);
      key.getStyleClass().add("key");
      grid.addRow(grid.getRowCount(), key, new Label(line[1]));
    }
    VBox card = new VBox(16, title, grid);
    card.setAlignment(Pos.TOP_LEFT);
    card.getStyleClass().add("card-box");
    card.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    getChildren().add(card);
    setVisible(false);
    setOnMouseClicked(event -> setVisible(false));
  }
}
