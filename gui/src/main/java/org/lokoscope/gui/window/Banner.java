// SPDX-License-Identifier: Apache-2.0
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
  private final HBox actions = new HBox(8);

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
    getChildren().addAll(text, gap, actions, close);
    hide();
  }

  void error(String line) {
    show(line, "error");
  }

  void notice(String line, Action... actions) {
    show(line, "notice", actions);
  }

  /** Of what makes the trace say less than it seems to. */
  void warning(String line, Action... actions) {
    show(line, "warning", actions);
  }

  /** Something that can be done about it. */
  record Action(String text, Runnable run) {}

  private void show(String line, String style, Action... offered) {
    getStyleClass().setAll("banner", style);
    actions.getChildren().clear();
    for (Action action : offered) {
      Button button = new Button(action.text());
      button.getStyleClass().add("small");
      button.setMinWidth(USE_PREF_SIZE);
      button.setOnAction(event -> action.run().run());
      actions.getChildren().add(button);
    }
    text.setText(line);
    setVisible(true);
    setManaged(true);
  }

  void hide() {
    setVisible(false);
    setManaged(false);
  }
}
