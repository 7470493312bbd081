package org.lokoscope.gui.window;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** What the window shows when no trace is open: what to do. */
final class EmptyState extends VBox {

  EmptyState(Runnable open, Runnable record, List<Path> recent, Consumer<Path> openRecent) {
    super(12);
    setId("empty");
    setAlignment(Pos.CENTER);
    Label title = new Label("No trace is open");
    title.getStyleClass().add("title-2");
    Label text =
        new Label(
            "Open a trace directory, or record a Scheme program and see what its fibers do,\n"
                + "where their time goes and which line makes their memory grow.");
    text.getStyleClass().add("text-muted");
    text.setStyle("-fx-text-alignment: center;");
    Button openButton = new Button("Open trace…");
    openButton.setId("empty-open");
    openButton.getStyleClass().add("accent");
    openButton.setOnAction(event -> open.run());
    Button recordButton = new Button("Record program…");
    recordButton.setId("empty-record");
    recordButton.setOnAction(event -> record.run());
    HBox buttons = new HBox(12, openButton, recordButton);
    buttons.setAlignment(Pos.CENTER);
    getChildren().addAll(title, text, buttons);
    if (!recent.isEmpty()) {
      Label label = new Label("Recent traces");
      label.getStyleClass().add("section");
      getChildren().add(label);
    }
    for (Path trace : recent) {
      Hyperlink link = new Hyperlink(trace.toString());
      link.setOnAction(event -> openRecent.accept(trace));
      getChildren().add(link);
    }
  }
}
