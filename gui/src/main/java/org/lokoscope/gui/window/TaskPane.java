// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Covers the window while a task runs: what it does, how far it is, Cancel. */
final class TaskPane extends StackPane {

  private final Label message = new Label();
  private final ProgressBar bar = new ProgressBar();
  private final Button cancel = new Button("Cancel");

  TaskPane() {
    setId("task");
    getStyleClass().add("veil");
    message.setId("task-message");
    message.setWrapText(true);
    bar.setId("task-progress");
    bar.setPrefWidth(360);
    cancel.setId("task-cancel");
    cancel.setCancelButton(true);
    VBox card = new VBox(14, message, bar, cancel);
    card.setAlignment(Pos.CENTER_LEFT);
    card.getStyleClass().add("card-box");
    card.setMaxSize(420, USE_PREF_SIZE);
    getChildren().add(card);
    setVisible(false);
  }

  void show(LongTask task) {
    task.message().bind(message::setText);
    task.fraction().bind(bar::setProgress);
    cancel.setDisable(false);
    cancel.setOnAction(
        event -> {
          cancel.setDisable(true);
          message.setText("Stopping…");
          task.cancel();
        });
    setVisible(true);
    cancel.requestFocus();
  }

  void hide() {
    setVisible(false);
  }
}
