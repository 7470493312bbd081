package org.lokoscope.gui.window;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** One line across the window: what went wrong and what to do. */
final class Banner extends HBox {

  private final Label text = new Label();

  Banner() {
    super(10);
    setId("banner");
    setAlignment(Pos.CENTER_LEFT);
    text.setId("banner-text");
    text.setWrapText(true);
    Region gap = new Region();
    setHgrow(gap, Priority.ALWAYS);
    Button close = new Button("Dismiss");
    close.setId("banner-close");
    close.getStyleClass().add("small");
    close.setMinWidth(USE_PREF_SIZE);
    close.setOnAction(event -> hide());
    getChildren().addAll(text, gap, close);
    hide();
  }

  void error(String line) {
    show(line, "error");
  }

  void notice(String line) {
    show(line, "notice");
  }

  private void show(String line, String style) {
    getStyleClass().setAll("banner", style);
    text.setText(line);
    setVisible(true);
    setManaged(true);
  }

  void hide() {
    setVisible(false);
    setManaged(false);
  }
}
